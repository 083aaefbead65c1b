"""The floor as one person sees their own part in it, and doorways for posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kernel.phrases import Phrase
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from deliberation.floor.models import RequestKind, SpeakingRequest, SpeakingTurn
from deliberation.floor.phrases import LISTS, PURPOSES
from deliberation.floor.selectors.scene import Queue, scene_of
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.own import Own, own_in
from deliberation.meetings.selectors.readers import audience_of


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """What one person can do about the floor; ``place`` counts from 1, 0 when not waiting."""

    meeting_id: int
    member_id: int
    is_present: bool
    has_floor: bool
    request_id: int | None
    kind: RequestKind | None
    place: int
    languages: Sequence[str]  # they may speak in, the usual one first
    lists: Sequence[tuple[str, Phrase]] = ()  # of speakers, to choose from, where they matter
    last_list: str = ""  # the one they chose before

    @property
    def purpose(self) -> Phrase:
        """What they wait for."""
        return PURPOSES[self.kind] if self.kind else ""


def own_request(viewer: Viewer, meeting_id: int) -> OwnRequest | None:
    """Return the viewer's own part on the floor; None for those who do not speak in the meeting."""
    moment = Moment(meeting_id)
    own = own_in(viewer, moment.meeting)
    return request_of(own, moment.meeting, scene_of(moment).queue) if own.takes_part else None


def request_of(own: Own, meeting: Meeting, queue: Queue) -> OwnRequest | None:
    """Return what a person can do about the floor; None for those who do not speak here."""
    if own.member is None or not own.takes_part:
        return None
    me = own.member.pk
    asked = [one for one in enumerate(queue.waiting, start=1) if one[1].member_id == me]
    place, mine = asked[0] if asked else (0, None)
    lists = [(str(one), word) for one, word in LISTS.items()] if queue.uses_lists else []
    return OwnRequest(
        meeting_id=meeting.pk,
        member_id=me,
        is_present=own.is_present,
        has_floor=queue.speaker == me,
        request_id=mine.request_id if mine else None,
        kind=mine.kind if mine else None,
        place=place,
        languages=list(dict.fromkeys([*own.member.speaks, *meeting.council.languages])),
        lists=lists,
        last_list=queue.lists.get(me, ""),
    )


def meeting_seen(viewer: Viewer, meeting_id: int) -> int:
    """Return the id of a meeting that the viewer may follow.

    Raises:
        Unseen: there is none, or not for this viewer.
    """
    if audience_of(viewer, meeting_id) is None:
        raise Unseen
    return meeting_id


def meeting_of_request(viewer: Viewer, request_id: int) -> int:
    """Return in which meeting the request waits or waited.

    Raises:
        Unseen: there is none, or not for this viewer.
    """
    rows = SpeakingRequest.objects.filter(pk=request_id)
    return meeting_seen(viewer, rows.values_list("meeting_id", flat=True).first() or 0)


def meeting_of_turn(viewer: Viewer, turn_id: int) -> int:
    """Return in which meeting the turn is or was taken.

    Raises:
        Unseen: there is none, or not for this viewer.
    """
    rows = SpeakingTurn.objects.filter(pk=turn_id)
    return meeting_seen(viewer, rows.values_list("meeting_id", flat=True).first() or 0)
