"""What may be told in public: enough to prove a target, never enough to find a person."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import TypeAlias, TypeVar

from council.rules.targets.counting import Finding
from council.rules.targets.groups import FAMILIES, Group
from council.rules.targets.wording import SEAT

SMALLEST_CELL = 5  # people; also the fewest values that a withheld cell must be able to have
Counts: TypeAlias = tuple[int, ...]
Cell: TypeAlias = tuple[int | None, int | None]  # in the group, and all others
Person = TypeVar("Person", bound=Hashable)
Span: TypeAlias = tuple[int, int, int]  # place of the group in its family, least, most


@dataclass(frozen=True)
class Line:
    """What may be told of one target.

    Attributes:
        key: Of the target.
        is_met: Whether it is met; None: not shown.
        counted: How many people count toward the group; None: not shown.
        others: How many do not, or did not say; shown together with ``counted``.
    """

    key: str
    is_met: bool | None = None
    counted: int | None = None
    others: int | None = None


def report(findings: Sequence[Finding]) -> tuple[Line, ...]:
    """Return what may be told of each target, in their order.

    Told are targets for the whole body that count one group: counts of combinations, and of parts
    of the body, could be taken from each other. A group and all others are told if both are at
    least 5 people. Whether a target is met is told if, whatever the answers were, each number that
    stays hidden could then still be any of at least 5. That depends on the targets and on how many
    sit in the body, never on what they said, so that silence says nothing either.
    """
    told: dict[str, Line] = {}
    for groups in _families(findings):
        family = [one for one in findings if _is_of(one, groups)]
        told |= _told(family, groups)
    return tuple(told.get(one.target.key, Line(one.target.key)) for one in findings)


def _families(findings: Sequence[Finding]) -> Iterator[tuple[Group, ...]]:
    """Yield the groups counted for the whole body; those that shut each other out together."""
    named = {one.target.group[0][0] for one in findings if _is_plain(one)}
    for family in [*FAMILIES, *({group} for group in Group if not _has_family(group))]:
        if groups := tuple(sorted(named & family)):
            yield groups


def _has_family(group: Group) -> bool:
    return any(group in family for family in FAMILIES)


def _is_plain(finding: Finding) -> bool:
    target = finding.target
    return target.scope == (SEAT,) and len(list(chain.from_iterable(target.group))) == 1


def _is_of(finding: Finding, groups: Sequence[Group]) -> bool:
    return _is_plain(finding) and finding.target.group[0][0] in groups


def _told(family: Sequence[Finding], groups: tuple[Group, ...]) -> Mapping[str, Line]:
    people = family[0].places - family[0].vacant
    spans = tuple((groups.index(one.target.group[0][0]), one.least, one.most) for one in family)
    met = _tellable(people, len(groups), spans)
    return {
        one.target.key: Line(
            one.target.key,
            one.is_met if span in met else None,
            *_cells(one.stated, people),
        )
        for one, span in zip(family, spans, strict=True)
    }


def _cells(counted: int, people: int) -> Cell:
    if min(counted, people - counted) < SMALLEST_CELL:
        return None, None
    return counted, people - counted


@lru_cache(maxsize=256)
def _tellable(people: int, groups: int, spans: tuple[Span, ...]) -> frozenset[Span]:
    """Return the targets of which it may be told whether they are met; each is tried in turn."""
    told: tuple[Span, ...] = ()
    for span in spans:
        if _hides_enough(people, groups, (*told, span)):
            told = (*told, span)
    return frozenset(told)


def _hides_enough(people: int, groups: int, spans: tuple[Span, ...]) -> bool:
    """Say whether, for each report that could come out, each hidden number could be many."""
    possible: dict[tuple[tuple[Cell, ...], tuple[bool, ...]], list[set[int]]] = {}
    for counts in _ways(people, groups):
        cells = tuple(_cells(one, people) for one in counts)
        met = tuple(least <= counts[n] <= most for n, least, most in spans)
        seen = possible.setdefault((cells, met), [set() for _ in counts])
        for values, count in zip(seen, counts, strict=True):
            values.add(count)
    return all(
        cell != (None, None) or len(values) >= SMALLEST_CELL
        for (cells, _), seen in possible.items()
        for cell, values in zip(cells, seen, strict=True)
    )


def _ways(people: int, groups: int) -> Iterator[Counts]:
    for counts in product(range(people + 1), repeat=groups):
        if sum(counts) <= people:
            yield counts


def may_be_compared(people: set[Person], earlier: Sequence[set[Person]]) -> bool:
    """Say whether a report on these people may stand beside the earlier ones.

    Between two reports that differ by few people, a number that changes tells of those few. Who
    sits there is public, so that a reader knows how many changed. A person given with the record of
    what they said is another person when they say something else.

    >>> may_be_compared({1, 2, 3}, [{1, 2, 4}]), may_be_compared({1, 2, 3}, [{1, 2, 3}])
    (False, True)
    """
    changes = [max(len(people - other), len(other - people)) for other in earlier]
    return all(one == 0 or one >= SMALLEST_CELL for one in changes)
