"""A composition target as data: which group, of which places, how many, how rounded."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from council.rules.bylaws.documents import (
    InvalidDocument,
    Problem,
    Range,
    read_document,
    write_document,
)
from council.rules.targets.groups import Group

SEAT = "seat"  # the trait of every seat of the body
MOST_SEATS = 5000


def of_bloc(key: str) -> str:
    """Return the trait of the seats of a bloc."""
    return f"bloc:{key}"


def kept_for(group: str) -> str:
    """Return the trait of the seats that are kept for a group."""
    return f"for:{group}"


def of_office(kind: str) -> str:
    """Return the trait of those who hold an office in the body."""
    return f"office:{kind}"


class Rounding(StrEnum):
    """What becomes of a part of a person."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"  # a half goes up


@dataclass(frozen=True)
class Amount:
    """A number of people, or a share of all places; exactly one of the two is given."""

    count: Annotated[int, Range(0, MOST_SEATS)] | None
    share: Fraction | None
    rounding: Rounding = Rounding.UP

    def of(self, places: int) -> int:
        """Return the whole number of people out of so many places.

        >>> Amount(None, Fraction(2, 5), Rounding.UP).of(3)
        2
        >>> Amount(None, Fraction(1, 2), Rounding.NEAREST).of(5)
        3
        """
        if self.share is None:
            return self.count or 0
        exact = self.share * places
        if self.rounding is Rounding.UP:
            return -(-exact.numerator // exact.denominator)
        if self.rounding is Rounding.DOWN:
            return exact.numerator // exact.denominator
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@dataclass(frozen=True)
class Target:
    """How many of some places are to be held by people who count toward a group.

    Attributes:
        key: Its name among the targets of the body.
        group: Any of these alternatives, each of them all of its groups; one empty alternative
            means everybody.
        scope: The traits a place must have; ``SEAT`` alone is the whole body.
        least: Not fewer than this; None for no minimum.
        most: Not more than this; None for no maximum.
        places: How many places there are to be; None where the seats of the body say so.
        source: The article that asks for it.
    """

    key: str
    group: tuple[tuple[Group, ...], ...]
    scope: tuple[str, ...]
    least: Amount | None
    most: Amount | None
    places: Annotated[int, Range(1, MOST_SEATS)] | None
    source: str

    def range_of(self, places: int) -> tuple[int, int]:
        """Return the least and the greatest number of people out of so many places."""
        least = self.least.of(places) if self.least else 0
        return least, self.most.of(places) if self.most else places


def read_target(document: object) -> Target:
    """Return the target that the document describes.

    Raises:
        InvalidDocument: with every problem.
    """
    target = read_document(Target, document)
    problems = [*_of_bounds(target), *_of_words(target)]
    if problems:
        raise InvalidDocument(problems)
    return target


def _of_bounds(target: Target) -> list[Problem]:
    found = []
    for name, bound in (("least", target.least), ("most", target.most)):
        if bound and (bound.count is None) is (bound.share is None):
            found.append(Problem(name, "count_or_share", {}))
    if target.least is None and target.most is None:
        found.append(Problem("least", "no_bound", {}))
    return found


def _of_words(target: Target) -> list[Problem]:
    found = []
    if not target.group:
        found.append(Problem("group", "empty", {}))
    if not target.scope:
        found.append(Problem("scope", "empty", {}))
    return found


def dump_target(target: Target) -> object:
    """Return the target as plain JSON, the inverse of ``read_target``."""
    return write_document(target)
