"""Whether vacant places can be filled so that all targets hold, and by which kinds of people."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from council.rules.targets.counting import Finding
from council.rules.targets.groups import FAMILIES, Group, includes, people_possible
from council.rules.targets.wording import kept_for
from council.rules.whole import Bounds, whole_numbers

Traits: TypeAlias = frozenset[str]
Pattern: TypeAlias = frozenset[int]  # the targets, by their place in a part, that a person serves
Cell: TypeAlias = tuple[int, Pattern]  # a sort of places, and a pattern of people on them
Filling: TypeAlias = Mapping[Cell, int]
Span: TypeAlias = tuple[int, int] | None  # least and most people still wanted; None: never mind

NOBODY_COUNTED: Pattern = frozenset()


@dataclass(frozen=True)
class Sort:
    """Vacant places at which the targets look alike.

    Attributes:
        traits: What the places have.
        kinds: The kinds of people who may take one, by the targets that they serve there.
        number: How many there are.
    """

    traits: frozenset[Traits]
    kinds: Mapping[Pattern, tuple[frozenset[Group], ...]]
    number: int


@dataclass(frozen=True)
class Part:
    """Targets that depend on each other, and the sorts of vacant places they speak of."""

    findings: tuple[Finding, ...]
    sorts: tuple[Sort, ...]

    def spans(self) -> list[Span]:
        """Return how many more people each target wants; the most may be less than none."""
        return [(one.least - one.stated, one.most - one.stated) for one in self.findings]

    def fill(
        self, spans: Sequence[Span], numbers: Sequence[int], *, slack: int = 0
    ) -> Filling | None:
        """Return a way to fill the places so that the targets hold, or None.

        Args:
            spans: What each target wants.
            numbers: How many places of each sort there are.
            slack: By how many people all targets together may be missed.
        """
        cells = [cell for cell in self._cells() if cell[1] != NOBODY_COUNTED]
        bounds = [*self._of_places(cells, numbers), *self._of_targets(cells, spans, slack)]
        spare = 2 * len(spans) if slack else 0
        found = whole_numbers(len(cells) + spare, bounds)
        return None if found is None else dict(zip(cells, found, strict=False))

    def _cells(self) -> Iterator[Cell]:
        for n, sort in enumerate(self.sorts):
            for pattern in sort.kinds:
                yield n, pattern

    def _of_places(self, cells: Sequence[Cell], numbers: Sequence[int]) -> Iterator[Bounds]:
        """People whom no target counts take what is left over, where such people may sit."""
        for n, sort in enumerate(self.sorts):
            weights = {place: 1 for place, cell in enumerate(cells) if cell[0] == n}
            least = None if NOBODY_COUNTED in sort.kinds else numbers[n]
            yield Bounds(weights, least, numbers[n])

    def _of_targets(
        self, cells: Sequence[Cell], spans: Sequence[Span], slack: int
    ) -> Iterator[Bounds]:
        spare = len(cells)
        for n, span in enumerate(spans):
            if span is None:
                continue
            weights = {place: 1 for place, cell in enumerate(cells) if n in cell[1]}
            lower, upper = spare + 2 * n, spare + 2 * n + 1
            if span[0] > 0:
                yield Bounds({**weights, lower: 1} if slack else weights, least=span[0])
            yield Bounds({**weights, upper: -1} if slack else weights, most=span[1])
        if slack:
            yield Bounds({spare + n: 1 for n in range(2 * len(spans))}, most=slack)


def parts_of(findings: Sequence[Finding], openings: Mapping[Traits, int]) -> list[Part]:
    """Return the targets in parts that can be looked at alone.

    Two targets depend on each other when one vacant place is in the scope of both and they count
    groups of which one says something about the other. A person's groups in one part say nothing
    of those in another, so that what is possible for each part is possible together.
    """
    waiting, parts = list(range(len(findings))), []
    while waiting:
        part = [waiting.pop(0)]
        for one in part:
            near = [n for n in waiting if _depend(findings[one], findings[n], openings)]
            part += near
            waiting = [n for n in waiting if n not in near]
        chosen = tuple(findings[n] for n in sorted(part))
        parts.append(Part(chosen, tuple(_sorts(chosen, openings))))
    return parts


def _depend(one: Finding, other: Finding, openings: Iterable[Traits]) -> bool:
    groups = _with_families(_groups(one)) & _with_families(_groups(other))
    both = {*one.target.scope, *other.target.scope}
    return bool(groups) and any(traits.issuperset(both) for traits in openings)


def _groups(finding: Finding) -> frozenset[Group]:
    return frozenset(chain.from_iterable(finding.target.group))


def _with_families(groups: Collection[Group]) -> set[Group]:
    return set(groups).union(*(family for family in FAMILIES if family & set(groups)))


def _sorts(findings: Sequence[Finding], openings: Mapping[Traits, int]) -> Iterator[Sort]:
    groups = frozenset(chain.from_iterable(_groups(one) for one in findings))
    told = _with_families(groups)  # a place kept for women says something about men
    alike: dict[object, list[Traits]] = {}
    for traits in sorted(openings, key=sorted):
        covered = tuple(traits.issuperset(one.target.scope) for one in findings)
        kept = frozenset(group for group in told if kept_for(group) in traits)
        alike.setdefault((covered, kept), []).append(traits)
    for (covered, kept), places in alike.items():  # type: ignore[misc]  # the keys just made
        kinds: dict[Pattern, tuple[frozenset[Group], ...]] = {}
        for kind in people_possible(groups | kept, kept):
            pattern = _pattern(findings, covered, kind)
            kinds[pattern] = (*kinds.get(pattern, ()), kind)
        yield Sort(frozenset(places), kinds, sum(openings[one] for one in places))


def _pattern(
    findings: Sequence[Finding], covered: Sequence[bool], kind: frozenset[Group]
) -> Pattern:
    return frozenset(
        n for n, one in enumerate(findings) if covered[n] and includes(one.target.group, kind)
    )


def fitting(part: Part, known: Filling) -> list[set[Pattern]]:
    """Return, for each sort of places, the patterns of people who may come next.

    Somebody may come next when the remaining places can then be filled so that all targets hold.
    Whoever occurs in a filling may come next, so that few fillings answer for many patterns.

    Args:
        part: Targets that can hold together.
        known: A filling by which they do.
    """
    numbers = [sort.number for sort in part.sorts]
    fit: list[set[Pattern]] = [set() for _ in part.sorts]
    _note(part, fit, numbers, known)
    for n, sort in enumerate(part.sorts):
        for pattern in sort.kinds:
            if pattern not in fit[n]:
                rest = [number - (place == n) for place, number in enumerate(numbers)]
                filling = part.fill(_after(part, pattern), rest)
                if filling is not None:
                    fit[n].add(pattern)
                    _note(part, fit, rest, filling)
    return fit


def _after(part: Part, pattern: Pattern) -> list[Span]:
    """Return what is still wanted when somebody with this pattern has taken a place."""
    return [
        (one.least - one.stated - (n in pattern), one.most - one.stated - (n in pattern))
        for n, one in enumerate(part.findings)
    ]


def _note(part: Part, fit: list[set[Pattern]], numbers: Sequence[int], filling: Filling) -> None:
    for n, sort in enumerate(part.sorts):
        named = {pattern for (place, pattern), count in filling.items() if place == n and count}
        fit[n] |= named
        if numbers[n] > sum(count for (place, _), count in filling.items() if place == n):
            fit[n] |= {NOBODY_COUNTED} & set(sort.kinds)
