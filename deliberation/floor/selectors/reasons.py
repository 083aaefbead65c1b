"""Why people speak in this order; and to one who waits, why they wait where they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kernel.phrases import Phrase
from council.members.selectors import Viewer
from council.rules.bylaws import FloorOrder
from deliberation.floor.models import RequestKind, SpeakingRequest
from deliberation.floor.phrases import LISTS, ORDERS
from deliberation.floor.selectors.clock import as_taken
from deliberation.floor.selectors.floor import TimeLeft, minutes_and_seconds, times_in
from deliberation.floor.selectors.scene import Scene, scene_of, speeches_on
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.own import own_in
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.rules.floor import SpeakersList, time_spoken


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """What decides one person's place, told to them alone: of others only what all can see.

    Attributes:
        place: On the list as suggested, from 1.
        asked_as: By when they asked, from 1.
        points_before: Points of order before them; they come first under every rule.
        is_point_of_order: They raise one themselves.
        group: The list they put themselves on.
        seconds: For how long they have spoken on the item, by turns that have ended.
        left: What their list has left on the item; None where it has no time of its own.
    """

    place: int
    asked_as: int
    points_before: int
    is_point_of_order: bool
    group: SpeakersList
    seconds: int
    left: TimeLeft | None

    @property
    def list_name(self) -> Phrase:
        """The list they put themselves on."""
        return LISTS[self.group]

    @property
    def time(self) -> str:
        """For how long they have spoken, as ``4:05``."""
        return minutes_and_seconds(self.seconds)

    @property
    def has_spoken(self) -> bool:
        """They had the floor on the item."""
        return self.seconds > 0


@dataclass(frozen=True, slots=True)
class Reasons:
    """The rule by which speakers are suggested, and what it means for the reader."""

    meeting: Meeting
    order: FloorOrder
    bylaws_order: FloorOrder
    times: Sequence[TimeLeft]
    own: OwnPlace | None

    @property
    def rule(self) -> Phrase:
        """The rule in words."""
        return ORDERS[self.order]

    @property
    def bylaws_rule(self) -> Phrase:
        """What the by-laws say."""
        return ORDERS[self.bylaws_order]

    @property
    def is_of_bylaws(self) -> bool:
        """The rule is the one of the by-laws."""
        return self.order is self.bylaws_order


def reasons_for(viewer: Viewer, meeting_id: int) -> Reasons:
    """Return by which rule people speak in the meeting, and where the viewer waits and why.

    Raises:
        Unseen: there is no such meeting, or not for this viewer.
    """
    meeting = meeting_for(viewer, meeting_id)
    own = own_in(viewer, meeting)
    scene = scene_of(Moment(meeting_id)).as_seen_by(own.audience)
    return Reasons(
        meeting=meeting,
        order=scene.ordering.order,
        bylaws_order=scene.moment.bylaws.floor.order,
        times=times_in(scene),
        own=_own_place(scene, own.member.pk) if own.member else None,
    )


def _own_place(scene: Scene, member_id: int) -> OwnPlace | None:
    waiting = list(scene.requests)
    mine = next((one for one in waiting if one.member_id == member_id), None)
    if mine is None:
        return None
    before = waiting[: waiting.index(mine)]
    group = SpeakersList(mine.group)
    return OwnPlace(
        place=len(before) + 1,
        asked_as=1 + sum(one.pk < mine.pk for one in waiting),
        points_before=sum(_is_point(one) for one in before),
        is_point_of_order=_is_point(mine),
        group=group,
        seconds=_seconds(scene, member_id),
        left=_left(scene, group),
    )


def _is_point(request: SpeakingRequest) -> bool:
    return request.kind is RequestKind.POINT_OF_ORDER


def _seconds(scene: Scene, member_id: int) -> int:
    ended = [as_taken(turn) for turn in speeches_on(scene.turns, scene.item) if turn.ended_at]
    return time_spoken(ended).by_person.get(member_id, 0)


def _left(scene: Scene, group: SpeakersList) -> TimeLeft | None:
    times = {one.group: one for one in times_in(scene)}
    return times.get(group, times.get(SpeakersList.NONE))
