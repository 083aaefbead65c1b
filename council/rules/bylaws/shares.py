"""The small measures by-laws are made of: a share of a whole, and a period of notice."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from council.rules.bylaws.documents import Range

ONE_HALF = Fraction(1, 2)


class Strictness(StrEnum):
    """Whether exactly the share is enough; "half" and "more than half" are two rules."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class Share:
    """A part of some whole that must be reached or exceeded."""

    fraction: Fraction
    strictness: Strictness

    @property
    def is_more_than_half(self) -> bool:
        """The share is the plain majority: more than one half."""
        return self.fraction == ONE_HALF and self.strictness is Strictness.MORE_THAN

    def needed(self, base: int) -> int:
        """Return the smallest whole number that reaches the share of ``base``; at least one.

        Nothing carries with nobody in favour, so the least answer is 1, even of 0.

        >>> Share(Fraction(1, 2), Strictness.MORE_THAN).needed(42)
        22
        >>> Share(Fraction(1, 2), Strictness.AT_LEAST).needed(42)
        21
        """
        whole, rest = divmod(self.fraction.numerator * base, self.fraction.denominator)
        next_one_up = rest > 0 or self.strictness is Strictness.MORE_THAN
        return max(1, whole + int(next_one_up))


class DeadlineUnit(StrEnum):
    """How a period is counted."""

    DAYS = "days"
    FULL_DAYS = "full_days"
    HOURS = "hours"


@dataclass(frozen=True)
class Deadline:
    """A period before or after an event.

    In ``full_days`` neither the day of dispatch nor the day of the meeting counts.
    """

    amount: Annotated[int, Range(0, 10_000)]
    unit: DeadlineUnit
