"""Calendars to subscribe to: of everybody, of a body, and of one person by a secret address.

A feed says no METHOD: with one, strict programs take it for a letter and ask who organises. Times
are in UTC, because the description of a time zone is long and often refused. Nobody is listed as
invited or present. Where one can join from afar stands only in a person's own calendar.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone, translation
from icalendar import Calendar, Event, Parameters

from council.accounts.models import User
from council.accounts.selectors import owner_of_calendar
from council.kernel.names import pick
from council.kernel.visibility import Unseen
from council.ledger.models import Entry
from council.members.models import Body, Mandate, Member, Office
from council.members.selectors import current
from deliberation.meetings.models import Meeting
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.letters import ANNOUNCED, page_of
from deliberation.publication.addresses import page
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.minutes import MinutesStatus

USUAL = timedelta(hours=2)
KEPT = timedelta(days=400)  # how far back a feed reaches
OFTEN = timedelta(hours=1)
COLOUR = "teal"
PRODUCT = "-//Majlis//Meetings//EN"


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar and what it is called."""

    name: str
    address: str
    meetings: "QuerySet[Meeting]"
    is_personal: bool = False


def feed_of_all(name: str) -> Feed:
    """Return the public meetings of all councils."""
    return Feed(name, page("publication:calendar"), _public())


def feed_of_body(slug: str, key: str, language: str) -> Feed:
    """Return the public meetings of a body.

    Raises:
        Unseen: there is no such body.
    """
    body = Body.objects.filter(council__slug=slug, key=key).first()
    if body is None:
        raise Unseen
    address = page("publication:calendar_of_body", slug, key)
    return Feed(pick(body.names, language).text, address, _public().filter(body=body))


def feed_of_person(token: str, name: str) -> Feed:
    """Return the meetings of the bodies in which a person has a place, closed ones too.

    Raises:
        Unseen: the address is nobody's, or not any more.
    """
    user = owner_of_calendar(token)
    if user is None:
        raise Unseen
    address = page("publication:calendar_of_person", token)
    mine = Meeting.objects.filter(body__in=_places(user), convened_at__isnull=False)
    return Feed(name, address, mine, is_personal=True)


def calendar_of(feed: Feed, language: str) -> bytes:
    """Return the feed as iCalendar; four queries."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", feed.name)
    calendar.add("x-wr-calname", feed.name)
    calendar.add("refresh-interval", OFTEN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", OFTEN, {"VALUE": "DURATION"})
    calendar.add("color", COLOUR)
    if not feed.is_personal:  # a secret stands in no file that is passed on
        calendar.add("url", feed.address)
    meetings = _recent(feed.meetings)
    revisions = _revisions(meetings)
    with translation.override(language):
        for meeting in meetings:
            for event in _events(meeting, revisions, language, is_personal=feed.is_personal):
                calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _public() -> "QuerySet[Meeting]":
    return Meeting.objects.filter(is_public=True, convened_at__isnull=False)


def _places(user: User) -> "QuerySet[Body]":
    people = Member.objects.filter(user=user, is_active=True)
    seats = current(Mandate.objects.filter(member__in=people)).values("seat__body")
    duties = current(Office.objects.filter(member__in=people)).values("body")
    return Body.objects.filter(Q(pk__in=seats) | Q(pk__in=duties))


def _recent(meetings: "QuerySet[Meeting]") -> Sequence[Meeting]:
    rows = meetings.filter(starts_at__gte=timezone.now() - KEPT).select_related(
        "body", "council", "minutes"
    )
    return list(rows.prefetch_related("sittings").order_by("starts_at", "pk"))


def _revisions(meetings: Sequence[Meeting]) -> Mapping[int, int]:
    """Return how often each meeting was announced, as its own file for calendars says too."""
    entries = Entry.objects.filter(meeting_id__in=[one.pk for one in meetings], kind__in=ANNOUNCED)
    counted = entries.order_by().values("meeting_id").annotate(n=Count("pk"), at=Max("at"))
    return {row["meeting_id"]: row["n"] for row in counted}


def _events(
    meeting: Meeting, revisions: Mapping[int, int], language: str, *, is_personal: bool
) -> Iterable[Event]:
    begins = [one.planned_at for one in meeting.sittings.all()] or [meeting.starts_at]
    for number, at in enumerate(begins, start=1):
        event = _event(meeting, number, at, language)
        event.add("sequence", revisions.get(meeting.pk, 0))
        if is_personal and meeting.link:
            event.add("conference", meeting.link, _JOINING)
        yield event


_JOINING = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": "Majlis"})


def _event(meeting: Meeting, number: int, begins: datetime, language: str) -> Event:
    changed_at = meeting.modified.astimezone(UTC)
    is_off = meeting.status is MeetingStatus.CANCELLED
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}-{number}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", (begins + USUAL).astimezone(UTC))
    body = pick(meeting.body.names, language).text
    event.add("summary", f"{body}: {MEETING_KINDS[meeting.kind]}")
    event.add("location", pick(meeting.place, language).text)
    event.add("url", page_of(meeting))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    minutes = getattr(meeting, "minutes", None)
    if meeting.is_public and minutes and minutes.status is MinutesStatus.PUBLISHED:
        paper = page("publication:minutes_paper", meeting.pk)
        event.add("attach", f"{paper}?lang={language}", {"FMTTYPE": "application/pdf"})
    return event
