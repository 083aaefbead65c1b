"""Whole numbers that keep bounds on their sums, found exactly or shown not to exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """A sum ``Σ weight · number`` that must be at least ``least`` and at most ``most``.

    ``weights`` maps the index of a number to its weight; None leaves a side open.
    """

    weights: Mapping[int, int]
    least: int | None = None
    most: int | None = None


@dataclass
class _Dictionary:
    """A simplex dictionary without fractions: ``scale · basic = rows · (1, *free)``.

    Each row begins with its constant. Pivots divide exactly (Edmonds), so that all stays whole.
    """

    basic: list[int]
    free: list[int]
    rows: list[list[int]]
    scale: int
    made: int  # variables named so far

    def copy(self) -> "_Dictionary":
        rows = [row[:] for row in self.rows]
        return _Dictionary(self.basic[:], self.free[:], rows, self.scale, self.made)

    def demand(self, row: list[int]) -> None:
        """Add a row that must not be negative."""
        self.basic.append(self.made)
        self.rows.append(row)
        self.made += 1

    def mend(self) -> bool:
        """Pivot until no row is negative; False if there is no way.

        Bland's rule (smallest index) for both choices keeps it from going in circles.
        """
        while negative := [n for n, row in enumerate(self.rows) if row[0] < 0]:
            leaving = min(negative, key=lambda n: self.basic[n])
            row = self.rows[leaving]
            helpful = [n for n in range(len(self.free)) if row[n + 1] > 0]
            if not helpful:
                return False
            self._pivot(leaving, min(helpful, key=lambda n: self.free[n]))
        return True

    def _pivot(self, leaving: int, entering: int) -> None:
        pivot, place = self.rows[leaving], entering + 1
        by, scale = pivot[place], self.scale
        for n, row in enumerate(self.rows):
            times = row[place]
            if n != leaving and (times or by != scale):  # all others stay as they are
                fresh = [
                    (by * one - times * other) // scale
                    for one, other in zip(row, pivot, strict=True)
                ]
                fresh[place] = times
                self.rows[n] = fresh
        turned = [-one for one in pivot]
        turned[place] = scale
        self.rows[leaving] = turned
        self.basic[leaving], self.free[entering] = self.free[entering], self.basic[leaving]
        self.scale = by


def whole_numbers(count: int, bounds: Sequence[Bounds]) -> tuple[int, ...] | None:
    """Return numbers ≥ 0 that keep all bounds, or None when there are none.

    Args:
        count: How many numbers are sought.
        bounds: On their sums. Each number must have an upper bound by at least one of them.

    Source: R. G. Bland (1977), Math. of Operations Research 2:103-107; J. Edmonds (1967), J. Res.
    Nat. Bureau of Standards 71B:241-245, for pivots in whole numbers; branching on fractions.

    >>> whole_numbers(2, [Bounds({0: 1, 1: 1}, 5, 5), Bounds({0: 1}, least=3)])
    (5, 0)
    >>> whole_numbers(1, [Bounds({0: 2}, 3, 3)]) is None
    True
    """
    start = _Dictionary([], list(range(count)), [], 1, count)
    for one in bounds:
        _enter(start, one, count)
    waiting = [start]
    while waiting:
        found = waiting.pop()
        if not found.mend():
            continue
        broken = _fraction(found, count)
        if broken is None:
            return _values(found, count)
        waiting += _branches(found, broken)
    return None


def _enter(dictionary: _Dictionary, bounds: Bounds, count: int) -> None:
    weights = [bounds.weights.get(n, 0) for n in range(count)]
    if bounds.least is not None:
        dictionary.demand([-bounds.least, *weights])
    if bounds.most is not None:
        dictionary.demand([bounds.most, *(-weight for weight in weights)])


def _fraction(dictionary: _Dictionary, count: int) -> int | None:
    """Return the row of a sought number that is not whole."""
    for n, name in enumerate(dictionary.basic):
        if name < count and dictionary.rows[n][0] % dictionary.scale:
            return n
    return None


def _branches(dictionary: _Dictionary, broken: int) -> list[_Dictionary]:
    """Return the two problems in which the number is at most, or at least, the next whole one."""
    row, scale = dictionary.rows[broken], dictionary.scale
    whole = row[0] // scale
    below, above = dictionary.copy(), dictionary
    below.demand([whole * scale - row[0], *(-one for one in row[1:])])
    above.demand([row[0] - (whole + 1) * scale, *row[1:]])
    return [below, above]


def _values(dictionary: _Dictionary, count: int) -> tuple[int, ...]:
    found = {
        name: row[0] // dictionary.scale
        for name, row in zip(dictionary.basic, dictionary.rows, strict=True)
    }
    return tuple(found.get(n, 0) for n in range(count))
