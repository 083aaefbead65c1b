"""Lotteries over panels that are as fair as the targets allow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from council.rules.bounds import InfeasibleComposition
from council.rules.lot.pool import Pool
from council.rules.lot.programs import Panel, Panels, Shares, Weight, is_more

Heard = Callable[[int, int], None]


class LotRule(StrEnum):
    """What is fair: the smallest chance as large as possible, or then the next smallest too."""

    MAXIMIN = "maximin"
    LEXIMIN = "leximin"


@dataclass(frozen=True)
class KindLottery:
    """Panels of kinds and how they weigh; people of one kind have equal chances.

    Attributes:
        sizes: How many persons there are of each kind, in the order of ``Pool.kinds``.
    """

    sizes: tuple[int, ...]
    panels: tuple[Panel, ...]
    weights: tuple[Weight, ...]


def fair_lottery(pool: Pool, rule: LotRule, heard: Heard | None = None) -> KindLottery:
    """Find the lottery that is fairest by the rule.

    Panels are found as they are needed: while one is worth more than all known ones together
    would have it, it is added. Kinds that then decide the smallest chance are settled, and the
    others go on.

    Args:
        heard: Told how many kinds are settled, of how many; what it raises ends the search.

    Raises:
        InfeasibleComposition: no panel keeps all targets; names a smallest set of groups that
            contradict each other.

    Source: B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia (2021), Fair algorithms for
    selecting citizens' assemblies, Nature 596:548-552.
    """
    search = _Search(pool)
    left = search.possible()
    while left:
        chance, worth = search.improve()
        deciding = {kind for kind in left if is_more(worth[kind], 0)} or set(left)
        if rule is LotRule.MAXIMIN:
            break
        for kind in deciding:
            search.shares.settle(kind, chance)
        left -= deciding
        if heard is not None:
            heard(len(search.sizes) - len(left), len(search.sizes))
    search.shares.solve()
    weights = search.shares.weights()
    used = [n for n, weight in enumerate(weights) if is_more(weight, 0)]
    panels = tuple(search.known[n] for n in used)
    return KindLottery(search.sizes, panels, tuple(weights[n] for n in used))


def contradiction(pool: Pool) -> tuple[str, ...]:
    """Return a smallest set of groups whose targets cannot be kept together; empty if all can.

    Each target is left out once; it stays out if the others still contradict each other.
    """
    if _panels(pool).any() is not None:
        return ()
    bounds = pool.bounds
    for bound in pool.bounds:
        others = tuple(each for each in bounds if each is not bound)
        if _panels(replace(pool, bounds=others)).any() is None:
            bounds = others
    return tuple(bound.group for bound in bounds)


class _Search:
    def __init__(self, pool: Pool) -> None:
        self._panels = _panels(pool)
        self.sizes = tuple(len(tickets) for tickets in pool.kinds.values())
        self.shares = Shares(self.sizes)
        self.known: list[Panel] = []
        if self._panels.any() is None:
            raise InfeasibleComposition(groups=", ".join(contradiction(pool)))

    def possible(self) -> set[int]:
        """Return the kinds of which somebody can be drawn; the others settle for no chance."""
        found = set()
        for kind in range(len(self.sizes)):
            if any(panel[kind] for panel in self.known) or self._seek(kind):
                found.add(kind)
            else:
                self.shares.settle(kind, 0)
        return found

    def improve(self) -> tuple[Weight, list[Weight]]:
        """Add panels until none is worth more; return the smallest chance and who decides it."""
        while True:
            chance, worth, needed = self.shares.solve()
            by_person = [each / persons for each, persons in zip(worth, self.sizes, strict=True)]
            panel = self._panels.best(by_person)
            if panel is None or panel in self.known:
                return chance, worth
            found = sum(n * each for n, each in zip(panel, by_person, strict=True))
            if not is_more(found, needed):
                return chance, worth
            self._add(panel)

    def _seek(self, kind: int) -> bool:
        panel = self._panels.best([int(n == kind) for n in range(len(self.sizes))])
        if panel is None or not panel[kind]:
            return False
        self._add(panel)
        return True

    def _add(self, panel: Panel) -> None:
        self.known.append(panel)
        self.shares.add(panel)


def _panels(pool: Pool) -> Panels:
    sizes = {kind: len(tickets) for kind, tickets in pool.kinds.items()}
    return Panels(sizes, pool.bounds, pool.seats)
