"""Calling members together: convene, cancel, and the second call after too few came."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.models import Body
from council.members.selectors import bylaws_of
from council.rules.bylaws import parse
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.meetings.business import bring_business
from deliberation.meetings.events import MeetingCancelled, MeetingConvened
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.order import stated
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.selectors.second_call import failed_at
from deliberation.meetings.services.closing import leave_unfinished
from deliberation.meetings.services.invitations import announce, require_notice
from deliberation.meetings.services.mailing import tell_of_cancellation
from deliberation.meetings.services.opening import call_again
from deliberation.meetings.services.planning import MeetingPlan, make_draft
from deliberation.rules.convocation import check_second_call
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import MEETING_PROCEDURE, ItemStatus, MeetingAct


class EmptyAgenda(RuleViolation):
    """Members are called together with an agenda; there is none yet."""

    code = "empty_agenda"


class SecondCallUnknown(RuleViolation):
    """The by-laws know no second call."""

    code = "second_call_unknown"


@transaction.atomic
def convene_meeting(*, actor: User, meeting_id: int, urgency_reason: str = "") -> Meeting:
    """Call the members together: the meeting is announced, everybody is invited.

    Args:
        actor: Who convenes.
        meeting_id: A meeting that is being prepared.
        urgency_reason: Why the members are called at the shorter notice of an urgent meeting;
            empty: at the regular one.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: members have been called before.
        EmptyAgenda: there is nothing on the agenda.
        NoticeTooShort: the by-laws ask for more notice; the facts name the days.
        UrgencyUnknown: the by-laws know no urgent meetings.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.convene_meeting", meeting)
    bring_business(meeting.pk)
    return _convene(actor, meeting, urgency_reason.strip())


@transaction.atomic
def cancel_meeting(*, actor: User, meeting_id: int, reason: str) -> Meeting:
    """Call the meeting off: everybody invited is told, proposals wait for another agenda.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        ReasonMissing: no reason is stated.
        OutOfOrder: the meeting has begun, or is over.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.cancel_meeting", meeting)
    meeting.cancel_reason = stated(reason)
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.CANCEL)
    meeting.save(update_fields=["status", "cancel_reason"])
    leave_unfinished(actor, meeting)
    tell_of_cancellation(meeting)
    return _told(actor, meeting, MeetingCancelled(meeting.pk))


@transaction.atomic
def make_second_call(
    *, actor: User, meeting_id: int, plan: MeetingPlan, urgency_reason: str = ""
) -> Meeting:
    """Call the members together again after too few came, with the same agenda.

    Returns:
        The new meeting, which is convened.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting was not found inquorate, or was called again before.
        SecondCallUnknown: the by-laws know no second call.
        SecondCallTooLate: it must be held within a period after the inquorate meeting.
        NoticeTooShort, UrgencyUnknown: as for every convocation.
    """
    failed = locked_meeting(meeting_id)
    authorise(actor, "meetings.convene_meeting", failed)
    _require_second_call(failed, plan)
    body = Body.objects.select_related("council").select_for_update(of=("self",))
    second = make_draft(body.get(pk=failed.body_id), plan, second_call_of=failed)
    _take_over_agenda(failed, second)
    _convene(actor, second, urgency_reason.strip())
    call_again(actor=actor, meeting_id=failed.pk, second_call_id=second.pk)
    return second


def _convene(actor: User, meeting: Meeting, urgency_reason: str) -> Meeting:
    meeting.status = advance(MEETING_PROCEDURE, meeting.status, MeetingAct.CONVENE)
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise EmptyAgenda
    meeting.bylaws = bylaws_of(meeting.body)
    meeting.urgency_reason = urgency_reason
    require_notice(meeting, is_urgent=bool(urgency_reason))
    meeting.convened_at = timezone.now()
    meeting.save(update_fields=["status", "bylaws", "urgency_reason", "convened_at"])
    announce(actor, meeting)
    return _told(actor, meeting, MeetingConvened(meeting.pk, bool(urgency_reason)))


def _require_second_call(failed: Meeting, plan: MeetingPlan) -> None:
    advance(MEETING_PROCEDURE, failed.status, MeetingAct.CALL_AGAIN)
    if Meeting.objects.filter(second_call_of=failed).exists():
        raise OutOfOrder(status=str(failed.status), act=str(MeetingAct.CALL_AGAIN))
    rule = parse(failed.bylaws.document).quorum.second_call
    if rule is None:
        raise SecondCallUnknown
    check_second_call(
        rule, failed_at=failed_at(failed), starts_at=plan.starts_at, tz=zone_of(failed.council)
    )


def _take_over_agenda(failed: Meeting, second: Meeting) -> None:
    """Copy the items; a proposal stays on the agenda, which is the same one."""
    kept = AgendaItem.objects.filter(meeting=failed).exclude(status=ItemStatus.WITHDRAWN)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=second,
            position=item.position,
            number=item.number,
            kind=item.kind,
            title_id=item.title_id,
            description_id=item.description_id,
            proposal_id=item.proposal_id,
            proposed_by_id=item.proposed_by_id,
            is_public=item.is_public,
            is_consent=item.is_consent,
            planned_minutes=item.planned_minutes,
        )
        for item in kept
    )


def _told(actor: User, meeting: Meeting, event: Event) -> Meeting:
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return meeting
