"""What minutes must say before they go to those who were present."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from deliberation.rules.record.facts import Facts, ItemFacts

OVER = frozenset({"disposed", "postponed", "withdrawn"})
WITH_REASON = frozenset({"postponed", "withdrawn"})
SPOKEN = frozenset({"report", "information", "any_other_business", "election"})
UNFINISHED = "unfinished"  # never called: the end of the meeting is reason enough
UNDECLARED = ""


@dataclass(frozen=True)
class Gap:
    """Something that is missing: what, and on which item; None: of the whole meeting."""

    code: str
    item_id: int | None = None
    number: str = ""


def gaps_in(facts: Facts, written: Set[int]) -> Sequence[Gap]:
    """Return what is missing, in reading order.

    Args:
        facts: As compiled.
        written: Items on which the clerk wrote what was done; a report, an information or a talk
            leaves no other trace.
    """
    return [*_of_meeting(facts), *(gap for item in facts.items for gap in _of_item(item, written))]


def _of_meeting(facts: Facts) -> Iterator[Gap]:
    stated = {
        "opened": facts.frame.opened_at,
        "closed": facts.frame.closed_at,
        "chair": facts.people.chair_id,
        "clerk": facts.people.clerk_id,
        "quorum": facts.opening,
    }
    yield from (Gap(code) for code, value in stated.items() if value is None)


def _of_item(item: ItemFacts, written: Set[int]) -> Iterator[Gap]:
    if item.status not in OVER or (item.status == "disposed" and not item.result):
        yield Gap("result", item.item_id, item.number)
    if item.status in WITH_REASON and item.result != UNFINISHED and not item.reason:
        yield Gap("reason", item.item_id, item.number)
    if any(vote.result == UNDECLARED and not vote.annul_reason for vote in item.votes):
        yield Gap("vote", item.item_id, item.number)
    if _needs_words(item) and item.item_id not in written:
        yield Gap("account", item.item_id, item.number)


def _needs_words(item: ItemFacts) -> bool:
    return item.kind in SPOKEN and item.status == "disposed" and not item.votes
