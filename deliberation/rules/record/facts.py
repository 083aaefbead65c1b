"""The facts of a meeting as its minutes keep them: numbers, moments and ids, never names.

They are written down as a document when the minutes are adopted. Names are read by reference, so
that one change of a name reaches every page.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stay:
    """A stretch of time in which a person was there; without an end: to the end."""

    since: datetime
    until: datetime | None
    is_remote: bool = False


@dataclass(frozen=True)
class Presence:
    """A person who was at the meeting, with every stretch of it."""

    member_id: int
    has_seat: bool  # else: with a voice, or helping to run the meeting
    acts_for: int | None  # the titular member for whose seat they acted
    stays: tuple[Stay, ...]


@dataclass(frozen=True)
class SittingFacts:
    """One stretch of the meeting, as it was held."""

    number: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Frame:
    """What was called together, when and by which rules."""

    number: int
    kind: str
    is_second_call: bool
    is_public: bool
    convened_at: datetime | None
    invited: int  # members called [persons]
    urgency_reason: str
    opened_at: datetime | None
    closed_at: datetime | None
    sittings: tuple[SittingFacts, ...]
    binding: str  # the language whose words count


@dataclass(frozen=True)
class Opening:
    """The quorum as it was found when the meeting was opened [persons with a vote]."""

    present: int
    needed: int
    entitled: int


@dataclass(frozen=True)
class People:
    """Who was there, who sent word, who did not, and who ran the meeting."""

    chair_id: int | None
    clerk_id: int | None
    presidium: tuple[int, ...]
    present: tuple[Presence, ...]
    excused: tuple[int, ...]
    absent: tuple[int, ...]
    guests: int | None  # [persons]; None: nobody counted them


@dataclass(frozen=True)
class Away:
    """Somebody on the roll who was not there at the vote though they attended the meeting."""

    member_id: int
    left_at: datetime | None  # before the vote
    came_at: datetime | None  # after it


@dataclass(frozen=True)
class Removal:
    """Somebody who was taken off the roll, and why."""

    member_id: int
    reason: str


@dataclass(frozen=True)
class Dissent:
    """Who did not vote with the outcome, where the rules have that recorded by name."""

    member_id: int
    choice: str


@dataclass(frozen=True)
class Vote:
    """A question that was put, and what came of it.

    ``base``, ``needed`` and ``quorum_needed`` are numbers of votes and persons as the outcome was
    computed from them; ``basis`` names what the base is.
    """

    poll_id: int
    item_id: int
    amendment_id: int | None
    proposal_id: int | None
    method: str
    opened_at: datetime | None
    closed_at: datetime | None
    eligible: int
    present: int
    in_favour: int
    against: int
    abstentions: int
    spoilt: int
    basis: str
    base: int
    needed: int
    quorum_needed: int
    result: str
    casting_vote: str  # empty: none was given
    annul_reason: str  # empty: it stands
    missing_languages: tuple[str, ...]
    override_reason: str
    removals: tuple[Removal, ...]
    dissent: tuple[Dissent, ...]
    roll: tuple[int, ...]  # members with a ballot
    here: tuple[int, ...] = ()  # of them, at the vote; found by the compiler
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class AmendmentFacts:
    """A change that was moved to the text before the meeting."""

    amendment_id: int
    number: int
    mover_id: int
    status: str
    reason: str = ""  # why it was declined or withdrawn


@dataclass(frozen=True)
class PointOfOrder:
    """Somebody spoke to the procedure."""

    member_id: int
    at: datetime


@dataclass(frozen=True)
class ItemFacts:
    """What was done on one item of the agenda."""

    item_id: int
    number: str
    kind: str
    is_public: bool
    status: str
    result: str
    reason: str  # for withdrawal or postponement
    called_at: datetime | None
    disposed_at: datetime | None
    proposed_by: int | None
    proposal_id: int | None
    reference: str
    mover_id: int | None
    recused: tuple[int, ...]
    speeches: int  # turns on the floor
    deviations: int  # of them, out of the suggested order
    points_of_order: tuple[PointOfOrder, ...]
    decision_number: str
    wording: tuple[int, ...]  # texts that were decided on, title first
    amendments: tuple[AmendmentFacts, ...] = ()
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True)
class Interruption:
    """The time between two sittings."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Facts:
    """Everything that the minutes of one meeting state."""

    frame: Frame
    people: People
    opening: Opening | None
    items: tuple[ItemFacts, ...]
    interruptions: tuple[Interruption, ...]
