"""The committee with most points among all that keep the composition targets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from council.rules.bounds import InfeasibleComposition, kind_of
from deliberation.rules.tally.guard import Composition
from deliberation.rules.tally.profile import Candidate, require_slate
from deliberation.rules.tally.ties import ElectionTie, Ruling, Settler, Tie, TieAbout

Standing: TypeAlias = tuple[tuple[tuple[bool, ...], tuple[int, ...]], ...]  # kind, points downwards


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
    them in an order, and each in turn gets a seat if a best committee still can hold them.

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
    def __init__(
        self, points: Mapping[Candidate, int], places: int, composition: Composition
    ) -> None:
        self.order = sorted(points, key=lambda each: -points[each])
        self._points, self._places, self._bounds = points, places, composition.bounds
        self._kinds = {each: kind_of(composition.bounds, composition.of(each)) for each in points}

    def best(self, inside: Collection[Candidate], outside: Collection[Candidate]) -> int | None:
        """Return the most points of a committee with, and without, these; ``None`` if none."""
        if len(inside) > self._places:
            return None
        taken = [sum(self._kinds[each][at] for each in inside) for at in range(len(self._bounds))]
        pairs = list(zip(self._bounds, taken, strict=True))
        by_kind: dict[tuple[bool, ...], list[int]] = {}
        for each in self.order:
            if each not in inside and each not in outside:
                by_kind.setdefault(self._kinds[each], []).append(self._points[each])
        more = _most(
            tuple((kind, tuple(found)) for kind, found in sorted(by_kind.items())),
            self._places - len(inside),
            tuple(max(0, bound.least - n) for bound, n in pairs),
            tuple(bound.most - n for bound, n in pairs),
        )
        return None if more is None else more + sum(self._points[each] for each in inside)


@lru_cache(maxsize=100_000)
def _most(
    standing: Standing, places: int, missing: tuple[int, ...], room: tuple[int, ...]
) -> int | None:
    """Return the most points that fill the places; ``None`` if the targets cannot be kept."""
    if min(room, default=0) < 0 or max(missing, default=0) > places:
        return None
    if not standing or not places:
        return None if places else 0
    (kind, points), further = standing[0], standing[1:]
    best: int | None = None
    for taken in range(min(len(points), places) + 1):
        rest = _most(
            further,
            places - taken,
            tuple(max(0, n - taken * counts) for n, counts in zip(missing, kind, strict=True)),
            tuple(n - taken * counts for n, counts in zip(room, kind, strict=True)),
        )
        if rest is not None and (best is None or rest + sum(points[:taken]) > best):
            best = rest + sum(points[:taken])
    return best
