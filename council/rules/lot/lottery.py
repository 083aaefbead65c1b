"""A lottery as it is published: so many panels by ticket, each equally likely to be drawn."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from council.rules.bounds import Kind
from council.rules.lot.ceremony import Draws
from council.rules.lot.fairness import Heard, KindLottery, LotRule, fair_lottery
from council.rules.lot.pool import Pool, Ticket, scaled
from council.rules.lot.programs import Panel, Panels, whole_shares

PANELS = 1000


@dataclass(frozen=True)
class Lottery:
    """Equally likely outcomes; one of them is drawn in public.

    Attributes:
        panels: Who gets the seats, by ticket. Shape (outcomes, seats).
        alternates: Who waits for a seat that falls vacant, in order. Shape (outcomes, at most as
            many as were asked for).
    """

    rule: LotRule
    tickets: tuple[Ticket, ...]
    panels: tuple[tuple[Ticket, ...], ...]
    alternates: tuple[tuple[Ticket, ...], ...]

    @property
    def chances(self) -> Mapping[Ticket, Fraction]:
        """The chance of each volunteer to get a seat, exactly."""
        times = Counter(ticket for panel in self.panels for ticket in panel)
        return {ticket: Fraction(times[ticket], len(self.panels)) for ticket in self.tickets}


@dataclass(frozen=True)
class LotOrder:
    """What is asked of a lottery: the rule, how many alternates, how many equally likely panels."""

    rule: LotRule
    alternates: int = 0
    panels: int = PANELS


def make_lottery(pool: Pool, order: LotOrder, mixing: Draws, heard: Heard | None = None) -> Lottery:
    """Make the lottery that is published before the ceremony.

    People of one kind have equal chances, but for one panel more or less: they take turns, in an
    order that the mixing gives.

    Args:
        mixing: Chance for the turns and the order of the panels; not that of the ceremony.
        heard: Told how many kinds of people are settled, of how many.

    Raises:
        InfeasibleComposition: no panel keeps all targets.

    Source: B. Flanigan, G. Kehne, A. D. Procaccia (2021), Fair Sortition Made Transparent,
    NeurIPS 34.
    """
    shares = fair_lottery(pool, order.rule, heard)
    turns = [_turns(mixing.shuffled(tickets)) for tickets in pool.kinds.values()]
    panels = tuple(
        tuple(sorted(next(turn) for n, turn in zip(panel, turns, strict=True) for _ in range(n)))
        for panel in mixing.shuffled(_repeated(shares, order.panels))
    )
    waiting = _Waiting(pool, order.alternates, mixing)
    return Lottery(
        rule=order.rule,
        tickets=tuple(sorted(pool.volunteers)),
        panels=panels,
        alternates=tuple(waiting.behind(panel) for panel in panels),
    )


def _repeated(shares: KindLottery, number: int) -> list[Panel]:
    times = whole_shares(shares.panels, shares.weights, shares.sizes, number)
    return [panel for panel, n in zip(shares.panels, times, strict=True) for _ in range(n)]


def _turns(tickets: Sequence[Ticket]) -> Iterator[Ticket]:
    while True:
        yield from tickets


class _Waiting:
    """Draws alternates: a smaller panel from those not drawn, in proportion to the targets."""

    def __init__(self, pool: Pool, number: int, mixing: Draws) -> None:
        self._kinds, self._mixing = pool.kinds, mixing
        self._number = min(number, len(pool.volunteers) - pool.seats)
        self._bounds = scaled(pool.bounds, pool.seats, self._number)
        self._known: dict[Panel, Panel] = {}

    def behind(self, panel: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        """Return the alternates of one panel; fewer kinds of people may be left than wanted."""
        if not self._number:
            return ()
        drawn = set(panel)
        left = {
            kind: [each for each in tickets if each not in drawn]
            for kind, tickets in self._kinds.items()
        }
        sizes = tuple(len(tickets) for tickets in left.values())
        if sizes not in self._known:  # panels of the same kinds leave the same kinds
            self._known[sizes] = self._kinds_from(dict(zip(left, sizes, strict=True)))
        chosen = [
            ticket
            for n, tickets in zip(self._known[sizes], left.values(), strict=False)
            for ticket in self._mixing.shuffled(tickets)[:n]
        ]
        return tuple(self._mixing.shuffled(chosen))

    def _kinds_from(self, sizes: Mapping[Kind, int]) -> Panel:
        worth = [self._mixing.below(PANELS) for _ in sizes]
        found = Panels(sizes, self._bounds, self._number).best(worth)
        return found or Panels(sizes, (), self._number).best(worth) or ()
