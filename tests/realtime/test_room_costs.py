"""How often the room asks the database: for the first reader of a language, and for the next."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.kernel.audience import Audience
from council.ledger.selectors import entries_since
from council.members.models import OfficeKind
from realtime.news import News, Readers
from realtime.notices import render
from tests.factories.institution import give_office
from tests.factories.meetings import make_contribution
from tests.factories.voting import NO, YES, make_declared, make_open, make_room

pytestmark = pytest.mark.django_db
COLD = {"public": 17, "member": 21, "interpreter": 21, "clerk": 21, "chair": 21}
WARM = {"public": 2, "member": 7, "interpreter": 7, "clerk": 7, "chair": 7}
QUERIES_OF_AN_OPENING = 16  # and the entry itself for each kind of reader
DUTIES = {"interpreter": (3, OfficeKind.INTERPRETER), "clerk": (4, OfficeKind.CLERK)}
PLACES = {"chair": 0, "member": 1, "interpreter": 3, "clerk": 4}


@pytest.fixture
def room():
    room = make_room(5)
    for place, kind in DUTIES.values():
        give_office(room.members[place], room.meeting.body, kind)
    return room


def say(room, times):
    for time in range(times):
        member = room.members[time % 5]
        make_contribution(room.item, member, body="We need rooms.", readings={"tr": "Yer lazım."})


def decide(room, times):
    for _ in range(times):
        make_declared(room, {0: YES, 1: YES, 2: YES, 3: NO})


def enter(client, room, person):
    if person in PLACES:
        client.force_login(room.user(PLACES[person]))
    return client.get(reverse("realtime:room", args=[room.meeting.pk]))


@pytest.mark.parametrize(("lines", "polls"), [(1, 1), (40, 3)])
def test_the_first_reader_costs_little_however_much_happened(lines, polls, room):
    say(room, lines)
    decide(room, polls)
    make_open(room)
    seen = {person: entered(room, person, cache.clear) for person in COLD}

    assert {each: asked for each, (asked, _) in seen.items() if asked > COLD[each]} == {}
    assert {each: page.count("We need rooms.") for each, (_, page) in seen.items()} == (
        dict.fromkeys(COLD, lines)
    )


def test_the_next_reader_costs_next_to_nothing(room):
    say(room, 3)
    decide(room, 1)
    make_open(room)
    asked = {person: entered(room, person)[0] for person in WARM}

    assert {each: asked[each] for each in asked if asked[each] > WARM[each]} == {}


def entered(room, person, between=lambda: None):
    """Return how often the room asks the database when it is entered again, and the page."""
    client = Client()
    enter(client, room, person)
    between()
    with CaptureQueriesContext(connection) as asked:
        answer = enter(client, room, "")
    return len(asked), answer.content.decode()


def test_a_notice_is_read_once_for_all_languages_and_audiences(room, django_assert_max_num_queries):
    make_open(room)
    entry = entries_since(room.meeting.pk, 0)[-1]
    everybody = [Readers(one, each) for one in ("ar", "tr", "de", "en") for each in Audience]

    with django_assert_max_num_queries(QUERIES_OF_AN_OPENING + len(everybody)):
        (frames,) = render([News.of(entry)], everybody)

    assert set(frames) == set(everybody)
