"""How a target stands: who certainly counts, who might, and what the vacant places can still do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from council.rules.targets.groups import Answer, Answers, Group, counts_for_certain, may_count
from council.rules.targets.wording import Target


@dataclass(frozen=True)
class Place:
    """A seat, or an office to be held: its traits, and what its holder said; None: vacant."""

    traits: frozenset[str]
    answers: Answers | None


class Standing(StrEnum):
    """Whether a target holds whatever comes, can be lost or won yet, or is lost."""

    HOLDS = "holds"
    AT_RISK = "at_risk"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """A target and its numbers [people]; they stay inside, see ``reporting`` for what may be told.

    Attributes:
        places: All places in the target's scope, vacant ones too.
        least, most: What is asked for, of so many places.
        stated: Holders who count by what they said.
        unstated: Further holders who might count, had they said so.
        vacant: Places without a holder.
    """

    target: Target
    places: int
    least: int
    most: int
    stated: int
    unstated: int
    vacant: int

    @property
    def is_met(self) -> bool:
        """By what the holders said, the target is met as of now."""
        return self.least <= self.stated <= self.most

    @property
    def standing(self) -> Standing:
        """Holds whoever comes, is lost whoever comes, or depends on who comes or speaks.

        What is not said fills no minimum and is held against no maximum.
        """
        if self.least <= self.stated and self.stated + self.vacant <= self.most:
            return Standing.HOLDS
        out_of_reach = self.stated + self.unstated + self.vacant < self.least
        return Standing.BROKEN if out_of_reach or self.stated > self.most else Standing.AT_RISK

    @property
    def depends_on_declarations(self) -> bool:
        """Vacant places alone cannot bring it about; somebody would have to say that they count."""
        return self.standing is Standing.AT_RISK and self.stated + self.vacant < self.least


_Answered: TypeAlias = tuple[tuple[Group, Answer], ...]
_Kinds: TypeAlias = Counter[tuple[frozenset[str], _Answered | None]]


def with_places_to_come(places: Iterable[Place], targets: Iterable[Target]) -> list[Place]:
    """Return the places and, where a target says how many there are to be, the vacant rest."""
    found = list(places)
    for scope, wanted in sorted({(one.scope, one.places) for one in targets if one.places}):
        there = sum(place.traits.issuperset(scope) for place in found)
        found += [Place(frozenset(scope), None)] * (wanted - there)
    return found


def findings_of(places: Iterable[Place], targets: Sequence[Target]) -> list[Finding]:
    """Return how each target stands, in their order.

    Places with equal traits and answers are counted together, for a large body has few kinds.
    """
    all_places = with_places_to_come(places, targets)
    kinds: _Kinds = Counter((place.traits, _frozen(place.answers)) for place in all_places)
    return [_finding(target, kinds) for target in targets]


def _frozen(answers: Answers | None) -> _Answered | None:
    return None if answers is None else tuple(sorted(answers.items()))


def _finding(target: Target, kinds: _Kinds) -> Finding:
    stated = unstated = vacant = held = 0
    for (traits, answered), number in kinds.items():
        if not traits.issuperset(target.scope):
            continue
        if answered is None:
            vacant += number
            continue
        held += number
        answers = dict(answered)
        if counts_for_certain(target.group, answers):
            stated += number
        elif may_count(target.group, answers):
            unstated += number
    places = held + vacant
    least, most = target.range_of(places)
    return Finding(target, places, least, most, stated, unstated, vacant)
