"""What an invitation says, to each member in their language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from council.kernel.audience import Audience
from council.kernel.names import Name, direction
from council.ledger.models import Entry
from deliberation.meetings.events import AgendaChanged, MeetingCancelled, MeetingConvened
from deliberation.meetings.models import Channel, Invitation, Meeting, Sitting
from deliberation.meetings.selectors.agenda_live import AgendaLine, agenda_part
from deliberation.meetings.selectors.convocation import language_for
from deliberation.meetings.selectors.people import name_for
from deliberation.rules.meetings import ItemStatus

ANNOUNCED = (MeetingConvened.kind, MeetingCancelled.kind, AgendaChanged.kind)


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation as one member reads it, on screen or on paper."""

    meeting: Meeting
    name: Name
    email: str
    language: str
    lines: Sequence[AgendaLine]
    sittings: Sequence[datetime]
    url: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


def letter_of(invitation: Invitation) -> Letter:
    """Return what the invitation says."""
    meeting = invitation.meeting
    return _letter(invitation, lines_in(meeting, invitation.language), sittings_of(meeting))


def letters_of(meeting: Meeting) -> Sequence[Letter]:
    """Return the invitations that go by letter, by name."""
    rows = Invitation.objects.filter(meeting=meeting, channel=Channel.LETTER)
    invitations = list(rows.select_related("member").order_by("member__public_name", "pk"))
    for one in invitations:
        one.meeting = meeting
    agendas = {code: lines_in(meeting, code) for code in {one.language for one in invitations}}
    sittings = sittings_of(meeting)
    return [_letter(one, agendas[one.language], sittings) for one in invitations]


def lines_in(meeting: Meeting, language: str) -> Sequence[AgendaLine]:
    """Return the agenda as members read it in the language, items off it left out."""
    lines: Sequence[AgendaLine] = agenda_part(meeting.pk, Audience.MEMBER, language)["lines"]
    return [line for line in lines if line.status is not ItemStatus.WITHDRAWN]


def sittings_of(meeting: Meeting) -> Sequence[datetime]:
    """Return when the sittings are planned to begin, in order."""
    rows = Sitting.objects.filter(meeting=meeting).order_by("number")
    return list(rows.values_list("planned_at", flat=True)) or [meeting.starts_at]


def page_of(meeting: Meeting) -> str:
    """Return the address of the meeting's public page, as letters print it."""
    return f"{settings.PUBLIC_URL}{reverse('meetings:meeting', args=[meeting.pk])}"


def revision_of(meeting: Meeting) -> tuple[int, datetime]:
    """Return a number that rises whenever the announcement changed, and when it last did."""
    entries = Entry.objects.filter(meeting_id=meeting.pk, kind__in=ANNOUNCED)
    found: Mapping[str, datetime | None] = entries.aggregate(at=Max("at"))
    return entries.count(), found["at"] or meeting.convened_at or meeting.starts_at


def _letter(
    invitation: Invitation, lines: Sequence[AgendaLine], sittings: Sequence[datetime]
) -> Letter:
    meeting, member = invitation.meeting, invitation.member
    language = invitation.language or language_for(member, meeting.council)
    return Letter(
        meeting=meeting,
        name=name_for(member, language),
        email=member.email,
        language=language,
        lines=lines,
        sittings=sittings,
        url=page_of(meeting),
    )
