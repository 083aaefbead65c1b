"""The floor as one person sees their own part in it, and doorways for posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kernel.phrases import Phrase
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.members.selectors import Viewer, member_of
from deliberation.floor.models import RequestKind, SpeakingRequest, SpeakingTurn
from deliberation.floor.phrases import PURPOSES
from deliberation.floor.selectors.scene import Scene, scene_of
from deliberation.meetings.models import Attendance
from deliberation.meetings.selectors.readers import audience_of
from deliberation.meetings.selectors.standing import takes_part


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

    @property
    def purpose(self) -> Phrase:
        """What they wait for."""
        return PURPOSES[self.kind] if self.kind else ""


def own_request(viewer: Viewer, meeting_id: int, scene: Scene | None = None) -> OwnRequest | None:
    """Return the viewer's own part on the floor; None for those who do not speak in the meeting."""
    shown = scene or scene_of(meeting_id)
    member = member_of(viewer, shown.meeting.council_id)
    if member is None or not _speaks(viewer, member, shown):
        return None
    waiting = [one.pk for one in shown.requests]
    mine = next((one for one in shown.requests if one.member_id == member.pk), None)
    here = Attendance.objects.filter(meeting=shown.meeting, member=member, left_at=None)
    return OwnRequest(
        meeting_id=meeting_id,
        member_id=member.pk,
        is_present=here.exists(),
        has_floor=shown.turn is not None and shown.turn.member_id == member.pk,
        request_id=mine.pk if mine else None,
        kind=mine.kind if mine else None,
        place=waiting.index(mine.pk) + 1 if mine else 0,
        languages=list(dict.fromkeys([*member.speaks, *shown.meeting.council.languages])),
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


def _speaks(viewer: Viewer, member: Member, scene: Scene) -> bool:
    if member.pk in scene.mandates:
        return True
    return viewer.is_authenticated and takes_part(viewer, scene.meeting)
