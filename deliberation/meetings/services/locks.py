"""The row that decides: whoever acts in a meeting holds its row until the act is committed."""

from council.rules.errors import RuleViolation
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.rules.meetings import MeetingStatus

GATHERING = (MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.RECESSED)


class MeetingNotOpen(RuleViolation):
    """The meeting does no business at this moment."""

    code = "meeting_not_open"


class ReasonMissing(RuleViolation):
    """The act must state its reason, which becomes part of the minutes."""

    code = "reason_missing"


def locked_meeting(meeting_id: int) -> Meeting:
    """Return the meeting, held against other acts until the transaction ends.

    Presence, agenda and sittings decide about each other, so one row stands for all of them: a
    roll call and a check-in, or two items called at once, cannot pass each other.
    """
    rows = Meeting.objects.select_related("council", "body__council", "bylaws")
    return rows.select_for_update(of=("self",)).get(pk=meeting_id)


def locked_item(item_id: int) -> AgendaItem:
    """Return the item with its meeting, whose row is held until the transaction ends."""
    meeting_id = AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item_id)
    meeting = locked_meeting(meeting_id)
    item = AgendaItem.objects.select_related("proposal").get(pk=item_id)
    item.meeting = meeting
    return item


def require_open(meeting: Meeting) -> None:
    """Do nothing if the meeting does business now.

    Raises:
        MeetingNotOpen: it does not: not yet, not now or no longer.
    """
    if meeting.status is not MeetingStatus.OPEN:
        raise MeetingNotOpen(status=str(meeting.status))


def require_gathering(meeting: Meeting) -> None:
    """Do nothing if people may come and go: from the convocation to the adjournment.

    Raises:
        MeetingNotOpen: the meeting is still a draft, or over.
    """
    if meeting.status not in GATHERING:
        raise MeetingNotOpen(status=str(meeting.status))


def stated(reason: str) -> str:
    """Return the reason without blanks around it.

    Raises:
        ReasonMissing: there is none.
    """
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
