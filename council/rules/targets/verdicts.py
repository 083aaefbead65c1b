"""How a target stands by what was told at a count alone, and what the next seats must bring."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.rules.targets.counting import Finding, Standing
from council.rules.targets.reporting import Line, report


@dataclass(frozen=True)
class Told:
    """A target at one count: what may be told of it, and numbers that everybody may know.

    Attributes:
        line: What the reporting rule lets be told.
        least, most: What was asked for, of so many places [people].
        places, vacant: All places, and those without a holder.
        silent: Holders who had answered nothing at all; the office sees who they are.
    """

    line: Line
    least: int
    most: int
    places: int
    vacant: int
    silent: int


@dataclass(frozen=True)
class Change:
    """What everybody may know of the time since a count [people].

    Attributes:
        left: Who were counted and no longer sit there.
        came: Who sit there now and were not counted.
        allocated: Of those who came, the ones seated as counting toward the group.
        vacant: Places without a holder now.
    """

    left: int
    came: int
    allocated: int
    vacant: int


@dataclass(frozen=True)
class Room:
    """What the vacant seats must bring at worst: who left is taken to have counted [people].

    Attributes:
        wanted: How many of the next appointments must count toward the group.
        allowed: How many of them may at most.
        vacant: How many appointments there can be.
    """

    wanted: int
    allowed: int
    vacant: int

    @property
    def is_kept(self) -> bool:
        """The vacant seats can still bring what is asked for."""
        return self.wanted <= self.vacant and self.allowed >= 0

    @property
    def binds(self) -> bool:
        """It matters who is appointed next."""
        tight = self.wanted == self.vacant or self.allowed == 0
        return not self.is_kept or (self.vacant > 0 and tight)


def told_of(findings: Sequence[Finding], silent: int) -> tuple[Told, ...]:
    """Return what may be told of each target, with its public numbers, in their order."""
    return tuple(
        Told(line, one.least, one.most, one.places, one.vacant, silent)
        for one, line in zip(findings, report(findings), strict=True)
    )


def verdict(told: Told) -> Standing | None:
    """Return how the target stands, as far as it follows from what is told; None: not shown.

    It is made of nothing else, so that it cannot tell more than the report. Who has not answered
    may yet count; who would rather not say does not.

    >>> verdict(Told(Line("women", True, 9, 6), 8, 15, 16, 1, 0)).value
    'holds'
    >>> verdict(Told(Line("women", False, 5, 9), 8, 16, 16, 2, 0)).value
    'broken'
    """
    line, coming = told.line, told.vacant + told.silent
    if line.counted is not None:
        if line.counted > told.most or line.counted + coming < told.least:
            return Standing.BROKEN
        holds = told.least <= line.counted and line.counted + coming <= told.most
        return Standing.HOLDS if holds else Standing.AT_RISK
    if line.is_met is None:
        return None
    if line.is_met:
        return Standing.HOLDS if told.most >= told.places or not coming else Standing.AT_RISK
    return Standing.AT_RISK if coming and told.least else Standing.BROKEN


def room_after(told: Told, change: Change, least: int, most: int) -> Room | None:
    """Return what the vacant seats must bring since a count, at worst; None: nothing was told.

    Who came is unknown and not asked: for a minimum they do not count, for a maximum they do,
    unless two persons seated them as counting. So this is the same whatever anybody answered.

    Args:
        told: The target at the count.
        change: What happened since.
        least, most: What is asked for now.

    >>> room_after(Told(Line("women", False, 6, 8), 8, 16, 16, 2, 0), Change(0, 1, 0, 1), 8, 16)
    Room(wanted=2, allowed=9, vacant=1)
    """
    if told.line.counted is None:
        return None
    at_least = max(told.line.counted - change.left, 0) + change.allocated + told.silent
    at_most = told.line.counted + change.came
    return Room(max(least - at_least, 0), most - at_most, change.vacant)
