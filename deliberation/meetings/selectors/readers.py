"""Who may follow a meeting, and as which audience."""

from collections.abc import Collection

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.members.selectors.audiences import audiences_in
from deliberation.meetings.models import Meeting, PresidiumMember
from deliberation.meetings.selectors.sight import is_announced, meeting_for
from deliberation.meetings.selectors.standing import audience_for


def audience_of(viewer: Viewer, meeting_id: int) -> Audience | None:
    """Return as which audience the viewer follows the meeting; None when it is not theirs to see.

    Unlike a page, a line that is looked at every fifteen seconds expects this answer.
    """
    try:
        return audience_for(viewer, meeting_for(viewer, meeting_id))
    except Unseen:
        return None


def audiences_of(
    user_ids: Collection[int | None], meeting_id: int
) -> dict[int | None, Audience | None]:
    """Return the same for many active accounts, in four queries; ``None`` is a reader without one.

    When a hall comes back at once, asking for each of them would take longer than they wait.
    """
    meeting = one_or_none(Meeting.objects.select_related("body").filter(pk=meeting_id))
    if meeting is None:
        return dict.fromkeys(user_ids)
    known = [user_id for user_id in user_ids if user_id is not None]
    found = audiences_in(known, meeting.body) if known else {}
    if found:
        found |= dict.fromkeys(_presidium(meeting) & found.keys(), Audience.DESK)
    public = Audience.PUBLIC if is_announced(meeting) else None
    return {each: found.get(each, public) if each else public for each in user_ids}


def _presidium(meeting: Meeting) -> set[int]:
    sitting = PresidiumMember.objects.filter(meeting=meeting, until=None, member__is_active=True)
    return set(sitting.values_list("member__user_id", flat=True))
