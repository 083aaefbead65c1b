"""The floor as everybody in the room sees it: who speaks, how long yet, who waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.names import Name, pick
from council.kernel.phrases import Phrase
from council.members.models import Member
from council.rules.bylaws import FloorOrder
from deliberation.floor.models import RequestKind, SpeakingRequest, SpeakingTurn
from deliberation.floor.phrases import LISTS, ORDERS, OTHERS, PURPOSES, SIGNALS
from deliberation.floor.selectors.clock import clock_of, deadline_of
from deliberation.floor.selectors.scene import Scene, scene_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.people import name_for
from deliberation.rules.floor import SpeakersList, SpeakingClock

IN_PLACE = (SpeakersList.WOMEN, SpeakersList.MEN, SpeakersList.NONE)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the floor shows them."""

    member_id: int
    name: Name
    public_name: str
    colour: str  # of the bloc; empty without a seat in one
    role: Name | None  # whom they come from: the organisation, else the bloc


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who has the floor, with the clock of the turn."""

    turn_id: int
    person: Person
    kind: RequestKind
    started_at: datetime
    allotted: int  # with what the chair added [s]
    deadline: datetime | None  # None while the clock stands
    clock: SpeakingClock
    warning: int  # how long before the end the speaker is warned [s]
    now: datetime  # the server's

    @property
    def purpose(self) -> Phrase:
        """What they have the floor for."""
        return PURPOSES[self.kind]

    @property
    def deadline_ms(self) -> int:
        """When the time is up, as browsers count [ms since 1970]; 0 while the clock stands."""
        return 0 if self.deadline is None else milliseconds(self.deadline)

    @property
    def is_paused(self) -> bool:
        """The clock stands, because interpreters cannot follow."""
        return self.deadline is None

    @property
    def left(self) -> str:
        """The time left when the clock stood still, as ``1:48``."""
        return minutes_and_seconds(self.clock.remaining)

    @property
    def span(self) -> str:
        """The whole time, as ``3:00``."""
        return minutes_and_seconds(self.allotted)

    @property
    def percent(self) -> int:
        """How much of the time is left while the clock stands [%], else 100."""
        return 100 * self.clock.remaining // max(1, self.allotted) if self.is_paused else 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for the floor, in the suggested order."""

    request_id: int
    person: Person
    kind: RequestKind
    language: str
    is_first_time: bool
    requested_at: datetime
    minutes: int

    @property
    def purpose(self) -> Phrase:
        """What they want the floor for."""
        return PURPOSES[self.kind]

    @property
    def since_ms(self) -> int:
        """Since when they wait, as browsers count [ms since 1970]."""
        return milliseconds(self.requested_at)

    @property
    def is_plain(self) -> bool:
        """They want to speak, neither for nor against, and not on order."""
        return self.kind is RequestKind.SPEECH


@dataclass(frozen=True, slots=True)
class Signalled:
    """What an interpreter asks for."""

    kind: str
    language: str

    @property
    def words(self) -> Phrase:
        """What is asked, in a sentence."""
        return SIGNALS[self.kind]


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What a list of speakers has left on the item; the empty list is of all others."""

    group: SpeakersList
    seconds: int
    total: int

    @property
    def name(self) -> Phrase:
        """Whose it is."""
        return LISTS[self.group] if self.group else OTHERS

    @property
    def time(self) -> str:
        """As ``4:05``."""
        return minutes_and_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor as these readers may see it."""

    speaker: Speaker | None
    waiting: Sequence[Waiting]
    signals: Sequence[Signalled]
    is_open: bool
    is_closed_for_speeches: bool
    meeting_id: int
    order: FloorOrder
    times: Sequence[TimeLeft]

    @property
    def rule(self) -> Phrase:
        """By which rule speakers are suggested."""
        return ORDERS[self.order]

    @property
    def count(self) -> int:
        """How many wait [persons]."""
        return len(self.waiting)


def floor_part(
    meeting_id: int, audience: Audience, language: str, scene: Scene | None = None
) -> Mapping[str, object]:
    """Return what ``floor/live/floor.html`` shows.

    Args:
        meeting_id: The meeting.
        audience: Who reads; the public sees nobody speak on a confidential item, and no signals.
        language: The language they read.
        scene: What was read already, where a page shows several parts of the floor.
    """
    shown = scene or scene_of(Moment(meeting_id))
    return {"floor": _floor(shown, audience, language), "meeting_id": meeting_id}


def person_in(scene: Scene, member: Member, language: str) -> Person:
    """Return the member as readers of the language know them."""
    bloc = scene.bloc_of(member.pk)
    names = member.organisation.names if member.organisation else bloc.names if bloc else {}
    return Person(
        member_id=member.pk,
        name=name_for(member, language),
        public_name=member.public_name,
        colour=bloc.colour if bloc else "",
        role=pick(names, language) if names else None,
    )


def waiting_in(scene: Scene, language: str) -> Sequence[Waiting]:
    """Return who waits, in the suggested order."""
    now, spoken = timezone.now(), scene.spoken
    return [_waiting(scene, one, language, spoken, now) for one in scene.requests]


def speaker_in(scene: Scene, language: str) -> Speaker | None:
    """Return who has the floor."""
    return None if scene.turn is None else _speaker(scene, scene.turn, language)


def times_in(scene: Scene) -> Sequence[TimeLeft]:
    """Return what each list of speakers has left on the item, where the rule shares out time."""
    left, whole = scene.time_left, scene.ordering.budgets
    return [TimeLeft(one, left[one], whole[one]) for one in IN_PLACE if one in left]


def minutes_and_seconds(seconds: int) -> str:
    """Write a span of time as clocks do.

    >>> minutes_and_seconds(108)
    '1:48'
    """
    return f"{seconds // 60}:{seconds % 60:02}"


def milliseconds(moment: datetime) -> int:
    """Return the moment as browsers count [ms since 1970, UTC]."""
    return int(moment.timestamp() * 1000)


def _floor(scene: Scene, audience: Audience, language: str) -> Floor:
    seen = scene.as_seen_by(audience)
    signals = [Signalled(str(one.kind), one.language) for one in seen.signals]
    return Floor(
        speaker=speaker_in(seen, language),
        waiting=waiting_in(seen, language),
        signals=signals,
        is_open=seen.is_open,
        is_closed_for_speeches=seen.is_closed_for_speeches,
        meeting_id=seen.meeting.pk,
        order=seen.ordering.order,
        times=times_in(seen),
    )


def _speaker(scene: Scene, turn: SpeakingTurn, language: str) -> Speaker:
    now = timezone.now()
    return Speaker(
        turn_id=turn.pk,
        person=person_in(scene, turn.member, language),
        kind=turn.kind,
        started_at=turn.started_at,
        allotted=turn.allotted_seconds + turn.extended_seconds,
        deadline=deadline_of(turn),
        clock=clock_of(turn, scene.warning, now),
        warning=scene.warning,
        now=now,
    )


def _waiting(
    scene: Scene, request: SpeakingRequest, language: str, spoken: frozenset[int], now: datetime
) -> Waiting:
    return Waiting(
        request_id=request.pk,
        person=person_in(scene, request.member, language),
        kind=request.kind,
        language=request.language,
        is_first_time=request.member_id not in spoken,
        requested_at=request.requested_at,
        minutes=int((now - request.requested_at).total_seconds()) // 60,
    )
