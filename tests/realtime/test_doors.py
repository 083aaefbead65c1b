"""The other door: missed notices and tickets by HTTP."""

import pytest
from django.urls import reverse

from council.kernel.audience import Audience
from realtime import replay, tickets
from tests.realtime.remarks import remark
from tests.realtime.scene import make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remarks")]


def missed(client, meeting, since):
    return client.get(reverse("realtime:since", args=[meeting.pk]), {"since": since})


def test_what_was_missed_is_told_as_the_socket_would(client, meeting):
    for words in ("one", "two", "three"):
        remark(meeting_id=meeting.pk, words=words)

    answer = missed(client, meeting, 1)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    frames = answer.json()["frames"]
    assert [(each["t"], each["seq"]) for each in frames] == [("n", 2), ("n", 3)]
    assert frames[0]["parts"][0]["html"] == '<p lang="en">two</p>'


def test_what_is_not_for_the_public_is_a_number_to_them(client, cast, meeting):
    remark(meeting_id=meeting.pk, words="secret", audience=Audience.MEMBER)

    assert missed(client, meeting, 0).json() == {"frames": [{"t": "b", "seq": 1}]}

    client.force_login(cast.member)
    assert missed(client, meeting, 0).json()["frames"][0]["data"] == {"words": "secret"}


def test_the_wall_of_the_hall_is_told_what_everybody_may_hear(client, cast, meeting):
    remark(meeting_id=meeting.pk, words="secret", audience=Audience.MEMBER)
    client.force_login(cast.chair)

    address = reverse("realtime:since", args=[meeting.pk])
    told = client.get(address, {"since": 0, "audience": "public"})

    assert told.json() == {"frames": [{"t": "b", "seq": 1}]}
    assert client.get(address, {"since": 0, "audience": "everybody"}).status_code == 422


def test_nothing_missed_is_an_empty_list(client, meeting):
    assert missed(client, meeting, 0).json() == {"frames": []}


@pytest.mark.parametrize("since", [0, 9])
def test_a_page_that_is_too_far_off_has_to_be_loaded_anew(client, meeting, monkeypatch, since):
    monkeypatch.setattr(replay, "MOST", 1)
    for words in ("one", "two"):
        remark(meeting_id=meeting.pk, words=words)

    assert missed(client, meeting, since).status_code == 409


@pytest.mark.parametrize("since", ["", "-1", "x", "1e3", "9" * 30])
def test_what_is_no_number_is_said_so(client, meeting, since):
    assert missed(client, meeting, since).status_code == 422


@pytest.mark.parametrize("door", ["since", "ticket"])
def test_a_meeting_that_is_not_public_does_not_exist_for_strangers(client, cast, body, door):
    closed = make_meeting(body, is_public=False)
    address = reverse(f"realtime:{door}", args=[closed.pk])

    client.force_login(cast.outsider)
    assert client.get(address, {"since": 0}).status_code == 404

    client.force_login(cast.member)
    assert client.get(address, {"since": 0}).status_code == 200


def test_a_ticket_is_for_the_page_and_its_language(client, cast, meeting):
    client.force_login(cast.member)
    address = reverse("realtime:ticket", args=[meeting.pk])

    answer = client.get(address, headers={"accept-language": "ar"})

    ticket = tickets.read(answer.json()["ticket"])
    assert (ticket.user_id, ticket.audience) == (cast.member.pk, Audience.MEMBER)
    assert ticket.language == "ar"
    assert "no-store" in answer["Cache-Control"]


def test_missed_notices_cost_the_same_for_few_and_for_many(
    client, meeting, django_assert_num_queries
):
    for words in ("one", "two", "three"):
        remark(meeting_id=meeting.pk, words=words)

    for since in (2, 0):
        with django_assert_num_queries(3):
            missed(client, meeting, since)
