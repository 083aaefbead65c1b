"""Periods of office: whether they are current, overlap, and who acts for a seat."""

from calendar import isleap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from council.rules.errors import RuleViolation

Person = TypeVar("Person")


class PeriodEndsBeforeItStarts(RuleViolation):
    """A period is to end before its first day."""

    code = "period_ends_before_it_starts"


@dataclass(frozen=True)
class Period:
    """A stretch of days from ``starts_on`` to the eve of ``ends_on``; without an end it runs on.

    ``ends_on`` is the first day that no longer belongs to it, so that a successor starts on it.
    """

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise PeriodEndsBeforeItStarts(starts_on=self.starts_on, ends_on=self.ends_on)

    def is_current(self, on: date) -> bool:
        """Say whether the period is running on this day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        """Say whether at least one day belongs to both periods."""
        starts_on = max(self.starts_on, other.starts_on)
        return all(p.ends_on is None or starts_on < p.ends_on for p in (self, other))


def term_of(starts_on: date, years: int) -> Period:
    """Return the term of so many years, up to the anniversary.

    >>> term_of(date(2024, 4, 1), 2).ends_on
    datetime.date(2026, 4, 1)
    """
    year = starts_on.year + years
    no_such_day = (starts_on.month, starts_on.day) == (2, 29) and not isleap(year)
    return Period(starts_on, date(year, 3, 1) if no_such_day else starts_on.replace(year=year))


def term_years(lengths: Sequence[int], number: int) -> int:
    """Return the length of the n-th term [years]; the last one given repeats.

    >>> [term_years((2, 3), n) for n in (1, 2, 3)]
    [2, 3, 3]
    """
    return lengths[min(number, len(lengths)) - 1]


def acting_for(
    titular: Person | None, alternates: Sequence[Person], present: Collection[Person]
) -> Person | None:
    """Return who acts for a seat: the titular member, or an alternate in their absence.

    An alternate acts only while the titular member is away and they themselves are there, the
    first on the list before the next. With nobody there it is the titular member, who may
    still arrive.

    >>> acting_for("titular", ["first", "second"], {"second"})
    'second'
    """
    if titular in present:
        return titular
    return next((person for person in alternates if person in present), titular)
