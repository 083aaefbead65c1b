"""Calendars to subscribe to: what strict programs ask for, and what nobody may read in them."""

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from council.accounts.selectors import calendar_token, owner_of_calendar
from deliberation.meetings.models import Meeting
from deliberation.rules.meetings import MeetingStatus
from tests.deliberation.publication.conftest import CANARIES
from tests.factories.meetings import make_meeting

pytestmark = pytest.mark.django_db


def read(answer):
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content)


def events(calendar):
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def test_a_feed_is_written_as_strict_programs_want_it(town, client):
    answer = client.get("/calendar.ics")
    calendar = read(answer)
    lines = answer.content.split(b"\r\n")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert "METHOD" not in calendar
    assert {"PRODID", "VERSION", "NAME", "REFRESH-INTERVAL", "COLOR"} <= calendar.keys()
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "STATUS"} <= event.keys()
        assert "ATTENDEE" not in event
        assert "ORGANIZER" not in event
    assert b"DTSTART:" in answer.content
    assert b"TZID" not in answer.content
    assert len(events(calendar)) == len(calendar.walk("VEVENT"))


def test_an_event_is_called_as_in_the_meetings_own_file(town, client):
    own = read(client.get(f"/meetings/{town.meeting.pk}/meeting.ics"))

    assert events(own).keys() <= events(read(client.get("/calendar.ics"))).keys()


def test_a_called_off_meeting_stays_and_is_new(town, client):
    Meeting.objects.filter(pk=town.meeting.pk).update(
        status=MeetingStatus.CANCELLED, opened_at=None
    )

    (event,) = events(read(client.get("/calendar.ics"))).values()

    assert event["STATUS"] == "CANCELLED"


def test_a_body_has_a_calendar_of_its_own(town, client):
    make_meeting(town.board)

    of_body = read(client.get(f"/councils/{town.council.slug}/bodies/GMM/calendar.ics"))
    of_all = read(client.get("/calendar.ics"))

    assert (len(events(of_body)), len(events(of_all))) == (1, 2)
    assert client.get(f"/councils/{town.council.slug}/bodies/X/calendar.ics").status_code == 404


def test_what_the_public_must_not_read_is_in_no_calendar(town, hidden, client):
    found = client.get("/calendar.ics").content.decode().replace("\r\n ", "")

    assert [word for word in CANARIES if word in found] == []
    assert f"meeting-{hidden.closed.pk}-" not in found


def test_ones_own_calendar_shows_closed_meetings_and_how_to_join(town, hidden, client):
    person = town.room.user(1)

    answer = client.get(f"/me/{calendar_token(person)}/calendar.ics")
    own = events(read(answer))

    assert any(f"meeting-{hidden.closed.pk}-" in uid for uid in own)
    joined = [event["CONFERENCE"] for event in own.values() if "CONFERENCE" in event]
    assert [str(one) for one in joined] == ["https://video.example/canary-link"]
    assert joined[0].params["FEATURE"] == ["AUDIO", "VIDEO"]
    assert answer["Cache-Control"] == "private, no-store"
    assert calendar_token(person).encode() not in answer.content.replace(b"\r\n ", b"")


def test_ones_own_calendar_shows_no_meeting_of_others(town, client):
    board = make_meeting(town.board)
    draft = make_meeting(town.body, status=MeetingStatus.DRAFT, convened_at=None)

    found = events(read(client.get(f"/me/{calendar_token(town.room.user(1))}/calendar.ics")))

    assert not any(f"meeting-{one.pk}-" in uid for uid in found for one in (board, draft))


@pytest.mark.parametrize(
    "token", ["", "1", "x-y", "0-0", "99999999999999999999-a", "1-" + "0" * 64]
)
def test_a_guessed_address_opens_nothing(db, client, token):
    assert owner_of_calendar(token) is None
    assert client.get(f"/me/{token}/calendar.ics").status_code == 404


def test_a_new_address_voids_the_old_one(town, client):
    person = town.room.user(1)
    old = client.get(f"/me/{calendar_token(person)}/calendar.ics")
    client.force_login(person)
    shown = client.get("/account/me/").content.decode()

    client.post("/account/me/calendar/")
    person.refresh_from_db()

    assert old.status_code == 200
    assert old.wsgi_request.path in shown
    assert client.get(old.wsgi_request.path).status_code == 404
    assert client.get(f"/me/{calendar_token(person)}/calendar.ics").status_code == 200


def test_an_address_dies_with_its_account(town, client):
    person = town.room.user(1)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert client.get(f"/me/{calendar_token(person)}/calendar.ics").status_code == 404


def test_a_feed_does_not_reach_back_for_ever(town, client):
    make_meeting(town.body, starts_at=timezone.now() - timedelta(days=500))

    assert len(events(read(client.get("/calendar.ics")))) == 1


def test_a_feed_costs_the_same_for_one_and_for_three(town, client):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/calendar.ics")
        return len(asked)

    before = count()
    make_meeting(town.body)
    make_meeting(town.board)

    assert count() == before <= 4


def test_an_unchanged_calendar_is_not_sent_again(town, client):
    tag = client.get("/calendar.ics")["ETag"]

    assert client.get("/calendar.ics", headers={"if-none-match": tag}).status_code == 304
