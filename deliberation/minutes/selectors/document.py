"""Whole minutes as one reader sees them: what pages show, and what every format is written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from council.kernel.audience import Audience
from council.kernel.names import Name, direction
from council.kernel.phrases import Phrase
from council.texts.selectors import Reading
from deliberation.minutes.models import Place
from deliberation.rules.minutes import CorrectionStatus, MinutesStatus
from deliberation.rules.record.facts import (
    AmendmentFacts,
    Frame,
    Interruption,
    ItemFacts,
    Opening,
    Stay,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody under the name they chose; read anew on every page."""

    member_id: int
    name: Name

    def __str__(self) -> str:
        return self.name.text


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there, and when; ``acts_for`` is whose seat they filled."""

    person: Person
    stays: Sequence[Stay]
    acts_for: Person | None

    @property
    def came_at(self) -> datetime:
        """When they came first."""
        return self.stays[0].since

    @property
    def left_at(self) -> datetime | None:
        """When they left for good."""
        return self.stays[-1].until

    @property
    def is_remote(self) -> bool:
        """They took part from elsewhere all the time."""
        return all(stay.is_remote for stay in self.stays)


@dataclass(frozen=True, slots=True)
class AwayShown:
    """Somebody on the roll who had left, or came later."""

    person: Person
    left_at: datetime | None
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class DissentShown:
    """Somebody who did not vote with the outcome, where the rules have that recorded by name."""

    person: Person
    choice: str
    label: Phrase


@dataclass(frozen=True, slots=True)
class VoteShown:
    """A question that was put: words, figures, and why it carried or failed."""

    facts: Vote
    question: Reading
    method: Phrase
    result: Phrase
    stamp: str
    sentence: str  # empty: it was annulled before its outcome was declared
    here: Sequence[Person]
    away: Sequence[AwayShown]
    dissent: Sequence[DissentShown]
    removals: Sequence[str]  # reasons

    @property
    def is_annulled(self) -> bool:
        """It counts for nothing."""
        return bool(self.facts.annul_reason)


@dataclass(frozen=True, slots=True)
class AmendmentShown:
    """A change that was moved, in the order of voting, with the votes on it."""

    facts: AmendmentFacts
    mover: Person
    state: Phrase
    votes: Sequence[VoteShown]


@dataclass(frozen=True, slots=True)
class Order:
    """A point of order."""

    person: Person | None  # None: somebody whose presence is not shown
    at: datetime


@dataclass(frozen=True, slots=True)
class Prose:
    """What the clerk wrote in one place."""

    text_id: int
    place: Place
    item_id: int | None
    reading: Reading
    languages: Sequence[str]  # it can be read in


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What was done on one item; of one that is not public strangers learn its number alone."""

    facts: ItemFacts
    anchor: str
    kind: Phrase
    outcome: Phrase | None
    is_disclosed: bool
    title: Reading | None
    mover: Person | None
    proposed_by: Person | None
    recused: Sequence[Person]
    points_of_order: Sequence[Order]
    wording: Sequence[Reading]  # title first
    amendments: Sequence[AmendmentShown]
    votes: Sequence[VoteShown]  # on the item itself
    prose: Prose | None

    @property
    def number(self) -> str:
        """As printed."""
        return self.facts.number

    @property
    def all_votes(self) -> Iterator[VoteShown]:
        """Every vote on the item, those on amendments first."""
        for amendment in self.amendments:
            yield from amendment.votes
        yield from self.votes


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """Who was there and who was not; ``hidden`` counts those whose presence is not shown."""

    chair: Person | None
    clerk: Person | None
    presidium: Sequence[Person]
    present: Sequence[Attendee]  # with a seat, or acting for one
    others: Sequence[Attendee]
    excused: Sequence[Person]
    absent: Sequence[Person]
    hidden: int
    guests: int | None


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """What somebody wants changed, and the answer."""

    pk: int
    number: int
    place: Place
    item_id: int | None
    item_number: str
    anchor: str
    person: Person
    words: Reading
    reason: Reading | None
    status: CorrectionStatus
    answer: Reading | None
    proposed_at: datetime
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Nobody has answered it yet."""
        return self.status is CorrectionStatus.OPEN


@dataclass(frozen=True, slots=True)
class Adoption:
    """How minutes were adopted: in which meeting, by which vote; neither: nobody objected."""

    at: datetime
    is_corrected: bool
    meeting_id: int | None
    meeting_number: int | None
    poll_id: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """The minutes of a meeting, whole, for readers of one language and audience."""

    minutes_id: int
    meeting_id: int
    council_slug: str
    council_names: Mapping[str, str]
    body_names: Mapping[str, str]
    body_key: str
    time_zone: str
    place: Mapping[str, str]
    link: str
    kind: Phrase
    language: str
    audience: Audience
    status: MinutesStatus
    frame: Frame
    opening: Opening | None
    people: PeopleShown
    items: Sequence[ItemShown]
    interruptions: Sequence[Interruption]
    prose: Mapping[str, Prose]  # by place; of items it stands with them
    corrections: Sequence[CorrectionShown]
    circulated_at: datetime | None
    objections_until: datetime | None
    adoption: Adoption | None
    published_at: datetime | None

    @property
    def binding_direction(self) -> str:
        """``rtl`` or ``ltr``, of the language whose words count."""
        return direction(self.frame.binding)

    @property
    def is_final(self) -> bool:
        """The minutes were adopted."""
        return self.adoption is not None


def anchor_of(place: Place, number: str = "") -> str:
    """Return the name of a place within the page: the same in every format.

    >>> anchor_of(Place.ITEM, "II. 1"), anchor_of(Place.OPENING)
    ('item-II.-1', 'opening')
    """
    return f"item-{'-'.join(number.split())}" if place is Place.ITEM else str(place)
