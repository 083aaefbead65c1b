"""By-laws on elections of persons: how they are counted, and what decides between equals."""

from dataclasses import dataclass
from enum import StrEnum


class ElectionMethod(StrEnum):
    """How an election is counted."""

    APPROVAL = "approval"
    SCORE = "score"
    SCHULZE = "schulze"
    RANKED_PAIRS = "ranked_pairs"
    SCOTTISH_STV = "scottish_stv"
    MEEK_STV = "meek_stv"
    ZIPPER = "zipper"


class ElectionTie(StrEnum):
    """What decides between candidates whom no rule tells apart."""

    LOT = "lot"
    CASTING_VOTE = "casting_vote"
    REVOTE = "revote"
    NEXT_MEETING = "next_meeting"


class Departure(StrEnum):
    """Whether one election may be held by another rule than the by-laws have."""

    NEVER = "never"
    WITH_REASON = "with_reason"


@dataclass(frozen=True)
class PersonsRule:
    """How persons are elected to one kind of thing."""

    method: ElectionMethod
    equals: ElectionTie


@dataclass(frozen=True)
class ElectionRules:
    """The rule for offices, and that for seats and whatever else is filled by election."""

    office: PersonsRule
    seats: PersonsRule
    departure: Departure
