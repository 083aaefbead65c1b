"""What the end of a meeting brings with it: people leave, unfinished business returns."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from deliberation.meetings.models import (
    AgendaItem,
    Attendance,
    ItemResult,
    Meeting,
    PresidiumMember,
    Substitution,
)
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.fate import return_to_preparation
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import (
    ITEM_PROCEDURE,
    MEETING_PROCEDURE,
    ItemAct,
    ItemStatus,
    MeetingAct,
)


def end_presence(meeting: Meeting) -> None:
    """Note that everybody leaves and that nobody presides or stands in for anybody any more."""
    now = timezone.now()
    Attendance.objects.filter(meeting=meeting, left_at=None).update(left_at=now)
    Substitution.objects.filter(meeting=meeting, until=None).update(until=now)
    PresidiumMember.objects.filter(meeting=meeting, until=None).update(until=now)


def leave_unfinished(actor: User, meeting: Meeting) -> None:
    """Postpone the items that were never called; their proposals wait for another meeting."""
    planned = AgendaItem.objects.filter(meeting=meeting, status=ItemStatus.PLANNED)
    for item in planned.select_related("proposal"):
        item.status = advance(ITEM_PROCEDURE, item.status, ItemAct.POSTPONE)
        item.result = ItemResult.UNFINISHED
        item.save(update_fields=["status", "result"])
        return_to_preparation(actor, item)


@transaction.atomic
def record_meeting(*, actor: User | None, meeting_id: int) -> Meeting:
    """Note that the meeting has its adopted minutes: nothing of it is open any more.

    Raises:
        OutOfOrder: it has not ended, or was recorded before.
    """
    meeting = locked_meeting(meeting_id)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.RECORD)
    meeting.save(update_fields=["status"])
    return meeting
