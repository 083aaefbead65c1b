"""Who votes: the roll of a poll, computed from seats, presence and recusals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import AlternatePolicy
from council.rules.terms import acting_for
from deliberation.rules.electorate import Electorate


class VotingRight(StrEnum):
    """What a place in a body gives: a vote, or a voice only."""

    VOTE = "vote"
    VOICE = "voice"


@dataclass(frozen=True)
class SeatFacts:
    """A seat and the people who may act for it, by id.

    ``alternates`` stand in the order in which they take over. A vacant seat has neither.
    """

    seat: int
    bloc: str = ""
    titular: int | None = None
    alternates: tuple[int, ...] = ()
    right: VotingRight = VotingRight.VOTE


@dataclass(frozen=True)
class RollLine:
    """A person entitled to one ballot, for one seat."""

    voter: int
    seat: int
    bloc: str
    is_present: bool
    is_alternate: bool


@dataclass(frozen=True)
class Roll:
    """Those entitled on one poll, with the figures to count on, overall and by bloc."""

    lines: tuple[RollLine, ...]
    electorate: Electorate
    by_bloc: Mapping[str, Electorate]


def build_roll(
    seats: Iterable[SeatFacts],
    *,
    present: Set[int],
    recused: Set[int] = frozenset(),
    alternates: AlternatePolicy = AlternatePolicy.MEETING,
) -> Roll:
    """Return the roll: who is entitled to a ballot on this poll.

    A seat votes through its titular member, or through an alternate who is there while the
    titular member is not. A recused titular member takes the seat out of roll, presence, quorum
    and base; a recused alternate merely does not act. One person never counts twice: who has a
    seat of their own acts for no other, and of two seats the one with the lower number counts.

    Args:
        seats: All seats of the body, vacant ones too; their order does not matter.
        present: Ids of the persons in the room.
        recused: Ids of the persons who may not take part in this question.
        alternates: Whether the by-laws know alternates.
    """
    voting = sorted(
        (s for s in seats if s.right is VotingRight.VOTE and s.titular not in recused),
        key=lambda seat: seat.seat,
    )
    standing_in = present - recused if alternates is not AlternatePolicy.NONE else frozenset()
    lines = _lines(voting, present, standing_in)
    return Roll(lines, _figures(voting, lines), _by_bloc(voting, lines))


def _lines(
    seats: Sequence[SeatFacts], present: Set[int], standing_in: Set[int]
) -> tuple[RollLine, ...]:
    own = {seat.titular for seat in seats}
    taken: set[int] = set()
    lines = []
    for seat in seats:
        free = [a for a in seat.alternates if a in standing_in and a not in own | taken]
        titular = None if seat.titular in taken else seat.titular
        voter = acting_for(titular, free, present)
        if voter is not None:
            taken.add(voter)
            is_alternate = voter != seat.titular
            lines.append(RollLine(voter, seat.seat, seat.bloc, voter in present, is_alternate))
    return tuple(lines)


def _figures(seats: Sequence[SeatFacts], lines: Sequence[RollLine]) -> Electorate:
    filled = [seat for seat in seats if seat.titular is not None or seat.alternates]
    here = Counter(line.is_present for line in lines)[True]
    return Electorate(len(lines), here, entire_membership=len(seats), filled_seats=len(filled))


def _by_bloc(seats: Sequence[SeatFacts], lines: Sequence[RollLine]) -> Mapping[str, Electorate]:
    blocs = sorted({seat.bloc for seat in seats if seat.bloc})
    return {
        bloc: _figures(
            [seat for seat in seats if seat.bloc == bloc],
            [line for line in lines if line.bloc == bloc],
        )
        for bloc in blocs
    }
