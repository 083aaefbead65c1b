"""Preparing a meeting: its day, place and sittings, before and after members were called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from council.accounts.models import User
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.models import Body
from council.members.selectors import bylaws_of
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.meetings.business import bring_business
from deliberation.meetings.events import MeetingConvened
from deliberation.meetings.models import Meeting, MeetingKind, Sitting
from deliberation.meetings.selectors.convocation import proposals_until
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.invitations import announce, require_notice
from deliberation.rules.meetings import MeetingStatus


class SittingsUnordered(RuleViolation):
    """Each sitting begins after the one before."""

    code = "sittings_unordered"


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What is fixed about a meeting; ``sittings`` are those planned after the first."""

    starts_at: datetime
    kind: MeetingKind = MeetingKind.ORDINARY
    place: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    sittings: Sequence[datetime] = ()
    is_public: bool = True


@transaction.atomic
def draft_meeting(*, actor: User, body_id: int, plan: MeetingPlan) -> Meeting:
    """Begin to prepare a meeting of the body; the public does not see it before it is convened.

    What has to come back before the body stands on its agenda from the start.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        SittingsUnordered: a sitting begins before the one before it.
    """
    body = Body.objects.select_related("council").select_for_update(of=("self",)).get(pk=body_id)
    authorise(actor, "meetings.draft_meeting", body)
    meeting = make_draft(body, plan)
    bring_business(meeting.pk)
    return meeting


@transaction.atomic
def edit_meeting(*, actor: User, meeting_id: int, plan: MeetingPlan) -> Meeting:
    """Change what is fixed about the meeting.

    Once members have been called, another hour or kind needs a notice in time anew, and everybody
    is invited again; another place is announced, too.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting has begun, or is over.
        NoticeTooShort: members have been called, and the new hour is too near.
        SittingsUnordered: a sitting begins before the one before it.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.edit_meeting", meeting)
    if meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}:
        raise OutOfOrder(status=str(meeting.status), act="edit")
    before = (meeting.starts_at, meeting.kind)
    is_announced_anew = _is_news(meeting, plan)
    _write(meeting, plan)
    if meeting.status is MeetingStatus.DRAFT:
        return meeting
    if before != (meeting.starts_at, meeting.kind):
        require_notice(meeting, is_urgent=bool(meeting.urgency_reason))
    if is_announced_anew:
        announce(actor, meeting)
        event = MeetingConvened(meeting.pk, bool(meeting.urgency_reason))
        emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return meeting


def make_draft(body: Body, plan: MeetingPlan, second_call_of: Meeting | None = None) -> Meeting:
    """Write the draft of a meeting under the next number of the body, whose row is held."""
    last = Meeting.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        council=body.council,
        body=body,
        number=last + 1,
        bylaws=bylaws_of(body),
        second_call_of=second_call_of,
    )
    _write(meeting, plan)
    return meeting


def _is_news(meeting: Meeting, plan: MeetingPlan) -> bool:
    now = (meeting.starts_at, meeting.kind, dict(meeting.place), meeting.link)
    return now != (plan.starts_at, plan.kind, dict(plan.place), plan.link)


def _write(meeting: Meeting, plan: MeetingPlan) -> None:
    begins = [plan.starts_at, *plan.sittings]
    if begins != sorted(set(begins)):
        raise SittingsUnordered
    meeting.kind, meeting.starts_at = plan.kind, plan.starts_at
    meeting.place, meeting.link = dict(plan.place), plan.link
    meeting.is_public = plan.is_public
    meeting.proposals_until = proposals_until(meeting.body, plan.starts_at)
    meeting.save()
    Sitting.objects.filter(meeting=meeting).delete()
    Sitting.objects.bulk_create(
        Sitting(meeting=meeting, number=number, planned_at=at)
        for number, at in enumerate(begins, start=1)
    )
