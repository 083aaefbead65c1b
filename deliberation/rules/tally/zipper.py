"""Lists on which groups take turns, and who moves up when somebody leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle

from council.rules.bounds import Groups, InfeasibleComposition
from deliberation.rules.tally.profile import Candidate


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
