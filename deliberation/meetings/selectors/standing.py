"""Who a person is in a meeting: who presides, who takes part, who reads what."""

from dataclasses import dataclass

from django.db.models import Exists, Subquery

from council.accounts.models import User
from council.kernel.audience import Audience
from council.members.models import Office, OfficeKind
from council.members.selectors import (
    Viewer,
    audience_in,
    current,
    interpreter_directions,
    is_clerk,
    may_take_part,
    member_of,
    officers_of,
)
from deliberation.meetings.models import Attendance, Meeting, PresidiumMember

PRESIDING = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR)
CONVENING = (*PRESIDING, OfficeKind.SECRETARY)


@dataclass(frozen=True, slots=True)
class Lane:
    """One direction of interpretation in a meeting, such as from Arabic into Turkish."""

    meeting: Meeting
    source: str
    target: str


def is_presiding(user: User, meeting: Meeting) -> bool:
    """Say whether the user presides: the presidium's lead once elected, until then the chair.

    While a presidium sits, the chair of the body does not preside (Turkish *divan*).
    """
    if not user.is_active:
        return False
    leads = PresidiumMember.objects.filter(meeting=meeting, is_leading=True, until=None)
    chairs = Office.objects.filter(body=meeting.body_id, kind__in=PRESIDING, member__is_active=True)
    lead, is_chair = Meeting.objects.values_list(
        Subquery(leads.values("member__user_id")[:1]),
        Exists(current(chairs.filter(member__user=user.pk))),
    ).get(pk=meeting.pk)  # one question for both: many pages ask
    return bool(is_chair) if lead is None else lead == user.pk


def is_in_presidium(viewer: Viewer, meeting: Meeting) -> bool:
    """Say whether the viewer sits in the meeting's presidium now."""
    return PresidiumMember.objects.filter(
        meeting=meeting, until=None, member__user=viewer.pk, member__is_active=True
    ).exists()


def runs_the_desk(viewer: Viewer, meeting: Meeting) -> bool:
    """Say whether the viewer helps to run the meeting: officer, clerk or in the presidium."""
    return audience_for(viewer, meeting) is Audience.DESK


def audience_for(viewer: Viewer, meeting: Meeting) -> Audience:
    """Return which audience the viewer belongs to in the meeting."""
    audience = audience_in(viewer, meeting.body)
    if audience is Audience.MEMBER and is_in_presidium(viewer, meeting):
        return Audience.DESK
    return audience


def takes_part(user: User, meeting: Meeting) -> bool:
    """Say whether the user may speak here: by a seat, an office, or as adviser without a vote."""
    return may_take_part(user, meeting.body_id)


def is_present(user: User, meeting: Meeting) -> bool:
    """Say whether the user is in attendance now, in the hall or remotely."""
    member = member_of(user, meeting.council_id)
    if member is None:
        return False
    return Attendance.objects.filter(meeting=meeting, member=member, left_at=None).exists()


def is_council_clerk(user: User, meeting: Meeting) -> bool:
    """Say whether the user is clerk or registrar of the council that meets."""
    return is_clerk(user, meeting.council_id)


def interprets(user: User, meeting: Meeting, source: str, target: str) -> bool:
    """Say whether the user interprets from ``source`` into ``target`` for the council."""
    return f"{source}>{target}" in interpreter_directions(user, meeting.council_id)


def presiding_member_id(meeting: Meeting) -> int | None:
    """Return the id of the member who presides: the presidium's lead, else the body's chair."""
    lead = PresidiumMember.objects.filter(meeting=meeting, is_leading=True, until=None).first()
    if lead is not None:
        return lead.member_id
    chairs = officers_of(meeting.body, [OfficeKind.CHAIR])
    return chairs[0].member_id if chairs else None
