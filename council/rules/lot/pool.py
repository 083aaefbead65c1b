"""Those who volunteered for seats filled by lot, known by ticket and by groups alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from council.rules.bounds import Bound, Completions, Groups, Kind, kind_of
from council.rules.errors import ImpossibleCount, RuleViolation

Ticket: TypeAlias = str


class TooFewVolunteers(RuleViolation):
    """There are fewer volunteers than seats."""

    code = "too_few_volunteers"


@dataclass(frozen=True)
class Pool:
    """Who can be drawn.

    Attributes:
        seats: How many are drawn together.
        bounds: Least and most seats of groups, among those drawn.
        volunteers: The groups of each volunteer, by ticket; groups may overlap.
    """

    seats: int
    bounds: tuple[Bound, ...]
    volunteers: Mapping[Ticket, Groups]

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ImpossibleCount(seats=self.seats, candidates=len(self.volunteers))
        if len(self.volunteers) < self.seats:
            raise TooFewVolunteers(volunteers=len(self.volunteers), seats=self.seats)

    @property
    def kinds(self) -> Mapping[Kind, tuple[Ticket, ...]]:
        """The tickets by what the bounds can tell of a person; those of one kind are alike."""
        found: dict[Kind, list[Ticket]] = {}
        for ticket in sorted(self.volunteers):
            kind = kind_of(self.bounds, self.volunteers[ticket])
            found.setdefault(kind, []).append(ticket)
        return {kind: tuple(found[kind]) for kind in sorted(found)}


def scaled(bounds: Collection[Bound], seats: int, fewer: int) -> tuple[Bound, ...]:
    """Return bounds for a smaller draw in proportion: least rounded down, most rounded up.

    >>> scaled([Bound("women", 5, 6)], 11, 3)
    (Bound(group='women', least=1, most=2),)
    """
    return tuple(
        Bound(each.group, each.least * fewer // seats, -(-each.most * fewer // seats))
        for each in bounds
    )


def to_replace(pool: Pool, sitting: Collection[Ticket], gone: Collection[Ticket]) -> Pool:
    """Return the pool from which the seats of those who left are drawn anew.

    Who sits stays: the bounds are lowered by what they fill. Who left is not drawn again.

    Raises:
        TooFewVolunteers: there are not so many left.
    """
    held = [pool.volunteers[each] for each in sitting]
    bounds = [
        Bound(each.group, max(0, each.least - taken), each.most - taken)
        for each in pool.bounds
        for taken in [sum(each.group in groups for groups in held)]
    ]
    out = {*sitting, *gone}
    left = {ticket: each for ticket, each in pool.volunteers.items() if ticket not in out}
    seats = pool.seats - len(sitting)
    return replace(pool, seats=seats, bounds=tuple(bounds), volunteers=left)


def next_alternate(
    pool: Pool, sitting: Collection[Ticket], waiting: Collection[Ticket]
) -> Ticket | None:
    """Return the first waiting alternate with whom the targets can still be kept.

    ``None`` says that no alternate helps; the seat is then drawn anew.

    Args:
        waiting: The alternates who are willing, in the order drawn.
    """
    held = [pool.volunteers[each] for each in sitting]
    standing = [pool.volunteers[each] for each in waiting]
    ways = Completions(pool.bounds, held, standing, pool.seats - len(sitting))
    fit = (each for each in waiting if ways.can_seat(pool.volunteers[each]))
    return next(fit, None)
