"""What an election runs under: method, seats, places kept, what decides ties."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from council.rules.bylaws import Departure, ElectionTie, PersonsRule
from council.rules.errors import RuleViolation
from deliberation.rules.tally.pairwise import Strength
from deliberation.rules.tally.sheet import Method


class BallotKind(StrEnum):
    """How votes are given: by an open ballot with one's name, or on paper, which may be secret."""

    OPEN = "open"
    PAPER = "paper"


ONE_SEAT = frozenset({Method.SCHULZE, Method.RANKED_PAIRS})
WITH_PLACES = frozenset({Method.SCOTTISH_STV, Method.ZIPPER})
RANKED = frozenset(
    {Method.SCOTTISH_STV, Method.MEEK_STV, Method.SCHULZE, Method.RANKED_PAIRS}
)  # papers bear numbers, 1 for the first


class OneSeatOnly(RuleViolation):
    """The method elects one person, and several are to be elected."""

    code = "one_seat_only"


class PlacesNeedAnotherMethod(RuleViolation):
    """The method cannot keep places for a group."""

    code = "places_need_another_method"


class PlacesDoNotFit(RuleViolation):
    """More places are kept for groups than there are seats, or fewer on a list that alternates."""

    code = "places_do_not_fit"


class NobodyStands(RuleViolation):
    """There is no admitted candidate."""

    code = "nobody_stands"


class PlacesWithoutCandidates(RuleViolation):
    """Fewer candidates stand for places kept for a group than there are such places."""

    code = "places_without_candidates"


class BylawsSayOtherwise(RuleViolation):
    """The by-laws have another rule for such an election, and allow no departure from it."""

    code = "bylaws_say_otherwise"


class DepartureNeedsReason(RuleViolation):
    """An election is held by another rule than the by-laws have only for a public reason."""

    code = "departure_needs_reason"


@dataclass(frozen=True)
class ElectionRule:
    """What an election runs under, whatever becomes of the by-laws.

    Attributes:
        places: How many seats are kept for whom [seats], in the order of turns on a list.
            Candidates say in public which of these places they stand for.
        most: How many crosses a paper may bear at most; 0 sets no limit.
        highest: The best score on a paper, where scores are given.
        article: Where the by-laws say so, in their words.
        departure: Why this election is held by another rule than the by-laws have; empty if not.
    """

    method: Method
    seats: int
    ties: ElectionTie
    ballots: BallotKind
    places: Mapping[str, int] = field(default_factory=dict)
    most: int = 0
    highest: int = 5
    strength: Strength = Strength.WINNING_VOTES
    article: str = ""
    bylaws_version: int = 0
    departure: str = ""

    def __post_init__(self) -> None:
        if self.method in ONE_SEAT and self.seats != 1:
            raise OneSeatOnly(seats=self.seats)
        if self.places and self.method not in WITH_PLACES:
            raise PlacesNeedAnotherMethod
        kept = sum(self.places.values())
        is_short = self.method is Method.ZIPPER and kept < self.seats
        if kept > self.seats or is_short:
            raise PlacesDoNotFit(places=kept, seats=self.seats)


def write_rule(rule: ElectionRule) -> dict[str, Any]:
    """Return the rule as a document."""
    return {
        **{
            name: getattr(rule, name)
            for name in ("seats", "most", "highest", "article", "departure")
        },
        **{name: getattr(rule, name).value for name in ("method", "ties", "ballots", "strength")},
        "places": dict(rule.places),
        "bylaws_version": rule.bylaws_version,
    }


def read_rule(document: Mapping[str, Any]) -> ElectionRule:
    """Return the rule that a document holds."""
    return ElectionRule(
        **{
            **document,
            "method": Method(document["method"]),
            "ties": ElectionTie(document["ties"]),
            "ballots": BallotKind(document["ballots"]),
            "strength": Strength(document["strength"]),
        }
    )


def kept_to(rule: ElectionRule, law: PersonsRule, departure: Departure) -> ElectionRule:
    """Return the rule if an election may run under it, with its reason only where it departs.

    Args:
        law: What the by-laws say about such an election.
        departure: Whether they allow another rule.

    Raises:
        BylawsSayOtherwise: the rule is another one, and that is not allowed.
        DepartureNeedsReason: it is allowed, and no reason is given.
    """
    if (rule.method, rule.ties) == (law.method, law.equals):
        return replace(rule, departure="")
    if departure is Departure.NEVER:
        raise BylawsSayOtherwise
    if not rule.departure.strip():
        raise DepartureNeedsReason
    return replace(rule, departure=rule.departure.strip())


def require_slate_for(rule: ElectionRule, groups: Collection[str]) -> None:
    """Stop an election that cannot fill the places it keeps, or for which nobody stands.

    Args:
        groups: For whose places each candidate stands; empty for none of them in particular.

    Raises:
        NobodyStands: there is no candidate.
        PlacesWithoutCandidates: too few stand for the places kept for a group.
    """
    if not groups:
        raise NobodyStands
    for group, least in missing_places(rule, groups):
        raise PlacesWithoutCandidates(group=group, places=rule.places[group], missing=least)


def missing_places(rule: ElectionRule, groups: Iterable[str]) -> list[tuple[str, int]]:
    """Return for which groups too few candidates stand, and how many are missing."""
    stand = list(groups)
    short = {group: least - stand.count(group) for group, least in rule.places.items()}
    return [(group, missing) for group, missing in short.items() if missing > 0]
