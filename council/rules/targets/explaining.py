"""Targets that cannot hold together: the fewest that contradict, and the smallest ways out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from council.rules.targets.completing import Part, Span

MOST_RELAXATIONS = 10
FEW_PEOPLE = 12  # by more than that, one way to give way is shown, not all


@dataclass(frozen=True)
class Relaxation:
    """A smallest change that makes contradicting targets possible: new bounds, by target."""

    least: tuple[tuple[str, int], ...] = ()
    most: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """Targets that cannot hold together; without any one of them the others could.

    Attributes:
        keys: Of the targets, in their order; one alone is out of reach by itself.
        relaxations: The smallest changes that would do, at most ``MOST_RELAXATIONS``.
    """

    keys: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]


def contradiction_in(part: Part) -> Contradiction:
    """Return why the targets of the part cannot hold together, which somebody found out before."""
    core = _smallest_conflict(part)
    spans = [span if n in core else None for n, span in enumerate(part.spans())]
    keys = tuple(part.findings[n].target.key for n in core)
    return Contradiction(keys, tuple(_relaxations(part, spans)))


def _is_possible(part: Part, spans: Sequence[Span], slack: int = 0) -> bool:
    return part.fill(spans, [sort.number for sort in part.sorts], slack=slack) is not None


def _smallest_conflict(part: Part) -> tuple[int, ...]:
    """Return the fewest targets that contradict each other, the first such in their order."""
    core = _some_conflict(part)
    for size in range(1, len(core)):
        for chosen in combinations(range(len(part.findings)), size):
            if not _is_possible(part, _only(part, chosen)):
                return chosen
    return core


def _some_conflict(part: Part) -> tuple[int, ...]:
    """Drop each target that is not needed for the contradiction."""
    core = tuple(range(len(part.findings)))
    for one in core:
        fewer = tuple(n for n in core if n != one)
        if not _is_possible(part, _only(part, fewer)):
            core = fewer
    return core


def _only(part: Part, chosen: Sequence[int]) -> list[Span]:
    return [span if n in chosen else None for n, span in enumerate(part.spans())]


def _relaxations(part: Part, spans: Sequence[Span]) -> Iterator[Relaxation]:
    """Yield the ways to give way by as few people as will do."""
    needed = _people_needed(part, spans)
    most = MOST_RELAXATIONS if needed <= FEW_PEOPLE else 1
    for steps in islice(_ways(part, spans, (), needed), most):
        yield _as_relaxation(part, steps)


def _people_needed(part: Part, spans: Sequence[Span]) -> int:
    """Return by how many people, all targets together, they must give way; at least 1."""
    below, enough = 0, 1
    while not _is_possible(part, spans, enough):
        below, enough = enough, 2 * enough
    while enough - below > 1:
        middle = (below + enough) // 2
        if _is_possible(part, spans, middle):
            enough = middle
        else:
            below = middle
    return enough


def _ways(
    part: Part, spans: Sequence[Span], steps: tuple[int, ...], left: int
) -> Iterator[tuple[int, ...]]:
    """Yield by how many people each bound gives way, in all ``left`` more than ``steps`` says.

    The steps alternate: lower the least number of a target, raise its greatest.
    """
    if not _is_possible(part, _relaxed(spans, steps), left):
        return
    every = 2 * len(spans)
    if not left:
        yield steps + (0,) * (every - len(steps))
    elif len(steps) < every:
        possible = spans[len(steps) // 2] is not None
        for step in range(left if possible else 0, -1, -1):
            yield from _ways(part, spans, (*steps, step), left - step)


def _relaxed(spans: Sequence[Span], steps: Sequence[int]) -> list[Span]:
    given = [*steps, *[0] * (2 * len(spans) - len(steps))]
    return [
        span and (span[0] - given[2 * n], span[1] + given[2 * n + 1])
        for n, span in enumerate(spans)
    ]


def _as_relaxation(part: Part, steps: Sequence[int]) -> Relaxation:
    named = [(one.target.key, one.least, one.most) for one in part.findings]
    lower, higher = steps[::2], steps[1::2]
    least = [(key, least - lower[n]) for n, (key, least, _) in enumerate(named) if lower[n]]
    most = [(key, most + higher[n]) for n, (key, _, most) in enumerate(named) if higher[n]]
    return Relaxation(tuple(least), tuple(most))
