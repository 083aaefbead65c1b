"""The way of a page to a meeting, an item, a contribution: only what its viewer may see."""

from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from deliberation.meetings.models import AgendaItem, Contribution, Meeting
from deliberation.meetings.selectors.focus import audience_of, whole_meetings
from deliberation.meetings.selectors.standing import audience_for
from deliberation.rules.meetings import MeetingStatus


def meeting_for(viewer: Viewer, meeting_id: int) -> Meeting:
    """Return the meeting.

    Raises:
        Unseen: there is none, or the public may not see it: a draft, or a closed meeting.
    """
    meeting = one_or_none(whole_meetings().filter(pk=meeting_id))
    if meeting is None or not _is_seen(viewer, meeting):
        raise Unseen
    return meeting


def item_for(viewer: Viewer, item_id: int) -> AgendaItem:
    """Return the item with its meeting.

    Raises:
        Unseen: there is none, or it is confidential and the viewer does not belong to the council.
    """
    rows = AgendaItem.objects.select_related("meeting__body")
    item = one_or_none(rows.filter(pk=item_id))
    if item is None or not audience_for(viewer, item.meeting).sees(audience_of(item)):
        raise Unseen
    if not _is_seen(viewer, item.meeting):
        raise Unseen
    return item


def contribution_for(viewer: Viewer, contribution_id: int) -> Contribution:
    """Return the contribution with its item and meeting.

    Raises:
        Unseen: there is none, or its item is not for the viewer.
    """
    found = one_or_none(Contribution.objects.filter(pk=contribution_id))
    if found is None:
        raise Unseen
    found.item = item_for(viewer, found.item_id)
    return found


def is_announced(meeting: Meeting) -> bool:
    """Say whether everybody may see the meeting."""
    return meeting.is_public and meeting.status is not MeetingStatus.DRAFT


def _is_seen(viewer: Viewer, meeting: Meeting) -> bool:
    return is_announced(meeting) or audience_for(viewer, meeting).rank > 0
