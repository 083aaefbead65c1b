"""Lists on which groups take turns, and who moves up when somebody leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import cycle

from council.rules.bounds import Groups, InfeasibleComposition
from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.points import PointsSheet, crosses
from deliberation.rules.tally.profile import Candidate, Profile
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout


@dataclass(frozen=True)
class ListFault:
    """What a list lacks: among the first ``place`` names too few of a group [persons]."""

    place: int
    group: str
    least: int
    found: int


def turn_faults(listed: Sequence[Groups], turns: Sequence[str]) -> Iterator[ListFault]:
    """Find the places at which it is the turn of a group and somebody else stands.

    Args:
        listed: The groups of each person on the list, first place first.
        turns: Whose turn it is, over and over, such as women, men.

    >>> [fault.place for fault in turn_faults([frozenset({"w"}), frozenset({"w"})], ["w", "m"])]
    [2]
    """
    for place, (groups, turn) in enumerate(zip(listed, cycle(turns)), start=1):
        if turn not in groups:
            yield ListFault(place, turn, 1, 0)


def share_faults(listed: Sequence[Groups], shares: Mapping[str, Fraction]) -> Iterator[ListFault]:
    """Find where the list, read from the top, falls behind the share of a group.

    Of the first n names at least so many must be of the group: n times its share, rounded down.
    A list may be cut at any place and still keep this.
    """
    for group, share in shares.items():
        found = 0
        for place, groups in enumerate(listed, start=1):
            found += group in groups
            least = place * share.numerator // share.denominator
            if found < least:
                yield ListFault(place, group, least, found)


def block_faults(
    listed: Sequence[Groups], group: str, least: int, size: int
) -> Iterator[ListFault]:
    """Find the blocks with too few of a group, such as two of every five; a rest is free."""
    for start in range(0, len(listed) - size + 1, size):
        found = sum(group in groups for groups in listed[start : start + size])
        if found < least:
            yield ListFault(start + size, group, least, found)


def zip_up(
    ranked: Sequence[Candidate],
    groups: Mapping[Candidate, Groups],
    turns: Sequence[str],
    places: int,
) -> tuple[Candidate, ...]:
    """Make a list of those ranked best in the group whose turn it is.

    Args:
        ranked: Best first, as a count gave them; ties are settled already.

    Raises:
        InfeasibleComposition: nobody is left of the group whose turn it is.
    """
    left, made = dict.fromkeys(ranked), list[Candidate]()
    for _, turn in zip(range(places), cycle(turns)):
        best = next((each for each in left if turn in groups[each]), None)
        if best is None:
            raise InfeasibleComposition(groups=turn)
        made.append(best)
        del left[best]
    return tuple(made)


def successor(
    listed: Sequence[Candidate],
    groups: Mapping[Candidate, Groups],
    turns: Sequence[str],
    seated: Sequence[Candidate],
    leaver: Candidate,
) -> Candidate | None:
    """Return who takes the seat of somebody who leaves: the next on the list of the same group.

    ``None`` says that the list has nobody left of the group that took turns in this seat.
    """
    group = next(turn for turn in turns if turn in groups[leaver])
    waiting = (each for each in listed if each not in seated and group in groups[each])
    return next(waiting, None)


def turns_of(places: Mapping[str, int]) -> tuple[str, ...]:
    """Return whose turn it is at each place of a list on which groups alternate.

    >>> turns_of({"women": 2, "men": 1})
    ('women', 'men', 'women')
    """
    left = dict(places)
    found: list[str] = []
    while any(left.values()):
        for group in places:
            if left[group]:
                left[group] -= 1
                found.append(group)
    return tuple(found)


def count_zipper(
    profile: Profile,
    groups: Mapping[Candidate, str],
    turns: Sequence[str],
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
) -> PointsSheet:
    """Give each place of the list to who has most crosses of the group whose turn it is.

    Args:
        groups: For whose places each candidate stands.
        turns: Whose turn it is, at each place.

    Raises:
        InfeasibleComposition: nobody is left of the group whose turn it is.
        NeedlessRuling: a ruling is on record for which there is no tie.
    """
    points, settler = crosses(profile), Settler(ties, rulings)
    order = sorted(points, key=lambda each: -points[each])
    shown = {each: points[each] for each in order}
    found = PointsSheet(Method.ZIPPER, profile.seats, profile.valid, shown, ())
    for turn in turns:
        own = [each for each in order if groups[each] == turn and each not in found.elected]
        if not own:
            raise InfeasibleComposition(groups=turn)
        equal = [each for each in own if points[each] == points[own[0]]]
        chosen, tie = own[0], None
        if len(equal) > 1:
            tie = settler.settle(TieAbout.ORDER, equal)
            if tie.by is None:
                found = replace(found, open_tie=tie)
                break
            chosen = tie.chosen[0]
        found = _listed(found, chosen, tie)
    settler.require_all_used()
    return found


def _listed(found: PointsSheet, chosen: Candidate, tie: Tie | None) -> PointsSheet:
    ties = (*found.ties, tie) if tie else found.ties
    return replace(found, elected=(*found.elected, chosen), ties=ties)
