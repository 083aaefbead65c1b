"""Ballots over the live line: acknowledged when they are in the box, and only then."""

import asyncio
import resource
from contextlib import contextmanager
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from council.accounts import sessions
from council.accounts.models import User
from council.ledger.models import Act
from council.ledger.selectors import last_seq
from deliberation.meetings.services.attendance import mark_departure
from deliberation.voting.forms import BallotForm
from deliberation.voting.models import Ballot, Choice
from deliberation.voting.services.casting import Receipt
from deliberation.voting.services.putting import close_poll
from realtime import ballots, standing
from realtime.admission import place_of
from realtime.ballots import Waiting, Writer
from realtime.papers import Paper, read_paper
from realtime.protocol import Order
from realtime.refusals import Malformed, NotSignedIn, NotStored
from realtime.standing import Visitor
from realtime.threads import let_go, writing
from tests.factories.institution import make_user
from tests.factories.voting import make_open, make_room
from tests.realtime.scene import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(db):
    """Return a room with an open poll in which five members are present and signed in."""
    room = make_room(5)
    poll = make_open(room)
    keys = [sign_in(room.user(place)) for place in range(5)]
    return SimpleNamespace(room=room, poll=poll, meeting=room.meeting.pk, keys=keys)


def box(poll):
    return sorted(Ballot.objects.filter(poll=poll).values_list("choice", "seq"))


def ballot(poll, choice="yes", seq=1, key=None):
    fields = {"poll": str(poll.pk), "choice": choice, "seq": str(seq)}
    return {"t": "cmd", "key": key or str(uuid4()), "name": "ballot.cast", "fields": fields}


async def answer_to(reader, order):
    await reader.send_json_to(order)
    while (frame := await reader.frame())["t"] not in {"ack", "no"}:
        pass
    assert frame["key"] == order["key"]
    return frame


async def test_a_ballot_over_the_line_is_acknowledged_with_its_receipt(follow, hall, in_thread):
    reader = await follow(hall.meeting, hall.keys[1], lang="en")
    before = await in_thread(last_seq, hall.meeting)

    answer = await answer_to(reader, ballot(hall.poll))

    assert answer["data"] == {"poll": hall.poll.pk, "choice": "yes", "seq": 1}
    assert answer["parts"][0]["id"] == "receipt"
    assert "Your ballot is in the box: For." in answer["parts"][0]["html"]
    assert 'name="seq" form="ballot" value="2"' in answer["parts"][0]["html"]
    assert await in_thread(box, hall.poll) == [("yes", 1)]
    assert await in_thread(last_seq, hall.meeting) == before  # nobody can read who voted when
    assert await in_thread(Act.objects.filter(name="ballot.cast").exists) is False


async def test_the_same_ballot_again_is_the_same_ballot(follow, hall, in_thread):
    reader = await follow(hall.meeting, hall.keys[1])
    order = ballot(hall.poll)

    answers = [await answer_to(reader, order) for _ in range(3)]

    assert answers == answers[:1] * 3
    assert await in_thread(box, hall.poll) == [("yes", 1)]


async def test_a_late_retry_never_replaces_a_newer_ballot(follow, hall, in_thread):
    reader = await follow(hall.meeting, hall.keys[1])
    await answer_to(reader, ballot(hall.poll, "yes", 1))
    await answer_to(reader, ballot(hall.poll, "no", 2))

    answer = await answer_to(reader, ballot(hall.poll, "yes", 1))

    assert (answer["t"], answer["code"]) == ("no", "newer_ballot_stands")
    assert await in_thread(box, hall.poll) == [("no", 2)]


async def test_two_devices_of_one_member_have_one_ballot_between_them(follow, hall, in_thread):
    phone = await follow(hall.meeting, hall.keys[1])
    laptop = await follow(hall.meeting, hall.keys[1])

    answers = await asyncio.gather(
        answer_to(phone, ballot(hall.poll, "yes")), answer_to(laptop, ballot(hall.poll, "no"))
    )

    stands = await in_thread(box, hall.poll)
    assert sorted(answer["t"] for answer in answers) == ["ack", "no"]
    assert [(each["data"]["choice"], 1) for each in answers if each["t"] == "ack"] == stands


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ar", "صوتك في الصندوق: مع."),
        ("tr", "Oyunuz sandıkta: Kabul."),
        ("de", "Ihre Stimme ist abgegeben: Ja."),
    ],
)
async def test_the_receipt_is_in_the_language_of_the_reader(
    follow, hall, in_thread, client, language, told
):
    reader = await follow(hall.meeting, hall.keys[1], lang=language)

    by_line = await answer_to(reader, ballot(hall.poll))
    await in_thread(client.force_login, hall.room.user(1))
    by_post = await in_thread(
        client.post,
        f"/polls/{hall.poll.pk}/cast/",
        {"choice": "yes", "seq": "1"},
        headers={"X-Majlis-Live": "1", "Accept-Language": language},
    )

    assert told in by_line["parts"][0]["html"]
    assert told in by_post.json()["parts"][0]["html"]


