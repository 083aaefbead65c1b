"""By-laws on everything but voting, and the whole document."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from council.rules.bylaws.documents import Form, Range
from council.rules.bylaws.elections import ElectionRules
from council.rules.bylaws.shares import Deadline, Share
from council.rules.bylaws.voting import NamesPublished, Questions, QuorumRule, TurnoutSeenBy

Language = Annotated[str, Form(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", "tr")]
NumberPattern = Annotated[str, Form(r"<body>[-_.]<year>[-_./]<n{1,6}>", "<body>-<year>/<nnn>")]


@dataclass(frozen=True)
class Convocation:
    """How members are called together; ``None`` where the by-laws set no such period."""

    ordinary: Deadline
    elective: Deadline | None
    urgent: Deadline | None
    agenda: Deadline | None
    delegates: Deadline | None
    extraordinary: Share
    ordinary_a_year: Annotated[int, Range(1, 52)]


class FloorOrder(StrEnum):
    """By which rule the order of speakers is suggested."""

    FIRST_COME = "first_come"
    FIRST_TIME_FIRST = "first_time_first"
    LEAST_SPOKEN = "least_spoken"
    ALTERNATE = "alternate"
    BUDGETS = "budgets"


@dataclass(frozen=True)
class FloorRule:
    """Who may speak next, and for how long [seconds]."""

    order: FloorOrder
    speaking: Annotated[int, Range(10, 7_200)]
    warning: Annotated[int, Range(0, 600)]


class AmendmentOrder(StrEnum):
    """In which order amendments to the same place are put to the vote."""

    FURTHEST_FIRST = "furthest_first"
    AS_RECEIVED = "as_received"


@dataclass(frozen=True)
class ProposalRule:
    """What a proposal needs before it is admitted; ``endorsements`` counts the mover."""

    endorsements: Annotated[int, Range(1, 10_000)]
    amendments: AmendmentOrder


class AlternatePolicy(StrEnum):
    """For how long an alternate takes over; they act only while the titular member is absent."""

    NONE = "none"
    MEETING = "meeting"
    ITEM = "item"


class Review(StrEnum):
    """Whether a decision is shown at once or after a look at what it may give away."""

    AT_ONCE = "at_once"
    REVIEWED = "reviewed"
    FOUR_EYES = "four_eyes"  # one looks, another publishes


class Adoption(StrEnum):
    """How minutes are adopted: by a vote of the next meeting, or when nobody objected in time."""

    VOTE = "vote"
    SILENCE = "silence"


@dataclass(frozen=True)
class RecordRule:
    """Numbers and periods of the record; each period runs from the step before.

    Without ``objections`` corrections to minutes are taken until the next meeting.
    """

    numbering: NumberPattern
    publication: Review
    summary: Deadline
    minutes: Deadline
    forwarding: Deadline
    answer: Deadline
    objections: Deadline | None = None
    adoption: Adoption = Adoption.VOTE


@dataclass(frozen=True)
class LanguageRule:
    """Languages in which an operative text must exist before it is voted on; one is binding."""

    required: tuple[Language, ...]
    binding: Language


@dataclass(frozen=True)
class Bylaws:
    """The rules of procedure of one body, as data.

    ``terms`` are lengths in years, the last repeating; ``presidium`` is the number of members
    elected to preside over a sitting, 0 where the chair presides; ``executive`` is the smallest
    size of the executive board, 0 where there is none. Without ``elections`` whoever prepares an
    election of persons names the article that says how it is held.
    """

    format: Annotated[int, Range(1, 1)]
    convocation: Convocation
    quorum: QuorumRule
    questions: Questions
    turnout: TurnoutSeenBy
    names: NamesPublished
    roll_call_demand: Share | None
    floor: FloorRule
    proposals: ProposalRule
    alternates: AlternatePolicy
    record: RecordRule
    languages: LanguageRule
    terms: tuple[Annotated[int, Range(1, 10)], ...]
    presidium: Annotated[int, Range(0, 50)]
    executive: Annotated[int, Range(0, 500)]
    elections: ElectionRules | None = None
