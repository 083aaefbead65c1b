"""Linear and integer programs, solved by HiGHS; what leaves this module is whole, or a weight.

The solver reckons with numbers that are only nearly right. Panels are rounded to whole persons;
weights become exact when a lottery is rounded to equally likely panels.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from council.rules.bounds import Bound, Kind

Panel: TypeAlias = tuple[int, ...]  # persons of each kind
Weight: TypeAlias = Any  # a number that is only nearly right

CLOSE = 10**7  # a difference below one part in so many is none
NODES = 200  # that a rounding may look at: it need be good, not best


class Program:
    """Numbers ≥ 0 with bounds on weighted sums, and a sum to be made as large as possible."""

    def __init__(self, *, nodes: int | None = None) -> None:
        import highspy  # noqa: PLC0415 - it loads numpy, which no page needs

        self._kinds, self._optimal = highspy.HighsVarType, highspy.HighsModelStatus.kOptimal
        self._limited = highspy.HighsModelStatus.kSolutionLimit
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call] # published without
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("mip_rel_gap", 0 / CLOSE)  # a program is solved, not nearly
        if nodes is not None:
            self._solver.setOptionValue("mip_max_nodes", nodes)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.endless = self._solver.inf

    def number(self, most: Weight, worth: int = 0) -> int:
        """Add a number; return its place."""
        self._solver.addVar(0, most)
        place: int = self._solver.getNumCol() - 1
        self._solver.changeColCost(place, worth)
        return place

    def whole(self, most: int) -> None:
        """Add a number without fractions."""
        place = self.number(most)
        self._solver.changeColIntegrality(place, self._kinds.kInteger)

    def bound(self, least: Weight, most: Weight, weights: Mapping[int, Weight]) -> None:
        """Bound a sum of numbers, each with its weight."""
        values = list(weights.values())
        self._solver.addRow(least, most, len(weights), list(weights), values)

    def number_in(self, weights: Mapping[int, Weight]) -> None:
        """Add a number that has a weight in sums bounded already."""
        values = list(weights.values())
        self._solver.addCol(0, 0, self.endless, len(weights), list(weights), values)

    def rebound(self, row: int, without: int, least: Weight) -> None:
        """Take a number out of a sum, and demand at least so much of it."""
        self._solver.changeCoeff(row, without, 0)
        self._solver.changeRowBounds(row, least, self.endless)

    def solve(self, worth: Sequence[Weight] = ()) -> list[Weight] | None:
        """Return the best numbers; ``None`` if there are none within the bounds."""
        for place, each in enumerate(worth):
            self._solver.changeColCost(place, each)
        self._solver.run()
        if self._solver.getModelStatus() not in {self._optimal, self._limited}:
            return None
        found: list[Weight] = self._solver.getSolution().col_value
        return found

    def prices(self) -> list[Weight]:
        """Return what one more of each bound would bring."""
        found: list[Weight] = self._solver.getSolution().row_dual
        return found


class Panels:
    """All panels within the bounds, looked up by what they are to be best at.

    Args:
        kinds: How many persons there are of each kind.
    """

    def __init__(self, kinds: Mapping[Kind, int], bounds: Sequence[Bound], seats: int) -> None:
        self._program, self._size = Program(), len(kinds)
        for persons in kinds.values():
            self._program.whole(persons)
        self._program.bound(seats, seats, dict.fromkeys(range(self._size), 1))
        for at, bound in enumerate(bounds):
            counted = [n for n, kind in enumerate(kinds) if kind[at]]
            self._program.bound(bound.least, bound.most, dict.fromkeys(counted, 1))

    def best(self, worth: Sequence[Weight]) -> Panel | None:
        """Return a panel whose persons are worth most together; ``None`` if there is no panel."""
        found = self._program.solve(worth)
        return None if found is None else tuple(round(persons) for persons in found)

    def any(self) -> Panel | None:
        """Return some panel."""
        return self.best([0] * self._size)


class Shares:
    """Weights for panels by which the smallest chance is as large as it can be.

    Args:
        sizes: How many persons there are of each kind.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self._program, self._sizes = Program(), sizes
        self._least = self._program.number(1, worth=1)
        for _ in sizes:
            self._program.bound(0, self._program.endless, {self._least: -1})
        self._program.bound(1, 1, {})
        self._found: list[Weight] = []

    def add(self, panel: Panel) -> None:
        """Let the panel have a weight."""
        chances = {n: each / self._sizes[n] for n, each in enumerate(panel) if each}
        self._program.number_in({**chances, len(panel): 1})

    def settle(self, kind: int, chance: Weight) -> None:
        """Demand this chance for a kind, and maximise the smallest of the others from now on."""
        self._program.rebound(kind, self._least, chance)

    def solve(self) -> tuple[Weight, list[Weight], Weight]:
        """Return the smallest chance, what each kind is worth, and what a panel has to be worth."""
        found = self._program.solve()
        self._found = found or self._found
        *kinds, needed = self._program.prices()
        return self._found[self._least], [max(0, -each) for each in kinds], needed

    def weights(self) -> list[Weight]:
        """Return the weight of each panel, in the order added."""
        return [max(0, each) for each in self._found[1:]]


def whole_shares(
    panels: Sequence[Panel], weights: Sequence[Weight], sizes: Sequence[int], number: int
) -> list[int]:
    """Round weights to whole numbers that add up, so that no kind loses more than it must.

    Each weight is rounded down or up; which, decides an integer program that makes the largest
    loss of chance small.

    Args:
        number: How many equally likely panels there will be.
    """
    exact = [each * number / sum(weights) for each in weights]
    floors = [int(each + 1 / CLOSE) for each in exact]
    program = Program(nodes=NODES)
    for _ in panels:
        program.whole(1)
    loss = program.number(program.endless, worth=-1)
    program.bound(number - sum(floors), number - sum(floors), dict.fromkeys(range(loss), 1))
    for kind, persons in enumerate(sizes):
        held = {n: panel[kind] for n, panel in enumerate(panels) if panel[kind]}
        missing = sum((exact[n] - floors[n]) * each for n, each in held.items())
        program.bound(missing, program.endless, {**held, loss: persons})
    more = program.solve() or []
    return [floor + round(each) for floor, each in zip(floors, more, strict=False)]


def is_more(one: Weight, other: Weight) -> bool:
    """Say whether a weight is larger than another by more than the solver's doubt."""
    return bool((one - other) * CLOSE > 1)
