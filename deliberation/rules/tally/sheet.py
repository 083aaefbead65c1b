"""The count sheet: every stage, every transfer, every tie, so that anybody can follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import ElectionMethod
from deliberation.rules.tally.profile import Candidate
from deliberation.rules.tally.ties import Tie

Method = ElectionMethod


class Act(StrEnum):
    """What is done at a stage; the doomed are those whom no target lets be elected any more."""

    FIRST_PREFERENCES = "first_preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    WITHDRAWAL = "withdrawal"
    DOOMED = "doomed"


@dataclass(frozen=True)
class Transfer:
    """Papers that go to one candidate at one value; ``to`` is ``None`` if none is named further.

    ``papers`` counts ballots, ``value`` is what each is worth now [units].
    """

    to: Candidate | None
    papers: int
    value: int

    @property
    def votes(self) -> int:
        """What the papers are worth together [units]."""
        return self.papers * self.value


@dataclass(frozen=True)
class Stage:
    """One stage of a count; all votes in units.

    Attributes:
        act: What was done.
        sources: Whose papers were passed on; nobody's at the first stage.
        transfers: Where they went.
        votes: Every candidate's votes at the end of the stage.
        exhausted: Votes on papers that name nobody further, so far.
        ignored: Fractions cut off by the rule, so far.
        elected: Who reached the quota, most votes first.
        filled: Who is elected because as many are left as seats.
        excluded: Who is out, whose papers go on.
        ties: Equal candidates between whom this stage had to choose.
    """

    act: Act
    sources: tuple[Candidate, ...]
    transfers: tuple[Transfer, ...]
    votes: Mapping[Candidate, int]
    exhausted: int
    ignored: int
    elected: tuple[Candidate, ...] = ()
    filled: tuple[Candidate, ...] = ()
    excluded: tuple[Candidate, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class CountSheet:
    """A whole count by stages.

    Attributes:
        unit: How many units are one vote, so that all numbers are whole.
        valid: Ballots counted [ballots].
        droop_quota: Votes that secure a seat [units].
        elected: In the order of their election; fewer than ``seats`` while a tie is open.
        open_tie: Stops the count until a lot or casting vote is on record.
    """

    method: Method
    seats: int
    unit: int
    valid: int
    droop_quota: int
    stages: tuple[Stage, ...]
    elected: tuple[Candidate, ...]
    open_tie: Tie | None = None
