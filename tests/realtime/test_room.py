import pytest
from django.urls import reverse

from tests.factories.meetings import make_contribution
from tests.factories.voting import NO, YES, make_declared, make_open, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(5)


def page(client, room):
    return client.get(reverse("realtime:room", args=[room.meeting.pk]))


def test_anybody_reads_a_public_meeting(client, room):
    make_contribution(room.item, room.members[1], body="We need rooms.")

    answer = page(client, room)

    assert answer.status_code == 200
    assert "We need rooms." in answer.content.decode()


def test_only_members_get_a_ballot(client, room):
    poll = make_open(room)
    assert f"/polls/{poll.pk}/cast/" not in page(client, room).content.decode()

    client.force_login(room.user(1))

    assert f"/polls/{poll.pk}/cast/" in page(client, room).content.decode()


def test_the_desk_is_for_those_who_run_the_meeting(client, room):
    client.force_login(room.user(1))
    assert 'id="desk-poll"' not in page(client, room).content.decode()

    client.force_login(room.chair)

    assert 'id="desk-poll"' in page(client, room).content.decode()


def test_the_room_shows_what_was_decided(client, room):
    make_declared(room, {0: YES, 1: YES, 2: YES, 3: NO})

    words = page(client, room).content.decode()

    assert "Carried: 3 for, 1 against" in words
