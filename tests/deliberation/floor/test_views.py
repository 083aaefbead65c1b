from uuid import uuid4

import pytest
from django.urls import reverse

from deliberation.floor.models import InterpreterSignal, RequestStatus, SpeakingRequest
from deliberation.floor.selectors.clock import turn_in
from tests.factories.floor import make_request, make_signal, make_turn


@pytest.fixture
def room(meeting):
    return reverse("realtime:room", args=[meeting.pk])


def post(client, user, name, pk, **facts):
    client.force_login(user)
    return client.post(reverse(f"floor:{name}", args=[pk]), {"key": uuid4()} | facts)


def test_a_member_asks_for_the_floor_and_is_back_in_the_room(client, cast, meeting, room):
    answer = post(client, cast.member, "request", meeting.pk, kind="pro", language="ar")

    request = SpeakingRequest.objects.get()
    assert (request.member, request.kind, request.language) == (
        cast.members.member, "pro", "ar",
    )  # fmt: skip
    assert answer.url == f"{room}#speakers"


def test_the_same_post_again_is_the_same_request(client, cast, meeting):
    key = uuid4()

    answers = [post(client, cast.member, "request", meeting.pk, key=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert SpeakingRequest.objects.count() == 1


def test_a_refusal_is_a_sentence(client, cast, meeting):
    make_request(meeting, cast.members.member)

    answer = post(client, cast.member, "request", meeting.pk)

    assert answer.status_code == 409
    assert "You are on the list of speakers already." in answer.content.decode()


def test_a_live_page_is_answered_with_what_is_its_readers_own(client, cast, meeting):
    client.force_login(cast.member)

    answer = client.post(
        reverse("floor:request", args=[meeting.pk]),
        {"key": uuid4()},
        headers={"X-Majlis-Live": "1"},
    )

    [part] = answer.json()["parts"]
    assert part["id"] == "my-request"
    assert "You are number 1 on the list (Speech)." in part["html"]
    assert 'name="csrfmiddlewaretoken" value="' in part["html"]


def test_a_request_is_withdrawn(client, cast, meeting, room):
    request = make_request(meeting, cast.members.member)

    answer = post(client, cast.member, "withdraw", request.pk)

    request.refresh_from_db()
    assert (request.status, answer.url) == (RequestStatus.WITHDRAWN, f"{room}#speakers")


def test_the_chair_gives_extends_and_ends(client, cast, meeting, room):
    request = make_request(meeting, cast.members.member)

    given = post(client, cast.chair, "give", meeting.pk, request_id=request.pk)
    turn = turn_in(meeting)
    extended = post(client, cast.chair, "extend", turn.pk, seconds=60)
    ended = post(client, cast.chair, "end", turn.pk)

    turn.refresh_from_db()
    assert [given.url, extended.url, ended.url] == [f"{room}#desk"] * 3
    assert (turn.member, turn.extended_seconds) == (cast.members.member, 60)
    assert turn.ended_at is not None


def test_the_chair_declines(client, cast, meeting):
    request = make_request(meeting, cast.members.member)

    post(client, cast.chair, "decline", request.pk)

    request.refresh_from_db()
    assert request.status is RequestStatus.DECLINED


def test_an_interpreter_signals_and_the_chair_goes_on(client, cast, meeting, room):
    make_turn(meeting, cast.members.member)

    post(client, cast.interpreter, "signal", meeting.pk, signal="break", language="tr")
    assert turn_in(meeting).paused_at is not None
    answer = post(client, cast.chair, "settle", meeting.pk)

    assert answer.url == f"{room}#desk"
    assert turn_in(meeting).paused_at is None
    assert not InterpreterSignal.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:x"])
def test_a_post_leads_to_no_foreign_page(client, cast, meeting, room, elsewhere):
    answer = post(client, cast.member, "request", meeting.pk, next=elsewhere)

    assert answer.url == f"{room}#speakers"


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("request", {"kind": "shout"}),
        ("request", {"language": "<b>"}),
        ("request", {"key": "again"}),
        ("give", {}),
        ("give", {"member_id": "x"}),
        ("give", {"member_id": 1, "seconds": 5}),
        ("signal", {"signal": "louder", "language": "tr"}),
    ],
)
def test_what_cannot_be_understood_changes_nothing(client, cast, meeting, name, facts):
    assert post(client, cast.chair, name, meeting.pk, **facts).status_code == 422
    assert turn_in(meeting) is None


@pytest.mark.parametrize("name", ["give", "settle"])
@pytest.mark.parametrize("person", ["member", "clerk", "interpreter", "sysadmin"])
def test_the_chairs_acts_are_not_for_others(client, cast, meeting, name, person):
    make_signal(meeting, cast.members.interpreter)
    facts = {"member_id": cast.members.member.pk}

    assert post(client, getattr(cast, person), name, meeting.pk, **facts).status_code == 403


@pytest.mark.parametrize(
    "name", ["request", "give", "signal", "settle", "withdraw", "decline", "end", "extend"]
)
def test_what_is_not_there_is_not_found(client, cast, name):
    facts = {"member_id": 1, "signal": "slower", "language": "tr", "seconds": 60}

    assert post(client, cast.chair, name, 0, **facts).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, meeting):
    answer = client.post(reverse("floor:request", args=[meeting.pk]), {"key": uuid4()})

    assert (answer.status_code, SpeakingRequest.objects.count()) == (302, 0)


def test_acts_are_posted(client, cast, meeting):
    client.force_login(cast.member)

    assert client.get(reverse("floor:request", args=[meeting.pk])).status_code == 405


def test_one_reads_ones_own_part_again(client, cast, meeting):
    client.force_login(cast.member)
    address = reverse("floor:mine", args=[meeting.pk])

    before = client.get(address).content.decode()
    make_turn(meeting, cast.members.member)
    after = client.get(address).content.decode()

    assert "Ask to speak" in before
    assert "You have the floor." in after


def test_whoever_has_no_part_reads_nothing(client, cast, meeting):
    client.force_login(cast.clerk)

    assert client.get(reverse("floor:mine", args=[meeting.pk])).content == b""
