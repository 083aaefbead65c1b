"""Least and most seats of groups, and whether a choice can still be completed within them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from council.rules.errors import RuleViolation

Groups: TypeAlias = frozenset[str]
Kind: TypeAlias = tuple[bool, ...]  # which of the bounds somebody counts toward


class InfeasibleComposition(RuleViolation):
    """No choice among those who stand keeps all targets."""

    code = "infeasible_composition"


@dataclass(frozen=True)
class Bound:
    """How many seats a group must and may have [seats].

    Groups may overlap. Who has not said whether they belong counts toward no least number, and
    against no largest one.
    """

    group: str
    least: int
    most: int


def kind_of(bounds: Sequence[Bound], groups: Groups) -> Kind:
    """Return which of the bounds a person counts toward; people of one kind are alike.

    >>> kind_of([Bound("women", 1, 2), Bound("youth", 1, 2)], frozenset({"youth"}))
    (False, True)
    """
    return tuple(bound.group in groups for bound in bounds)


def keeps(bounds: Iterable[Bound], seated: Collection[Groups]) -> bool:
    """Say whether these people together are within all bounds."""
    return all(
        bound.least <= sum(bound.group in each for each in seated) <= bound.most for bound in bounds
    )


class Completions:
    """All ways to fill the free places so that every bound holds.

    They are searched by kinds of people, not by people: a few dozen kinds make a small search.

    Args:
        bounds: For all places, also those filled.
        seated: The groups of each person who has a place.
        standing: The groups of each person who could get one.
        places: How many places are free.
    """

    def __init__(
        self,
        bounds: Sequence[Bound],
        seated: Iterable[Groups],
        standing: Iterable[Groups],
        places: int,
    ) -> None:
        self._bounds = tuple(bounds)
        self._seated = Counter(kind_of(bounds, each) for each in seated)
        self._standing = Counter(kind_of(bounds, each) for each in standing)
        self._places = places

    def is_possible(self) -> bool:
        """Say whether there is a completion at all."""
        return self._search(self._seated, self._standing, self._places)

    def can_seat(self, groups: Groups) -> bool:
        """Say whether a completion seats one more person who is in just these groups."""
        kind = Counter([kind_of(self._bounds, groups)])
        if not kind <= self._standing or not self._places:
            return False
        return self._search(self._seated + kind, self._standing - kind, self._places - 1)

    def can_spare(self, groups: Groups) -> bool:
        """Say whether a completion does without one person who is in just these groups."""
        kind = Counter([kind_of(self._bounds, groups)])
        return self._search(self._seated, self._standing - kind, self._places)

    def _search(self, seated: Mapping[Kind, int], standing: Counter[Kind], places: int) -> bool:
        taken = [
            sum(n for kind, n in seated.items() if kind[at]) for at in range(len(self._bounds))
        ]
        missing = tuple(
            max(0, bound.least - n) for bound, n in zip(self._bounds, taken, strict=True)
        )
        room = tuple(bound.most - n for bound, n in zip(self._bounds, taken, strict=True))
        return min(room, default=0) >= 0 and _can_fill(
            tuple(sorted(standing.items(), reverse=True)), places, missing, room
        )


@lru_cache(maxsize=100_000)
def _can_fill(
    standing: tuple[tuple[Kind, int], ...],
    places: int,
    missing: tuple[int, ...],
    room: tuple[int, ...],
) -> bool:
    """Say whether ``places`` of those standing add what is missing and stay within the room."""
    if sum(number for _, number in standing) < places or max(missing, default=0) > places:
        return False
    if not standing or not places:
        return True
    (kind, number), further = standing[0], standing[1:]
    most = min([number, places, *(left for left, counts in zip(room, kind, strict=True) if counts)])
    return any(
        _can_fill(
            further,
            places - taken,
            tuple(max(0, n - taken * counts) for n, counts in zip(missing, kind, strict=True)),
            tuple(n - taken * counts for n, counts in zip(room, kind, strict=True)),
        )
        for taken in range(most, -1, -1)
    )
