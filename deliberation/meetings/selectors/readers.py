"""Who may follow a meeting, and as which audience."""

from council.kernel.audience import Audience
from council.members.selectors import Viewer
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.standing import audience_for
from deliberation.rules.meetings import MeetingStatus


def audience_of(viewer: Viewer, meeting_id: int) -> Audience | None:
    """Return as which audience the viewer follows the meeting; None when it is not theirs to see.

    The public sees public meetings once they are convened.
    """
    meeting = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    if meeting is None:
        return None
    audience = audience_for(viewer, meeting)
    is_announced = meeting.is_public and meeting.status is not MeetingStatus.DRAFT
    return audience if is_announced or audience is not Audience.PUBLIC else None
