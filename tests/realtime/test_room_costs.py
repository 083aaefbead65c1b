"""How often the room asks the database: for the first reader of a language, and for the next."""

import pytest
from django.core.cache import cache
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
COLD = {"public": 16, "member": 20, "interpreter": 20, "clerk": 20, "chair": 20}
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
@pytest.mark.parametrize("person", COLD)
def test_the_first_reader_costs_little_however_much_happened(
    person, lines, polls, client, room, django_assert_max_num_queries
):
    say(room, lines)
    decide(room, polls)
    make_open(room)
    enter(client, room, person)
    cache.clear()

    with django_assert_max_num_queries(COLD[person]):
        answer = enter(client, room, "")

    assert answer.content.decode().count("We need rooms.") == lines


@pytest.mark.parametrize("person", WARM)
def test_the_next_reader_costs_next_to_nothing(person, client, room, django_assert_max_num_queries):
    say(room, 3)
    decide(room, 1)
    make_open(room)
    enter(client, room, person)

    with django_assert_max_num_queries(WARM[person]):
        enter(client, room, "")


def test_a_notice_is_read_once_for_all_languages_and_audiences(room, django_assert_max_num_queries):
    make_open(room)
    entry = entries_since(room.meeting.pk, 0)[-1]
    everybody = [Readers(one, each) for one in ("ar", "tr", "de", "en") for each in Audience]

    with django_assert_max_num_queries(QUERIES_OF_AN_OPENING + len(everybody)):
        (frames,) = render([News.of(entry)], everybody)

    assert set(frames) == set(everybody)
