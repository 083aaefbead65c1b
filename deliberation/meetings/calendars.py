"""A meeting for the calendars of phones: one event for each sitting, cancelled with the meeting."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from council.kernel.names import pick
from deliberation.meetings.models import Meeting
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.letters import page_of, revision_of, sittings_of
from deliberation.rules.meetings import MeetingStatus

USUAL = timedelta(hours=2)


def calendar_of(meeting: Meeting, language: str) -> bytes:
    """Return the meeting as iCalendar, with names in ``language``.

    Each sitting keeps its UID for ever; SEQUENCE rises with every announcement, so that calendars
    replace what they have.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Majlis//Meetings//EN")
    calendar.add("version", "2.0")
    is_off = meeting.status is MeetingStatus.CANCELLED
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    for number, begins in enumerate(sittings_of(meeting), start=1):
        calendar.add_component(_event(meeting, number, begins, language))
    made: bytes = calendar.to_ical()
    return made


def _event(meeting: Meeting, number: int, begins: datetime, language: str) -> Event:
    sequence, changed_at = revision_of(meeting)
    is_off = meeting.status is MeetingStatus.CANCELLED
    event = Event()
    host = urlsplit(settings.PUBLIC_URL).hostname
    event.add("uid", f"meeting-{meeting.pk}-{number}@{host}")
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", (begins + USUAL).astimezone(UTC))
    body = pick(meeting.body.names, language).text
    event.add("summary", f"{body}: {MEETING_KINDS[meeting.kind]}")
    event.add("location", pick(meeting.place, language).text)
    event.add("description", "\n".join(filter(None, (page_of(meeting), meeting.link))))
    event.add("url", page_of(meeting))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event