async def test_a_lost_answer_is_found_by_asking_again_by_post(follow, hall, in_thread, client):
    reader = await follow(hall.meeting, hall.keys[1])
    await reader.send_json_to(ballot(hall.poll, "abstain"))
    async with asyncio.timeout(10):
        while not await in_thread(box, hall.poll):
            await asyncio.sleep(0.01)
    await reader.disconnect()  # the answer is never read
    await in_thread(close_poll, actor=hall.room.chair, poll_id=hall.poll.pk)

    await in_thread(client.force_login, hall.room.user(1))
    answer = await in_thread(
        client.post,
        f"/polls/{hall.poll.pk}/cast/",
        {"choice": "abstain", "seq": "1"},
        headers={"X-Majlis-Live": "1", "Accept-Language": "en"},
    )

    assert answer.status_code == 200
    assert "Your ballot is in the box: Abstain." in answer.json()["parts"][0]["html"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "poll"),
        ({"poll": "x"}, "poll"),
        ({"choice": "maybe"}, "choice"),
        ({"choice": None}, "choice"),
        ({"seq": "0"}, "seq"),
        ({"seq": "-1"}, "seq"),
        ({"seq": 10**9}, "seq"),
    ],
)
async def test_a_malformed_ballot_is_not_taken(fields, wrong, follow, hall, in_thread):
    reader = await follow(hall.meeting, hall.keys[1])
    order = ballot(hall.poll)
    order["fields"] = order["fields"] | fields if fields else {}

    answer = await answer_to(reader, order)

    assert (answer["code"], answer["facts"]["fields"]) == ("malformed", [wrong])
    assert await in_thread(box, hall.poll) == []


async def test_a_refusal_is_told_in_the_language_of_the_line(follow, hall, in_thread):
    leave = {"meeting_id": hall.meeting, "member_id": hall.room.members[1].pk}
    await in_thread(mark_departure, actor=hall.room.chair, **leave)
    reader = await follow(hall.meeting, hall.keys[1], lang="de")

    answer = await answer_to(reader, ballot(hall.poll))

    assert answer["code"] == "absent_voter"
    assert "nicht abgegeben" in answer["text"] or "Stimme" in answer["text"]


async def test_who_is_not_signed_in_has_no_ballot(follow, hall):
    reader = await follow(hall.meeting)

    assert (await answer_to(reader, ballot(hall.poll)))["code"] == "not_signed_in"


async def test_a_poll_that_does_not_exist_is_not_found(follow, hall):
    reader = await follow(hall.meeting, hall.keys[1])

    answer = await answer_to(reader, ballot(SimpleNamespace(pk=987654)))

    assert answer["code"] == "not_found"


@pytest.mark.parametrize("change", [{"is_active": False}, {"auth_epoch": 7}])
async def test_who_is_no_longer_who_they_were_is_cut_off(change, follow, hall, in_thread):
    reader = await follow(hall.meeting, hall.keys[1])
    await in_thread(User.objects.filter(pk=hall.room.user(1).pk).update, **change)

    await reader.send_json_to(ballot(hall.poll))

    assert (await reader.ending())[1] == 4401
    assert await in_thread(box, hall.poll) == []


def waiting(hall, place, choice=Choice.YES, seq=1, *, told=None):
    sender = hall.room.user(place) if isinstance(place, int) else place
    told = [] if told is None else told
    return Waiting(
        sender, Paper(hall.poll.pk, choice, seq), lambda answer, _account: told.append(answer)
    )


def answers_to(lot):
    return [answer for answer, _account in ballots.write(lot)]


def test_many_ballots_share_one_transaction(hall, django_assert_num_queries):
    lot = [waiting(hall, place) for place in range(5)]

    with django_assert_num_queries(5):  # begin, poll, roll, ballots, commit
        answers = answers_to(lot)

    assert answers == [Receipt(hall.poll.pk, Choice.YES, 1)] * 5


def test_what_is_poisoned_is_not_acknowledged_and_harms_no_other(hall, caplog):
    lot = [waiting(hall, place) for place in range(5)]
    lot.insert(2, waiting(hall, 2, Choice.NO, 2**70))  # no database can hold this number

    answers = answers_to(lot)

    assert [type(answer) for answer in answers] == [Receipt, Receipt, NotStored, *[Receipt] * 3]
    assert box(hall.poll) == [("yes", 1)] * 5
    assert "could not be stored" in caplog.text


