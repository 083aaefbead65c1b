"""Which targets would have to give way so that a panel can be drawn, and by how little."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from council.rules.bounds import Bound
from council.rules.lot.pool import Pool
from council.rules.lot.programs import Program, Weight, is_more

SHOWN = 10

Span = tuple[int, int]  # the least and the most by which a side of a bound may give way


@dataclass(frozen=True)
class Relaxation:
    """The bounds that would change, as they would have to be; the others stay."""

    bounds: tuple[Bound, ...]


def relaxations(pool: Pool) -> tuple[Relaxation, ...]:
    """Return the smallest changes of targets by which a panel could be drawn, at most ten.

    Each seat by which a bound gives way costs 1; to lower a least number n costs 2/n more, so that
    small groups are not the first to lose. All changes that cost least are returned, none is
    applied: which it shall be is for people to decide. Empty without targets in conflict.
    """
    ways = deque([_free(pool)])
    best: Weight | None = None
    found: list[tuple[int, ...]] = []
    while ways and len(found) < SHOWN:
        spans = ways.popleft()
        given = _least_change(pool, spans)
        if given is None or (best is not None and is_more(_cost(pool, given), best)):
            continue
        best = _cost(pool, given)
        found.append(given)
        ways.extend(_others(spans, given))
    if not best:
        return ()
    return tuple(_relaxed(pool, given) for given in sorted(found))


def _free(pool: Pool) -> tuple[Span, ...]:
    """Return how far each bound can give way at all: every least number, then every most."""
    least = tuple((0, each.least) for each in pool.bounds)
    most = tuple((0, max(0, pool.seats - each.most)) for each in pool.bounds)
    return least + most


def _prices(pool: Pool) -> list[Weight]:
    return [1 + 2 / max(1, each.least) for each in pool.bounds] + [1 for _ in pool.bounds]


def _cost(pool: Pool, given: tuple[int, ...]) -> Weight:
    return sum(price * by for price, by in zip(_prices(pool), given, strict=True))


def _least_change(pool: Pool, spans: tuple[Span, ...]) -> tuple[int, ...] | None:
    kinds = pool.kinds
    program = Program()
    for tickets in kinds.values():
        program.whole(len(tickets))
    persons, sides = len(kinds), len(pool.bounds)
    for _, most in spans:
        program.whole(most)
    program.bound(pool.seats, pool.seats, dict.fromkeys(range(persons), 1))
    for at, bound in enumerate(pool.bounds):
        counted = dict.fromkeys((n for n, kind in enumerate(kinds) if kind[at]), 1)
        program.bound(bound.least, program.endless, {**counted, persons + at: 1})
        program.bound(0, bound.most, {**counted, persons + sides + at: -1})
    for n, (least, most) in enumerate(spans):
        program.bound(least, most, {persons + n: 1})
    found = program.solve([0] * persons + [-price for price in _prices(pool)])
    return None if found is None else tuple(round(each) for each in found[persons:])


def _others(spans: tuple[Span, ...], given: tuple[int, ...]) -> Iterator[tuple[Span, ...]]:
    """Cut all other ways into parts that do not overlap.

    Source: K. G. Murty (1968), Operations Research 16:682-687, for ranking by partition.
    """
    for n, (least, most) in enumerate(spans):
        fixed = tuple((by, by) for by in given[:n])
        for span in ((least, given[n] - 1), (given[n] + 1, most)):
            if span[0] <= span[1]:
                yield (*fixed, span, *spans[n + 1 :])


def _relaxed(pool: Pool, given: tuple[int, ...]) -> Relaxation:
    sides = len(pool.bounds)
    changed = (
        Bound(each.group, each.least - given[n], each.most + given[sides + n])
        for n, each in enumerate(pool.bounds)
        if given[n] or given[sides + n]
    )
    return Relaxation(tuple(changed))
