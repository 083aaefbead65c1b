"""Who belongs in the room: those with a seat in the body, and those with a duty in it."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from council.members.models import Mandate, MandateRole, Member, Office, OfficeKind
from council.members.selectors import current, today_in
from deliberation.meetings.models import Attendance, Meeting, Substitution
from deliberation.rules.substitution import StandIn

WITH_A_VOICE = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.ADVISER)


def participant_ids(meeting: Meeting) -> frozenset[int]:
    """Return the ids of all who may take part, titular or alternate, with a vote or a voice."""
    today = today_in(meeting.council)
    seated = Mandate.objects.filter(seat__body_id=meeting.body_id, seat__is_abolished=False)
    ids = (
        *current(seated, today).values_list("member_id", flat=True),
        *with_a_voice(meeting).values_list("member_id", flat=True),
    )
    return frozenset(ids)


def with_a_voice(meeting: Meeting) -> QuerySet[Office]:
    """Return the offices held today that let their holder speak in the body."""
    officers = Office.objects.filter(body_id=meeting.body_id, kind__in=WITH_A_VOICE)
    return current(officers, today_in(meeting.council))


def seats_held(meeting: Meeting, member_ids: Iterable[int]) -> frozenset[int]:
    """Return the ids of the body's seats that these members hold as titular members today."""
    held = Mandate.objects.filter(
        seat__body_id=meeting.body_id, member__in=list(member_ids), role=MandateRole.TITULAR
    )
    return frozenset(current(held, today_in(meeting.council)).values_list("seat_id", flat=True))


def names_of(member_ids: Iterable[int]) -> str:
    """Return the public names of the members, for a refusal."""
    named = Member.objects.filter(pk__in=list(member_ids)).order_by("public_name")
    return ", ".join(named.values_list("public_name", flat=True))


def local_day(meeting: Meeting) -> date:
    """Return the day on which the meeting is to begin, where the council sits."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.council.time_zone)).date()


def stand_in_for(meeting: Meeting, seat_id: int, alternate_id: int, item_id: int | None) -> StandIn:
    """Return what the by-laws ask about an alternate who is to act for the seat."""
    mandates = current(
        Mandate.objects.filter(seat__body_id=meeting.body_id), today_in(meeting.council)
    )
    titular = (
        mandates.filter(seat_id=seat_id, role=MandateRole.TITULAR).select_related("member").first()
    )
    own = mandates.filter(member_id=alternate_id)
    return StandIn(
        alternate=names_of([alternate_id]),
        titular="" if titular is None else titular.member.public_name,
        holds_mandate=own.filter(seat_id=seat_id, role=MandateRole.ALTERNATE).exists(),
        acts_elsewhere=own.filter(role=MandateRole.TITULAR).exists()
        or _acts_for_another(meeting, seat_id, alternate_id, item_id),
        titular_is_present=titular is not None and _is_there(meeting, titular.member_id),
    )


def _acts_for_another(
    meeting: Meeting, seat_id: int, alternate_id: int, item_id: int | None
) -> bool:
    acting = Substitution.objects.filter(meeting=meeting, alternate_id=alternate_id, until=None)
    overlapping = acting if item_id is None else acting.filter(Q(item=None) | Q(item_id=item_id))
    return overlapping.exclude(seat_id=seat_id).exists()


def _is_there(meeting: Meeting, member_id: int) -> bool:
    here = Attendance.objects.filter(meeting=meeting, member_id=member_id, left_at=None)
    return here.exists()
