"""Meetings, items, attendance and contributions; members of the assembly come and speak."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from council.members.models import Body, Member, RulesOfProcedure
from council.texts.models import TextKind
from council.texts.services import create_text, translate_text
from deliberation.meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    ItemKind,
    Meeting,
    Sitting,
)
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.institution import make_body

_numbers = count(1)


def make_meeting(body: Body | None = None, **facts: Any) -> Meeting:
    """Make a convened meeting of the body, for this hour, under the by-laws in force."""
    body = body or make_body()
    defaults: dict[str, Any] = {
        "council": body.council,
        "number": next(_numbers),
        "status": MeetingStatus.CONVENED,
        "bylaws": RulesOfProcedure.objects.filter(body=body).latest("version"),
        "starts_at": timezone.now(),
        "place": {"en": "City Hall", "tr": "Belediye"},
        "convened_at": timezone.now() - timedelta(days=16),
    }
    meeting = Meeting.objects.create(body=body, **defaults | facts)
    Sitting.objects.create(meeting=meeting, number=1, planned_at=meeting.starts_at)
    return meeting


def open_meeting_with(body: Body, present: Iterable[Member] = (), **facts: Any) -> Meeting:
    """Make an open meeting of the body at which these members are in the hall."""
    now = timezone.now()
    defaults: dict[str, Any] = {"status": MeetingStatus.OPEN, "opened_at": now}
    meeting = make_meeting(body, **defaults | facts)
    meeting.sittings.update(opened_at=now)
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member=member) for member in present)
    return meeting


def make_present(meeting: Meeting, member: Member, **facts: Any) -> Attendance:
    """Note that the member is there."""
    return Attendance.objects.create(meeting=meeting, member=member, **facts)


def make_item(meeting: Meeting, *, title: str = "Evening classes", **facts: Any) -> AgendaItem:
    """Put an item at the end of the agenda; its title is English unless it is a ``Text``."""
    position = AgendaItem.objects.filter(meeting=meeting).count() + 1
    defaults: dict[str, Any] = {
        "position": position,
        "number": str(position),
        "kind": ItemKind.REPORT,
        "title": create_text(actor=None, kind=TextKind.TITLE, language="en", body=title),
    }
    return AgendaItem.objects.create(meeting=meeting, **defaults | facts)


def make_called_item(meeting: Meeting, **facts: Any) -> AgendaItem:
    """Put an item on the agenda that is before the meeting now."""
    return make_item(meeting, **{"status": ItemStatus.CALLED, "called_at": timezone.now()} | facts)


def make_contribution(
    item: AgendaItem,
    member: Member,
    *,
    body: str = "We need rooms.",
    language: str = "en",
    readings: dict[str, str] | None = None,
    **facts: Any,
) -> Contribution:
    """Let the member say something, and interpreters render it in further languages."""
    user = member.user
    text = create_text(actor=user, kind=TextKind.DISCUSSION, language=language, body=body)
    for other, words in (readings or {}).items():
        translate_text(
            actor=user, text_id=text.pk, language=other, body=words, author_name="Selin Aydın"
        )
    return Contribution.objects.create(item=item, member=member, text=text, **facts)
