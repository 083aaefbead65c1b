"""Opening a meeting, its sittings, its end, and what happens when too few come."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.rules.errors import RuleViolation
from deliberation.meetings.events import (
    MeetingAdjourned,
    MeetingCalledAgain,
    MeetingInquorate,
    MeetingOpened,
    MeetingRecessed,
    MeetingResumed,
)
from deliberation.meetings.models import Meeting, Sitting
from deliberation.meetings.order import require_no_vote
from deliberation.meetings.selectors.electorate import quorum_of
from deliberation.meetings.selectors.focus import item_before
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.closing import end_presence, leave_unfinished
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import MEETING_PROCEDURE, MeetingAct
from deliberation.rules.quorum import require_quorum


class QuorateMeeting(RuleViolation):
    """Enough members are present; there is no ground to call the meeting off."""

    code = "quorum_is_met"


class BeforeTheHour(RuleViolation):
    """The hour for which members were called has not come yet."""

    code = "before_the_hour"


class ItemPending(RuleViolation):
    """An item is before the meeting; it must be disposed of, postponed or withdrawn first."""

    code = "item_pending"


class NotTheSecondCall(RuleViolation):
    """The meeting named as second call does not follow this one."""

    code = "not_the_second_call"


@transaction.atomic
def open_meeting(*, actor: User, meeting_id: int) -> Meeting:
    """Open the meeting: its first sitting begins, business may be done.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the meeting is not convened, or has been opened before.
        InquorateMeeting: too few members are present; the facts say how many are missing.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.open_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.OPEN)
    finding = quorum_of(meeting)
    require_quorum(finding)
    meeting.opened_at = timezone.now()
    meeting.save(update_fields=["status", "opened_at"])
    _begin_sitting(meeting)
    event = MeetingOpened(meeting.pk, finding.present, finding.needed, finding.entitled)
    return _told(actor, meeting, event)


@transaction.atomic
def find_inquorate(*, actor: User, meeting_id: int) -> Meeting:
    """Record that too few members came, so that a second call can be made.

    The agenda stays as it is: the second call takes it over.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the meeting is not convened, or has been opened.
        BeforeTheHour: members may still come, the meeting was to begin later.
        QuorateMeeting: enough members are present.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.open_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.FIND_INQUORATE)
    if timezone.now() < meeting.starts_at:
        raise BeforeTheHour
    finding = quorum_of(meeting)
    if finding.met:
        raise QuorateMeeting
    end_presence(meeting)
    meeting.save(update_fields=["status"])
    event = MeetingInquorate(meeting.pk, finding.present, finding.needed, finding.missing)
    return _told(actor, meeting, event)


@transaction.atomic
def call_again(*, actor: User, meeting_id: int, second_call_id: int) -> Meeting:
    """Record that a second call was made; whoever convened it calls this in its transaction.

    Raises:
        PermissionDenied: the actor may not convene the body.
        OutOfOrder: the meeting was not found inquorate.
        NotTheSecondCall: the other meeting is no second call of this one.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.convene_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.CALL_AGAIN)
    if not Meeting.objects.filter(pk=second_call_id, second_call_of=meeting).exists():
        raise NotTheSecondCall
    meeting.save(update_fields=["status"])
    return _told(actor, meeting, MeetingCalledAgain(meeting.pk, second_call_id))


@transaction.atomic
def recess_meeting(*, actor: User, meeting_id: int) -> Meeting:
    """End the sitting; the meeting goes on with the next one.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the meeting is not open.
        VoteInProgress: a question is put and not decided yet.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.recess_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.RECESS)
    require_no_vote(meeting)
    meeting.save(update_fields=["status"])
    return _told(actor, meeting, MeetingRecessed(meeting.pk, _end_sitting(meeting)))


@transaction.atomic
def resume_meeting(*, actor: User, meeting_id: int) -> Meeting:
    """Begin the next sitting.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the meeting is not in recess.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.recess_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.RESUME)
    meeting.save(update_fields=["status"])
    return _told(actor, meeting, MeetingResumed(meeting.pk, _begin_sitting(meeting)))


@transaction.atomic
def adjourn_meeting(*, actor: User, meeting_id: int) -> Meeting:
    """End the meeting: everybody leaves, items that were not reached return to preparation.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the meeting is neither open nor in recess.
        VoteInProgress: a question is put and not decided yet.
        ItemPending: an item is still before the meeting.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.adjourn_meeting", meeting)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.ADJOURN)
    require_no_vote(meeting)
    if pending := item_before(meeting):
        raise ItemPending(number=pending.number)
    _end_sitting(meeting)
    end_presence(meeting)
    leave_unfinished(actor, meeting)
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["status", "closed_at"])
    return _told(actor, meeting, MeetingAdjourned(meeting.pk))


def _begin_sitting(meeting: Meeting) -> int:
    now = timezone.now()
    planned = Sitting.objects.filter(meeting=meeting, opened_at=None).order_by("number").first()
    if planned is None:
        number = Sitting.objects.filter(meeting=meeting).count() + 1
        planned = Sitting(meeting=meeting, number=number, planned_at=now)
    planned.opened_at = now
    planned.save()
    return planned.number


def _end_sitting(meeting: Meeting) -> int:
    running = Sitting.objects.filter(meeting=meeting, opened_at__isnull=False, closed_at=None)
    number = running.order_by("-number").values_list("number", flat=True).first() or 0
    running.update(closed_at=timezone.now())
    return number


def _told(actor: User, meeting: Meeting, event: Event) -> Meeting:
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return meeting
