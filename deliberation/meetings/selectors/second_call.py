"""The second call after a meeting to which too few came."""

from datetime import datetime

from council.ledger.models import Entry
from council.rules.bylaws import parse
from deliberation.meetings.events import MeetingInquorate
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.rules.convocation import due_by
from deliberation.rules.meetings import MeetingStatus


def failed_at(meeting: Meeting) -> datetime:
    """Return when the meeting was found inquorate."""
    found = Entry.objects.filter(meeting_id=meeting.pk, kind=MeetingInquorate.kind)
    return found.order_by("seq").values_list("at", flat=True).first() or meeting.starts_at


def second_call_until(meeting: Meeting) -> datetime | None:
    """Return until when a second call may be held; None where there can be none (any more)."""
    rule = parse(meeting.bylaws.document).quorum.second_call
    is_open = meeting.status is MeetingStatus.INQUORATE and rule is not None
    if not is_open or Meeting.objects.filter(second_call_of=meeting).exists() or rule is None:
        return None
    return due_by(rule.within, failed_at(meeting), zone_of(meeting.council))