@contextmanager
def full_disk():
    """Let no file grow: the kernel answers every write beyond the first byte with an error."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_no_ballot_is_acknowledged_that_the_disk_did_not_take(hall, caplog):
    if connection.vendor != "sqlite":
        pytest.skip("the disk of a PostgreSQL is its own process’s")
    with full_disk():
        refused = answers_to([waiting(hall, place) for place in range(5)])
    none = box(hall.poll)

    again = answers_to([waiting(hall, place) for place in range(5)])

    assert ([type(each) for each in refused], none) == ([NotStored] * 5, [])
    assert again == [Receipt(hall.poll.pk, Choice.YES, 1)] * 5
    assert box(hall.poll) == [("yes", 1)] * 5


async def test_a_close_takes_its_turn_behind_the_ballots_that_came_before(hall, in_thread):
    told, writer = [], Writer()
    for place in range(5):
        writer.hand_in(waiting(hall, place, told=told))
    done = asyncio.get_running_loop().create_future()

    writer.finish(lambda _: done.set_result(len(told)))
    writer.hand_in(waiting(hall, 0, Choice.NO, 2, told=told))

    assert await done == 5
    while len(told) < 6:
        await asyncio.sleep(0.01)
    assert told[-1] == Receipt(hall.poll.pk, Choice.NO, 2)


async def test_more_ballots_than_one_transaction_takes_are_all_taken(hall, in_thread, monkeypatch):
    monkeypatch.setattr(ballots, "MOST", 2)
    told, writer = [], Writer()
    for place in range(5):
        writer.hand_in(waiting(hall, place, told=told))

    while len(told) < 5:
        await asyncio.sleep(0.01)
    assert await in_thread(box, hall.poll) == [("yes", 1)] * 5


async def test_the_writer_keeps_its_connection_between_lots_where_there_is_no_pool(hall):
    def held():
        return connection.connection

    kept = []
    for seq in (1, 2):
        told, writer = [], Writer()
        writer.hand_in(waiting(hall, 0, seq=seq, told=told))
        while not told or writer._work is None or not writer._work.done():
            await asyncio.sleep(0.01)
        kept.append(await writing(held))

    await let_go()

    is_kept = connection.vendor == "sqlite"
    assert [each is not None for each in kept] == [is_kept] * 2
    assert kept[0] is kept[1]
    assert await writing(held) is None


def test_the_quick_look_at_senders_agrees_with_the_slow_one(hall):
    stranger = make_user()
    gone = make_user(is_active=False)
    keys = [*hall.keys, sign_in(stranger), sign_in(gone), "no-such-session", None]
    places = [place_of(hall.meeting, session_key=key, language="en") for key in keys]
    User.objects.filter(pk=hall.room.user(3).pk).update(auth_epoch=5)

    accounts = standing.accounts_in(places)

    members = [hall.room.user(place) for place in range(5)]
    assert accounts == [*members[:3], None, members[4], stranger, None, None, None]


def facts(account):
    """Return what the quick look reads, without reading more."""
    return {name: account.__dict__[name] for name in standing.ASKED}


def test_a_session_that_a_post_names_is_read_as_that_of_a_line(hall):
    gone = sign_in(make_user(is_active=False))
    keys = [*hall.keys, gone, "no-such-session", ""]
    User.objects.filter(pk=hall.room.user(3).pk).update(auth_epoch=5)

    accounts = standing.accounts_in([Visitor(key) for key in keys])

    members = [hall.room.user(place) for place in range(5)]
    assert accounts == [*members[:3], None, members[4], None, None, None]
    whole = [sessions.holders([key])[key] for key in keys[:3]]
    assert [facts(each) for each in accounts[:3]] == [facts(each) for each in whole]


def test_an_anonymous_sender_is_asked_to_sign_in(hall):
    nobody = place_of(hall.meeting, session_key=None, language="en")

    [answer] = answers_to([waiting(hall, nobody)])

    assert isinstance(answer, NotSignedIn)


NUMBERS = ("", "0", "1", "01", "7", "999999", "1000000", "1000001", "x", "٣", " 2", "-1")


@given(st.sampled_from(["yes", "no", "abstain", "maybe", "YES", ""]), st.sampled_from(NUMBERS))
def test_the_quick_look_at_a_ballot_reads_what_the_form_reads(choice, seq):
    order = Order(uuid4(), "ballot.cast", {"poll": ["5"], "choice": [choice], "seq": [seq]})
    form = BallotForm({"choice": choice, "seq": seq})

    try:
        read = read_paper(order)
    except Malformed:
        read = None

    assert read == (Paper(5, **form.cleaned_data) if form.is_valid() else None)
