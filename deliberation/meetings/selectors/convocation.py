"""Calling members together: who is invited and how, and what the by-laws say about the notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from council.members.models import Body, Council, Mandate, Member, Office
from council.members.selectors import bylaws_of, current
from council.rules.bylaws import Bylaws, Deadline, parse
from deliberation.meetings.models import Channel, Meeting, MeetingKind
from deliberation.rules.convocation import (
    NoticeKind,
    earliest_day,
    latest_before,
    notice_for,
)

NOTICES = {MeetingKind.ELECTIVE: NoticeKind.ELECTIVE}


@dataclass(frozen=True, slots=True)
class Notice:
    """A period of notice measured against a meeting: is it kept if the notice goes out now?"""

    period: Deadline
    latest_at: datetime
    earliest_on: date
    is_kept: bool


def zone_of(council: Council) -> ZoneInfo:
    """Return the time zone in which the council sits."""
    return ZoneInfo(council.time_zone)


def rules_for(body: Body) -> Bylaws:
    """Return the by-laws under which a meeting of the body is convened today."""
    return parse(bylaws_of(body).document)


def notice_kind(meeting: Meeting) -> NoticeKind:
    """Return which period of notice the meeting needs if it is not urgent."""
    return NOTICES.get(meeting.kind, NoticeKind.ORDINARY)


def notice_of(meeting: Meeting, bylaws: Bylaws) -> Notice:
    """Return the notice that the meeting needs, measured now."""
    return _measured(meeting, notice_for(bylaws.convocation, notice_kind(meeting)))


def urgent_notice_of(meeting: Meeting, bylaws: Bylaws) -> Notice | None:
    """Return the shorter notice of an urgent meeting; None where the by-laws know none."""
    period = bylaws.convocation.urgent
    return None if period is None else _measured(meeting, period)


def proposals_until(body: Body, starts_at: datetime) -> datetime | None:
    """Return until when members may propose items; None where the by-laws set no such day."""
    period = rules_for(body).convocation.agenda
    return None if period is None else latest_before(period, starts_at, zone_of(body.council))


def invitees(meeting: Meeting) -> Sequence[Member]:
    """Return all who are to be invited, by name: who has a mandate or an office on that day."""
    day = meeting.starts_at.astimezone(zone_of(meeting.council)).date()
    seated = Mandate.objects.filter(seat__body=meeting.body_id, seat__is_abolished=False)
    officers = Office.objects.filter(body=meeting.body_id)
    ids = {
        *current(seated, day).values_list("member_id", flat=True),
        *current(officers, day).values_list("member_id", flat=True),
    }
    return list(Member.objects.filter(pk__in=ids, is_active=True).order_by("public_name", "pk"))


def channel_for(member: Member) -> Channel:
    """Return how the member is reached: by e-mail where there is an address."""
    return Channel.EMAIL if member.email else Channel.LETTER


def language_for(member: Member, council: Council) -> str:
    """Return the first language that the member reads and the council offers."""
    offered: list[str] = council.languages
    return next((one for one in member.reads if one in offered), council.main_language)


def _measured(meeting: Meeting, period: Deadline) -> Notice:
    zone, now = zone_of(meeting.council), timezone.now()
    latest = latest_before(period, meeting.starts_at, zone)
    return Notice(period, latest, earliest_day(period, now, zone), now <= latest)
