"""The committee with most points among all that keep the composition targets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from council.rules.bounds import InfeasibleComposition, kind_of
from council.rules.bylaws import ElectionTie
from council.rules.lot.programs import Program
from deliberation.rules.tally.guard import Composition
from deliberation.rules.tally.profile import Candidate, require_slate
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout


@dataclass(frozen=True)
class CommitteeSheet:
    """The best committee and what the targets did.

    Attributes:
        points: Every candidate's points.
        total: The points of the best committees together.
        certain: Who sits in each of the best committees.
        elected: The committee; only the certain ones while a tie is open.
        changed: How many sit there with fewer points than would do without targets [seats].
    """

    points: Mapping[Candidate, int]
    seats: int
    total: int
    certain: tuple[Candidate, ...]
    elected: tuple[Candidate, ...]
    changed: int
    ties: tuple[Tie, ...] = ()
    open_tie: Tie | None = None


def best_committee(
    points: Mapping[Candidate, int],
    seats: int,
    composition: Composition,
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
) -> CommitteeSheet:
    """Elect the committee with most points that keeps all targets.

    With a least number for a group this fills reserved seats by its best losers. If several
    committees are best, those who sit in some but not in all of them are equal; a ruling puts
    them in an order, and each in turn gets a seat if a best committee still can hold them. The
    solver is loaded at the first call: not while somebody waits for a page.

    Args:
        points: Crosses, scores or other points that can be added up.

    Raises:
        InfeasibleComposition: no committee keeps the targets.
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: R. Bredereck, P. Faliszewski, A. Igarashi, M. Lackner, P. Skowron (2018),
    Multiwinner Elections with Diversity Constraints, AAAI 32.
    """
    require_slate(points, seats)
    search = _Search(points, min(seats, len(points)), composition)
    total = search.best((), ())
    if total is None:
        raise InfeasibleComposition(groups=", ".join(each.group for each in composition.bounds))
    certain = tuple(each for each in search.order if search.best((), (each,)) != total)
    level = tuple(
        each for each in search.order if each not in certain and search.best((each,), ()) == total
    )
    settler = Settler(ties, rulings)
    found = CommitteeSheet(points, seats, total, certain, certain, 0)
    if len(certain) < min(seats, len(points)):
        tie = settler.settle(TieAbout.ORDER, level, len(level))
        found = _with(found, tie, search)
    settler.require_all_used()
    return replace(found, changed=_changed(points, found.elected, seats))


def _with(found: CommitteeSheet, tie: Tie, search: "_Search") -> CommitteeSheet:
    if tie.by is None:
        return replace(found, open_tie=tie)
    elected = found.certain
    for each in tie.chosen:
        if search.best((*elected, each), ()) == found.total:
            elected = (*elected, each)
    return replace(found, elected=elected, ties=(tie,))


def _changed(points: Mapping[Candidate, int], elected: Collection[Candidate], seats: int) -> int:
    """Count those who have fewer points than the last seat needs without targets."""
    cut = sorted(points.values(), reverse=True)[min(seats, len(points)) - 1]
    return sum(points[each] < cut for each in elected)


class _Search:
    """Looks for committees with most points: one number for each candidate, 1 for a seat."""

    def __init__(
        self, points: Mapping[Candidate, int], places: int, composition: Composition
    ) -> None:
        self.order = sorted(points, key=lambda each: -points[each])
        self._points, self._places = points, places
        self._bounds, self._kinds = (
            composition.bounds,
            {each: kind_of(composition.bounds, composition.of(each)) for each in points},
        )

    def best(self, inside: Collection[Candidate], outside: Collection[Candidate]) -> int | None:
        """Return the most points of a committee with, and without, these; ``None`` if none."""
        program = Program()
        for each in self.order:
            program.whole(int(each not in outside))
        everybody = dict.fromkeys(range(len(self.order)), 1)
        program.bound(self._places, self._places, everybody)
        for n, each in enumerate(self.order):
            if each in inside:
                program.bound(1, 1, {n: 1})
        for at, bound in enumerate(self._bounds):
            counted = [n for n, each in enumerate(self.order) if self._kinds[each][at]]
            program.bound(bound.least, bound.most, dict.fromkeys(counted, 1))
        found = program.solve([self._points[each] for each in self.order])
        if found is None:
            return None
        seated = [each for each, seat in zip(self.order, found, strict=True) if round(seat)]
        return sum(self._points[each] for each in seated)
