"""The questions that were put in a meeting, as its minutes state them."""

from collections.abc import Mapping, Sequence
from typing import Any

from council.rules.bylaws import NamesPublished, parse_poll_rule
from deliberation.meetings.models import Meeting
from deliberation.rules.record.facts import Dissent, Removal, Vote
from deliberation.voting.models import Method, Poll, RollEntry
from deliberation.voting.selectors.outcomes import choice_of
from deliberation.voting.selectors.roll import read_rolls

NO_TALLY: Mapping[str, int] = {"in_favour": 0, "against": 0, "abstentions": 0, "spoilt": 0}


def votes_in(meeting: Meeting) -> Sequence[Vote]:
    """Return every question that was put, with its figures; two queries."""
    put = Poll.objects.filter(meeting=meeting, opened_at__isnull=False)
    polls = list(put.select_related("outcome").order_by("pk"))
    read_rolls(polls)
    return [_vote(poll) for poll in polls]


def _vote(poll: Poll) -> Vote:
    facts = _facts_of(poll)
    inputs: Mapping[str, Any] = facts.get("inputs", {})
    tally = inputs.get("tally", NO_TALLY)
    entries = list(poll.roll.all())
    return Vote(
        poll_id=poll.pk,
        item_id=poll.item_id,
        amendment_id=poll.amendment_id,
        proposal_id=poll.proposal_id,
        method=str(poll.method),
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        eligible=poll.electorate.get("whole", {}).get("entitled", 0),
        present=facts.get("present", 0),
        in_favour=tally["in_favour"],
        against=tally["against"],
        abstentions=tally["abstentions"],
        spoilt=tally["spoilt"],
        basis=_basis(poll),
        base=facts.get("base", 0),
        needed=facts.get("needed", 0),
        quorum_needed=facts.get("quorum_needed", 0),
        result=str(poll.outcome.result) if poll.declared_at is not None and facts else "",
        casting_vote=inputs.get("casting_vote") or "",
        annul_reason=poll.annul_reason,
        missing_languages=tuple(poll.missing_languages),
        override_reason=poll.override_reason,
        removals=tuple(
            Removal(one.member_id, one.removal_reason) for one in entries if not one.is_active
        ),
        dissent=_dissent(poll, entries),
        roll=tuple(one.member_id for one in entries if one.is_active),
    )


def _facts_of(poll: Poll) -> Mapping[str, Any]:
    outcome = getattr(poll, "outcome", None)
    return {} if outcome is None else outcome.facts


def _basis(poll: Poll) -> str:
    return str(parse_poll_rule(poll.rule).question.majority.basis)


def _dissent(poll: Poll, entries: Sequence[RollEntry]) -> tuple[Dissent, ...]:
    """Return who did not vote with the outcome, where the rules have open votes told by name."""
    published = parse_poll_rule(poll.rule).names
    if poll.method is not Method.ROLL_CALL or published is NamesPublished.NOBODY:
        return ()
    if poll.declared_at is None or not _facts_of(poll):
        return ()
    winning = "yes" if poll.outcome.result == "carried" else "no"
    choices = [(one.member_id, choice_of(one)) for one in entries if one.is_active]
    return tuple(Dissent(one, choice) for one, choice in choices if choice not in {winning, ""})
