"""Ties between candidates: settled by what is on record, never by the order of a list."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import ElectionTie
from council.rules.errors import RuleViolation
from deliberation.rules.tally.profile import Candidate

Votes = Mapping[Candidate, int]


class NeedlessRuling(RuleViolation):
    """A lot or a casting vote is on record for which this count has no tie."""

    code = "needless_ruling"


class TieAbout(StrEnum):
    """What has to be chosen between those who are equal."""

    SEAT = "seat"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    ORDER = "order"


class SettledBy(StrEnum):
    """What told the equal ones apart."""

    EARLIER_STAGE = "earlier_stage"
    LOT = "lot"
    CASTING_VOTE = "casting_vote"


@dataclass(frozen=True)
class Ruling:
    """The record of one lot or casting vote: all who were equal, first drawn or named first."""

    order: tuple[Candidate, ...]


@dataclass(frozen=True)
class Tie:
    """Equal candidates, of whom ``places`` are chosen: elected, transferred first or excluded.

    Attributes:
        among: All who were equal, by name.
        chosen: Who of them it was; empty while nobody has decided.
        by: What decided; ``None`` while the tie is open.
        stage: The earlier stage that decided, counted from 1.
    """

    about: TieAbout
    among: tuple[Candidate, ...]
    places: int
    chosen: tuple[Candidate, ...] = ()
    by: SettledBy | None = None
    stage: int | None = None


class Settler:
    """Settles the ties of one count by the rule in force and by the rulings on record."""

    def __init__(self, rule: ElectionTie, rulings: Sequence[Ruling] = ()) -> None:
        self.rule = rule
        self._waiting = list(rulings)
        if rulings and rule not in {ElectionTie.LOT, ElectionTie.CASTING_VOTE}:
            raise NeedlessRuling(candidates=", ".join(rulings[0].order))

    def settle(self, about: TieAbout, among: Collection[Candidate], places: int = 1) -> Tie:
        """Return the tie with the choice on record, or open if there is none yet."""
        for number, ruling in enumerate(self._waiting):
            if set(ruling.order) == set(among) and len(ruling.order) == len(among):
                del self._waiting[number]
                chosen, by = ruling.order[:places], SettledBy(self.rule.value)
                return Tie(about, tuple(sorted(among)), places, chosen, by)
        return Tie(about, tuple(sorted(among)), places)

    def require_all_used(self) -> None:
        """Stop a count to whose record a lot belongs that nobody asked for.

        Raises:
            NeedlessRuling: the ballots were not the same when that lot was drawn.
        """
        if self._waiting:
            raise NeedlessRuling(candidates=", ".join(self._waiting[0].order))


def look_back(
    about: TieAbout,
    among: Collection[Candidate],
    earlier: Sequence[Votes],
    extreme: Callable[[list[int]], int],
) -> tuple[Tie, ...]:
    """Return how earlier stages tell the candidates apart, latest first; empty if none does.

    At the latest stage at which they were unequal the one with the most (or fewest) votes is
    chosen. Where two of them share that place, only these two look back further.

    Args:
        earlier: The votes at the end of each stage, first stage first.
        extreme: ``max`` or ``min``.
    """
    found: list[Tie] = []
    left = tuple(sorted(among))
    for stage in range(len(earlier), 0, -1):
        votes = earlier[stage - 1]
        best = extreme([votes[each] for each in left])
        kept = tuple(each for each in left if votes[each] == best)
        if len(kept) < len(left):
            found.append(Tie(about, left, 1, kept, SettledBy.EARLIER_STAGE, stage))
            left = kept
    return tuple(found)
