"""The check of a composition: how each target stands, what comes next, and what cannot be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from council.rules.targets.completing import Filling, Part, Traits, fitting, parts_of
from council.rules.targets.counting import Finding, Place, findings_of, with_places_to_come
from council.rules.targets.explaining import Contradiction, contradiction_in
from council.rules.targets.groups import FAMILIES, Group
from council.rules.targets.wording import Target

Demand: TypeAlias = tuple[frozenset[Group], ...]

LARGEST_BODY_TRIED = 60


@dataclass(frozen=True)
class Need:
    """What the next person on such a place must bring so that all targets can still hold.

    Attributes:
        traits: Of the vacant place.
        demands: The person must meet each of these: be in all groups of one of its alternatives.
        never: Groups the person must not count toward.
    """

    traits: Traits
    demands: tuple[Demand, ...]
    never: frozenset[Group]


@dataclass(frozen=True)
class Check:
    """How a body stands: each target, what each sort of vacant place needs, what is stuck."""

    findings: tuple[Finding, ...]
    needs: tuple[Need, ...]
    stuck: tuple[Part, ...]

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return why targets cannot hold; slower than the check, and empty when all can."""
        return tuple(contradiction_in(part) for part in self.stuck)


def check(places: Iterable[Place], targets: Sequence[Target]) -> Check:
    """Return how the targets stand for those who sit there, and what filling the rest needs.

    Targets that cannot hold together by any filling are stuck, and left out of what the next
    person must bring, which would otherwise be nobody.
    """
    all_places = with_places_to_come(places, targets)
    findings = findings_of(all_places, targets)
    openings = Counter(place.traits for place in all_places if place.answers is None)
    needs: dict[Traits, list[Need]] = {traits: [] for traits in sorted(openings, key=sorted)}
    stuck = []
    for part in parts_of(findings, openings):
        filling = part.fill(part.spans(), [sort.number for sort in part.sorts])
        if filling is None:
            stuck.append(part)
            continue
        for need in _needs(part, filling):
            needs[need.traits].append(need)
    together = [_together(of_place) for of_place in needs.values() if of_place]
    return Check(tuple(findings), tuple(together), tuple(stuck))


def _together(needs: Sequence[Need]) -> Need:
    demands = tuple(chain.from_iterable(one.demands for one in needs))
    return Need(needs[0].traits, demands, frozenset().union(*(one.never for one in needs)))


def _needs(part: Part, filling: Filling) -> Iterator[Need]:
    """Yield what these targets ask of the next person on each place, where they ask anything."""
    for sort, patterns in zip(part.sorts, fitting(part, filling), strict=True):
        kinds = list(chain.from_iterable(sort.kinds.values()))
        fit = [kind for pattern in patterns for kind in sort.kinds[pattern]]
        demands, never = _asked(kinds, fit)
        if demands or never:
            for traits in sort.traits:
                yield Need(traits, demands, never)


def _asked(
    kinds: Sequence[frozenset[Group]], fit: Sequence[frozenset[Group]]
) -> tuple[tuple[Demand, ...], frozenset[Group]]:
    """Return what all who fit have in common; what a demand shuts out itself is not named again.

    A group in which everybody who may take the place is, because it is kept for them, is nothing
    to ask for.
    """
    given = frozenset.intersection(*kinds)
    fewest = [kind - given for kind in fit if not any(other < kind for other in fit)]
    demands = () if frozenset() in fewest else (tuple(sorted(fewest, key=sorted)),)
    implied = _shut_out(fewest) if demands else set()
    return demands, frozenset(_all_of(kinds) - _all_of(fit) - implied)


def _all_of(kinds: Iterable[frozenset[Group]]) -> set[Group]:
    return set(chain.from_iterable(kinds))


def _shut_out(kinds: Iterable[frozenset[Group]]) -> set[Group]:
    """Return what nobody of any of these kinds can be, for want of a second family."""
    each = [_all_of(family - kind for family in FAMILIES if family & kind) for kind in kinds]
    return set.intersection(*each)


def impossible_sizes(targets: Sequence[Target]) -> list[int]:
    """Return the numbers of places, up to 60, for which the targets cannot all hold.

    Rounding makes some sizes impossible: at least 40 % of women and of men, rounded up, cannot be
    had on 1 or 3 places. Only targets for the whole body are looked at.
    """
    whole = [one for one in targets if len(one.scope) == 1 and one.places is None]
    return [size for size in range(1, LARGEST_BODY_TRIED + 1) if not _fits(whole, size)]


def _fits(targets: Sequence[Target], size: int) -> bool:
    traits = frozenset(chain.from_iterable(one.scope for one in targets))
    findings = findings_of([Place(traits, None)] * size, targets)
    parts = parts_of(findings, {traits: size})
    return all(part.fill(part.spans(), [size]) is not None for part in parts)
