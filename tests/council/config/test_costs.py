"""How often the pages that are opened most ask the database, by who opens them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.members.models import OfficeKind
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import give_office
from tests.factories.proposals import make_proposal
from tests.factories.voting import YES, make_declared, make_room

pytestmark = pytest.mark.django_db
FOR = {0: YES, 1: YES, 2: YES}
MOST = {
    "poll": {"public": 5, "member": 9, "chair": 9, "clerk": 9},
    "meeting": {"public": 6, "member": 11, "chair": 11, "clerk": 11},
    "meetings": {"public": 5, "member": 9, "chair": 10, "clerk": 10},
    "proposal": {"public": 6, "member": 10, "chair": 10, "clerk": 10},
    "home": {"public": 8, "member": 12, "chair": 12, "clerk": 12},
    "office": {"clerk": 13},
}
PLACES = {"chair": 0, "member": 1, "clerk": 2}


@pytest.fixture
def room():
    room = make_room(5)
    give_office(room.members[2], room.meeting.body, OfficeKind.CLERK)
    return room


def address(page, room):
    """Return where the page is, after what it shows was put there three times."""
    body = room.meeting.body
    polls = [make_declared(room, FOR) for _ in range(3)]
    proposals = [make_proposal(body, status=ProposalStatus.ON_AGENDA) for _ in range(3)]
    return {
        "poll": reverse("voting:poll", args=[polls[0].pk]),
        "meeting": reverse("meetings:meeting", args=[room.meeting.pk]),
        "meetings": reverse("meetings:meetings"),
        "proposal": reverse("proposals:proposal", args=[proposals[0].pk]),
        "home": "/",
        "office": reverse("office", args=[body.council.slug]),
    }[page]


@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_no_more_than_it_needs(page, room):
    url = address(page, room)
    asked = {person: queries(url, room, person) for person in MOST[page]}

    assert {each: asked[each] for each in asked if asked[each] > MOST[page][each]} == {}


def queries(url, room, person):
    """Return how often the page asks the database when somebody opens it a second time."""
    client = Client()
    if person in PLACES:
        client.force_login(room.user(PLACES[person]))
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
