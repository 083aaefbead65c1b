"""The floor as whoever presides sees it: who is suggested, and who has had how much time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, OuterRef

from council.kernel.audience import Audience
from council.kernel.names import Name, pick
from council.kernel.phrases import Phrase
from council.members.models import Member
from council.rules.bylaws import FloorOrder
from deliberation.floor.phrases import LISTS, ORDERS
from deliberation.floor.selectors.clock import as_taken
from deliberation.floor.selectors.floor import (
    Person,
    Signalled,
    Speaker,
    TimeLeft,
    Waiting,
    minutes_and_seconds,
    person_in,
    speaker_in,
    times_in,
    waiting_in,
)
from deliberation.floor.selectors.scene import Scene, scene_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.participants import with_a_voice
from deliberation.meetings.selectors.people import name_for
from deliberation.rules.floor import SpeakersList, time_spoken


@dataclass(frozen=True, slots=True)
class TimeOfPerson:
    """For how long a person has spoken in this meeting."""

    person: Person
    seconds: int

    @property
    def time(self) -> str:
        """As ``4:05``."""
        return minutes_and_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class TimeOfMany:
    """For how long a group or a bloc has spoken in this meeting."""

    name: Name | Phrase
    colour: str
    seconds: int
    total: int

    @property
    def time(self) -> str:
        """As ``4:05``."""
        return minutes_and_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class Choosable:
    """Somebody present who can be given the floor without having asked."""

    member_id: int
    name: Name


@dataclass(frozen=True, slots=True)
class DeskFloor:
    """What the chair needs to give the floor fairly; times are of turns that have ended."""

    speaker: Speaker | None
    waiting: Sequence[Waiting]
    signals: Sequence[Signalled]
    others: Sequence[Choosable]
    people: Sequence[TimeOfPerson]
    groups: Sequence[TimeOfMany]
    blocs: Sequence[TimeOfMany]
    is_deviation: bool  # the chair left the suggested order for the present speaker
    is_open: bool
    order: FloorOrder
    bylaws_order: FloorOrder
    times: Sequence[TimeLeft]

    @property
    def orders(self) -> Sequence[tuple[FloorOrder, Phrase]]:
        """The rules that the chair can choose from."""
        return list(ORDERS.items())

    @property
    def rule(self) -> Phrase:
        """By which rule speakers are suggested."""
        return ORDERS[self.order]

    @property
    def is_of_bylaws(self) -> bool:
        """The rule is the one of the by-laws."""
        return self.order is self.bylaws_order

    @property
    def suggested(self) -> Waiting | None:
        """Who is next by the rule of the meeting."""
        return self.waiting[0] if self.waiting else None

    @property
    def after(self) -> int | None:
        """The turn that ends when the floor is given to somebody else."""
        return self.speaker.turn_id if self.speaker else None


def desk_floor_part(
    meeting_id: int, audience: Audience, language: str, scene: Scene | None = None
) -> Mapping[str, object] | None:
    """Return what ``floor/live/desk-floor.html`` shows; None for all but the desk.

    Args:
        meeting_id: The meeting.
        audience: Who reads.
        language: The language they read.
        scene: What was read already, where a page shows several parts of the floor.
    """
    if audience is not Audience.DESK:
        return None
    return {
        "desk": _desk(scene or scene_of(Moment(meeting_id)), language),
        "meeting_id": meeting_id,
    }


def _desk(scene: Scene, language: str) -> DeskFloor:
    spoken = time_spoken(as_taken(turn) for turn in scene.turns if turn.ended_at is not None)
    members = {turn.member_id: turn.member for turn in scene.turns}
    ranked = sorted(spoken.by_person.items(), key=lambda pair: (-pair[1], pair[0]))
    return DeskFloor(
        speaker=speaker_in(scene, language),
        waiting=waiting_in(scene, language),
        signals=[Signalled(str(one.kind), one.language) for one in scene.signals],
        others=_others(scene, language),
        people=[TimeOfPerson(person_in(scene, members[one], language), n) for one, n in ranked],
        groups=_by_group(spoken.by_group),
        blocs=_by_bloc(scene, ranked, language),
        is_deviation=scene.turn is not None and scene.turn.is_deviation,
        is_open=scene.is_open,
        order=scene.ordering.order,
        bylaws_order=scene.moment.bylaws.floor.order,
        times=times_in(scene),
    )


def _others(scene: Scene, language: str) -> Sequence[Choosable]:
    busy = {request.member_id for request in scene.requests}
    if scene.turn is not None:
        busy.add(scene.turn.member_id)
    free = scene.moment.present - busy
    seated = {pk: held.member for pk, held in scene.moment.mandates.items() if pk in free}
    may_speak = [*seated.values(), *_voices(scene, free - seated.keys())]
    may_speak.sort(key=attrgetter("public_name", "pk"))
    return [Choosable(one.pk, name_for(one, language)) for one in may_speak]


def _voices(scene: Scene, free: Collection[int]) -> Iterable[Member]:
    """Return who of them has no seat, but an office that lets them speak."""
    if not free:
        return []
    voices = with_a_voice(scene.meeting).filter(member=OuterRef("pk"))
    return Member.objects.filter(Exists(voices), pk__in=free)


def _by_group(seconds: Mapping[str, int]) -> Sequence[TimeOfMany]:
    total = sum(seconds.values())
    return [
        TimeOfMany(LISTS[group], "", seconds[group], total)
        for group in (SpeakersList.WOMEN, SpeakersList.MEN)
        if group in seconds
    ]


def _by_bloc(
    scene: Scene, ranked: Iterable[tuple[int, int]], language: str
) -> Sequence[TimeOfMany]:
    found: dict[int, int] = {}
    pairs = [(scene.bloc_of(member), seconds) for member, seconds in ranked]
    blocs = {bloc.pk: bloc for bloc, _ in pairs if bloc}
    for bloc, seconds in pairs:
        if bloc:
            found[bloc.pk] = found.get(bloc.pk, 0) + seconds
    total = sum(found.values())
    in_place = sorted(blocs.values(), key=lambda bloc: (bloc.position, bloc.pk))
    return [
        TimeOfMany(pick(bloc.names, language), bloc.colour, found[bloc.pk], total)
        for bloc in in_place
    ]
