"""Who may follow a meeting, and as which audience."""

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.selectors.standing import audience_for


def audience_of(viewer: Viewer, meeting_id: int) -> Audience | None:
    """Return as which audience the viewer follows the meeting; None when it is not theirs to see.

    Unlike a page, a line that is looked at every fifteen seconds expects this answer.
    """
    try:
        return audience_for(viewer, meeting_for(viewer, meeting_id))
    except Unseen:
        return None
