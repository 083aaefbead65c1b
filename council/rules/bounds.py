"""Least and most seats of groups, and whether a choice can still be completed within them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from council.rules.errors import RuleViolation
from council.rules.whole import Bounds, whole_numbers

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

    They are looked for by kinds of people, not by people: a few dozen kinds make a small search.
    A way that was found answers for everybody who is in it, or left out of it.

    Args:
        bounds: For all places, also those filled.
        seated: The groups of each person who has a place.
        standing: The groups of each person who could get one.
        places: How many places are free.
        known: Whole bodies found before, by kind; those still possible need not be looked for.
            What is found here is added.
    """

    def __init__(
        self,
        bounds: Sequence[Bound],
        seated: Iterable[Groups],
        standing: Iterable[Groups],
        places: int,
        known: list[Counter[Kind]] | None = None,
    ) -> None:
        self._bounds, self._places = tuple(bounds), places
        self._seated = Counter(kind_of(bounds, each) for each in seated)
        self._standing = Counter(kind_of(bounds, each) for each in standing)
        self._known = [] if known is None else known
        self._found = [body - self._seated for body in self._known if self._is_open(body)]
        if not self._found:
            self._search(self._standing)

    def _is_open(self, body: Counter[Kind]) -> bool:
        size = self._seated.total() + self._places
        return self._seated <= body <= self._seated + self._standing and body.total() == size

    def is_possible(self) -> bool:
        """Say whether there is a completion at all."""
        return bool(self._found)

    def can_seat(self, groups: Groups) -> bool:
        """Say whether a completion seats one more person who is in just these groups."""
        kind = kind_of(self._bounds, groups)
        if not self._found or not self._standing[kind]:
            return False
        return any(way[kind] for way in self._found) or self._search(self._standing, kind)

    def can_spare(self, groups: Groups) -> bool:
        """Say whether a completion does without one person who is in just these groups."""
        kind = kind_of(self._bounds, groups)
        if not self._found or not self._standing[kind]:
            return self.is_possible()
        if any(way[kind] < self._standing[kind] for way in self._found):
            return True
        return self._search(self._standing - Counter([kind]))

    def _search(self, standing: Mapping[Kind, int], needed: Kind | None = None) -> bool:
        """Look for a way that takes no more than those standing, and one of the kind needed."""
        kinds = list(self._standing)
        everybody = dict.fromkeys(range(len(kinds)), 1)
        sums = [Bounds(everybody, self._places, self._places)]
        for n, kind in enumerate(kinds):
            sums.append(Bounds({n: 1}, int(kind == needed), standing[kind]))
        for at, bound in enumerate(self._bounds):
            counted = {n: 1 for n, kind in enumerate(kinds) if kind[at]}
            taken = sum(persons for kind, persons in self._seated.items() if kind[at])
            sums.append(Bounds(counted, bound.least - taken, bound.most - taken))
        found = whole_numbers(len(kinds), sums)
        if found is None:
            return False
        way = Counter(dict(zip(kinds, found, strict=True)))
        self._found.append(way)
        self._known.append(way + self._seated)
        return True
