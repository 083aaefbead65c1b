"""The line itself, through the whole application: greeting, notices, orders, and its end."""

import asyncio
import time
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from channels.db import database_sync_to_async as thread
from django.utils import timezone

from council.accounts.models import User
from council.accounts.services import deactivate, end_session, end_sessions
from council.kernel.audience import Audience
from council.ledger.selectors import last_seq
from council.members.models import OfficeKind
from council.members.services import appoint
from council.members.services.offices import assign_office, end_office
from deliberation.meetings.services.presidium import elect_presidium, relieve_presidium
from realtime import admission, bus, watch
from realtime.protocol import Close
from tests.factories.institution import make_seat
from tests.factories.meetings import make_present
from tests.realtime.remarks import remark
from tests.realtime.scene import make_meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("remarks")]


def order(words, name="remark", key=None):
    return {"t": "cmd", "key": str(key or uuid4()), "name": name, "fields": {"words": words}}


async def say(meeting, *words, **facts):
    for each in words:
        await thread(remark)(meeting_id=meeting.pk, words=each, **facts)


async def test_the_server_greets_first(follow, meeting, keys):
    reader = await follow(meeting.pk, keys["member"], lang="ar")

    hello = reader.greeting
    assert (reader.accepted, reader.agreed) == (True, "majlis.v1")
    assert abs(hello.pop("now") / 1000 - time.time()) < 5
    assert hello == {
        "t": "hello",
        "seq": 0,
        "lang": "ar",
        "audience": "member",
        "resume": "ok",
        "ping": 30000,
    }


async def test_what_happens_is_told_to_each_in_their_own_words(follow, meeting, keys):
    arab = await follow(meeting.pk, keys["member"], lang="ar")
    public = await follow(meeting.pk, lang="tr")

    await say(meeting, "hello")

    notices = [await reader.frame("n") for reader in (arab, public)]
    assert [each["say"] for each in notices] == ["ar: hello", "tr: hello"]
    assert [each["seq"] for each in notices] == [1, 1]


async def test_what_is_not_for_the_public_is_a_number_to_them(follow, meeting, keys):
    member = await follow(meeting.pk, keys["member"])
    public = await follow(meeting.pk)

    await say(meeting, "secret", audience=Audience.MEMBER)
    await say(meeting, "hello")

    assert [(await public.frame())["t"] for _ in range(2)] == ["b", "n"]
    assert (await member.frame("n"))["data"] == {"words": "secret"}


async def test_many_sockets_cost_one_rendering_for_each_kind_of_reader(follow, meeting, remarks):
    readers = [await follow(meeting.pk, lang=language) for language in ["ar", "tr"] * 10]

    await say(meeting, "hello")

    for reader in readers:
        await reader.frame("n")
    assert sorted(remarks) == [(Audience.PUBLIC, "ar"), (Audience.PUBLIC, "tr")]


async def test_who_comes_back_gets_exactly_what_was_missed(follow, meeting):
    await say(meeting, "one", "two", "three")

    reader = await follow(meeting.pk, since=1)

    assert reader.greeting["resume"] == "ok"
    assert [(await reader.frame("n"))["seq"] for _ in range(2)] == [2, 3]
    await say(meeting, "four")
    assert (await reader.frame("n"))["seq"] == 4


async def test_a_page_from_another_time_has_to_be_loaded(follow, meeting):
    reader = await follow(meeting.pk, since=7)

    assert reader.greeting["resume"] == "snapshot"


async def test_a_gap_is_filled_on_request(follow, meeting):
    reader = await follow(meeting.pk)
    await say(meeting, "one", "two", "three")
    assert [(await reader.frame("n"))["seq"] for _ in range(3)] == [1, 2, 3]

    await reader.send_json_to({"t": "since", "seq": 1})

    assert [(await reader.frame("n"))["seq"] for _ in range(2)] == [2, 3]


async def test_an_order_is_acknowledged_after_it_was_done(follow, meeting, keys):
    reader = await follow(meeting.pk, keys["member"])

    await reader.send_json_to(order("hello"))

    frames = [await reader.frame() for _ in range(2)]
    ack, notice = sorted(frames, key=lambda frame: frame["t"])  # either may come first
    assert (ack["t"], ack["data"].keys()) == ("ack", {"id"})
    assert notice["data"] == {"words": "hello"}


async def test_an_order_sent_twice_is_done_once(follow, meeting, keys):
    reader = await follow(meeting.pk, keys["member"])
    made = order("hello")

    for _ in range(2):
        await reader.send_json_to(made)

    assert await reader.frame("ack") == await reader.frame("ack")
    assert await thread(last_seq)(meeting.pk) == 1


async def test_a_refusal_is_in_the_language_of_the_reader(follow, meeting, keys, monkeypatch):
    reader = await follow(meeting.pk, keys["member"], lang="tr")
    monkeypatch.setattr("realtime.commands.sentence", language_of)

    await reader.send_json_to(order("late"))

    assert (await reader.frame("no"))["text"] == "tr: out_of_order"


def language_of(refusal):
    from django.utils.translation import get_language  # noqa: PLC0415 - asked in the thread

    return f"{get_language()}: {refusal.code}"


async def test_the_public_may_listen_but_not_act(follow, meeting):
    reader = await follow(meeting.pk)

    await reader.send_json_to(order("hello"))

    assert (await reader.frame("no"))["code"] == "not_signed_in"


async def test_a_ticket_names_the_language_of_the_page(follow, meeting, keys):
    place = await thread(admission.place_of)(meeting.pk, session_key=keys["member"], language="ar")

    reader = await follow(meeting.pk, keys["member"], ticket=admission.ticket_for(place))

    assert reader.greeting["lang"] == "ar"


@pytest.mark.parametrize(
    "headers",
    [
        {b"origin": b"https://evil.example"},
        {b"origin": b"http://127.0.0.1:8001"},
        {b"origin": b"https://127.0.0.1:8000"},
        {b"origin": b"null"},
        {b"origin": b""},
        {b"host": b"evil.example", b"origin": b"http://evil.example"},
        {b"host": b"evil.example"},
    ],
)
async def test_a_foreign_page_gets_no_line(follow, meeting, headers):
    reader = await follow(meeting.pk, headers=headers)

    assert not reader.accepted


@pytest.mark.parametrize("subprotocol", [None, "majlis.v2", "chat"])
async def test_another_protocol_gets_no_line(follow, meeting, subprotocol):
    reader = await follow(meeting.pk, subprotocol=subprotocol)

    assert not reader.accepted


async def test_who_may_not_follow_a_meeting_is_told_so(follow, body, keys):
    closed = await thread(make_meeting)(body, is_public=False)

    strangers = [await follow(closed.pk, keys["outsider"]), await follow(closed.pk)]
    strangers.append(await follow(999))

    assert [(await each.ending())[1] for each in strangers] == [Close.NOT_ADMITTED] * 3


async def test_the_wall_of_the_hall_hears_what_everybody_may_hear(follow, meeting, keys):
    wall = await follow(meeting.pk, keys["chair"], audience="public")
    assert wall.greeting["audience"] == "public"

    await say(meeting, "secret", audience=Audience.MEMBER)

    assert await wall.frame() == {"t": "b", "seq": 1}


@pytest.mark.parametrize(
    "asked",
    [{"since": each} for each in ("-1", "x", "1e3", "9" * 30)] + [{"audience": "everybody"}],
)
async def test_an_address_that_makes_no_sense_ends_the_line(follow, meeting, asked):
    reader = await follow(meeting.pk, **asked)

    assert (await reader.ending())[1] == Close.MALFORMED


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", Close.MALFORMED),
        ("[" * 10_000, Close.MALFORMED),
        ('{"t":"since","seq":' + "9" * 5000 + "}", Close.MALFORMED),
        ('{"t":"eval"}', Close.MALFORMED),
        (b"\xff\xfe\x00", Close.MALFORMED),
        ("x" * 65_537, Close.TOO_LARGE),
    ],
)
async def test_what_is_not_of_the_protocol_ends_the_line(follow, meeting, sent, code):
    reader = await follow(meeting.pk)

    await reader.send_to(**{"bytes_data" if isinstance(sent, bytes) else "text_data": sent})

    assert (await reader.ending())[1] == code


async def test_asking_for_what_was_missed_counts_as_ten(follow, meeting):
    reader = await follow(meeting.pk)
    for _ in range(6):
        await reader.send_json_to({"t": "since", "seq": 0})

    assert (await reader.ending())[1] == Close.TOO_FAST


async def test_an_address_may_hold_so_many_lines(follow, meeting, settings):
    settings.SOCKETS_PER_ADDRESS = 2
    readers = [await follow(meeting.pk) for _ in range(3)]

    assert (await readers[2].ending())[1] == Close.TOO_FAST
    assert [each.greeting["t"] for each in readers] == ["hello", "hello", "bye"]


async def test_an_account_may_hold_five_lines(follow, meeting, keys):
    readers = [await follow(meeting.pk, keys["member"]) for _ in range(5)]

    await follow(meeting.pk, keys["member"])

    assert (await readers[0].ending())[1] == Close.TOO_FAST


@pytest.mark.parametrize("end", [end_sessions, deactivate])
async def test_when_access_ends_the_line_ends_at_once(follow, meeting, cast, keys, end):
    reader = await follow(meeting.pk, keys["member"])
    other = await follow(meeting.pk, keys["chair"])

    await thread(end)(actor=cast.clerk, user_id=cast.member.pk)
    await say(meeting, "secret")

    frames, code = await reader.ending(timeout=1)
    assert code == Close.REVOKED
    assert not any("secret" in each for each in frames)
    assert (await other.frame("n"))["data"] == {"words": "secret"}


async def test_signing_out_ends_the_lines_of_that_session(follow, meeting, cast, keys, client):
    reader = await follow(meeting.pk, keys["member"])
    client.cookies["session"] = keys["member"]

    await thread(client.logout)()

    assert (await reader.ending(timeout=1))[1] == Close.REVOKED


async def test_an_order_of_somebody_who_is_no_longer_admitted_is_not_obeyed(
    follow, meeting, cast, keys
):
    reader = await follow(meeting.pk, keys["member"])
    await thread(User.objects.filter(pk=cast.member.pk).update)(auth_epoch=9)  # nobody is told

    await reader.send_json_to(order("hello"))

    assert (await reader.ending())[1] == Close.REVOKED
    assert await thread(last_seq)(meeting.pk) == 0


async def test_a_line_is_looked_at_again_and_again(follow, meeting, cast, keys, monkeypatch):
    monkeypatch.setattr(watch, "BEAT", 0.05)
    monkeypatch.setattr(watch, "AGAIN", 0.05)
    reader = await follow(meeting.pk, keys["member"])

    await thread(User.objects.filter(pk=cast.member.pk).update)(is_active=False)

    assert (await reader.ending())[1] == Close.REVOKED


async def test_an_order_is_a_sign_of_life(follow, meeting, keys, client):
    reader = await follow(meeting.pk, keys["member"])

    await reader.send_json_to(order("hello"))
    await reader.frame("ack")

    client.cookies["session"] = keys["member"]
    assert (await thread(lambda: dict(client.session))())["clock_seen"] > 0


async def test_before_the_server_stops_everybody_hears_it(follow, meeting):
    reader = await follow(meeting.pk)

    goodbye = asyncio.create_task(bus.farewell())
    frames, code = await reader.ending()
    await reader.disconnect()
    await goodbye

    assert code == Close.RESTART
    assert frames[-1] == '{"t":"bye","code":4503,"retry":2000}'


async def test_whoever_goes_is_forgotten(follow, meeting, keys):
    reader = await follow(meeting.pk, keys["member"])
    hub = bus.here().hub
    assert hub.crowd("") == 1

    await reader.disconnect()

    assert hub.crowd("") == 0
    assert hub.present(meeting.pk) == set()


async def test_a_defect_in_a_command_ends_the_line_loudly(follow, meeting, keys):
    reader = await follow(meeting.pk, keys["member"])
    hub = bus.here().hub

    await reader.send_json_to(order("defect"))

    with pytest.raises(ZeroDivisionError):
        await reader.wait(timeout=3)
    assert hub.crowd("") == 0


async def test_ending_one_of_ones_sessions_ends_its_lines_and_no_others(
    follow, meeting, cast, keys
):
    phone, tablet = [await follow(meeting.pk, key) for key in (keys["member"], keys["chair"])]
    listed = await thread(UserSession.objects.create)(
        user=cast.member, session_key=keys["member"], ip="192.0.2.1", user_agent="phone"
    )

    await thread(end_session)(actor=cast.member, session_id=listed.pk)
    await say(meeting, "hello")

    assert (await phone.ending(timeout=1))[1] == Close.REVOKED
    assert (await tablet.frame("n"))["data"] == {"words": "hello"}


async def test_who_takes_an_office_comes_back_as_its_holder(follow, body, meeting, cast, keys):
    reader = await follow(meeting.pk, keys["member"])
    facts = {"body_id": body.pk, "member_id": cast.members.member.pk}
    facts |= {"kind": OfficeKind.SECRETARY, "starts_on": timezone.localdate()}

    await thread(assign_office)(actor=cast.clerk, **facts)

    assert (await reader.ending(timeout=1))[1] == Close.REVOKED
    again = await follow(meeting.pk, keys["member"])
    assert again.greeting["audience"] == "desk"


async def test_who_takes_a_seat_comes_back_as_its_holder(follow, body, meeting, cast, keys):
    seat = await thread(make_seat)(body)
    reader, other = [await follow(meeting.pk, keys[name]) for name in ("adviser", "member")]
    facts = {"seat_id": seat.pk, "member_id": cast.members.adviser.pk}

    await thread(appoint)(actor=cast.clerk, starts_on=timezone.localdate(), **facts)
    await say(meeting, "hello")

    assert (await reader.ending(timeout=1))[1] == Close.REVOKED
    assert (await other.frame("n"))["data"] == {"words": "hello"}


async def test_who_is_elected_to_preside_comes_back_as_such(follow, meeting, cast, keys):
    people = [cast.members.chair, cast.members.member, cast.members.absentee]
    for each in people:
        await thread(make_present)(meeting, each)
    reader, other = [await follow(meeting.pk, keys[name]) for name in ("member", "clerk")]
    facts = {"meeting_id": meeting.pk, "leading_id": people[1].pk}

    await thread(elect_presidium)(
        actor=cast.chair, member_ids=[each.pk for each in people], **facts
    )

    assert (await reader.ending(timeout=1))[1] == Close.REVOKED
    again = await follow(meeting.pk, keys["member"])
    assert again.greeting["audience"] == "desk"
    assert (await other.frame())["kind"] == "presidium.elected"

    await thread(relieve_presidium)(actor=cast.member, meeting_id=meeting.pk)

    assert (await again.ending(timeout=1))[1] == Close.REVOKED


async def test_who_lays_down_an_office_is_shown_out_as_its_holder(follow, meeting, cast, keys):
    reader = await follow(meeting.pk, keys["chair"])
    assert reader.greeting["audience"] == "desk"
    office = await thread(cast.members.chair.offices.get)()

    await thread(end_office)(actor=cast.clerk, office_id=office.pk, ends_on=timezone.localdate())

    assert (await reader.ending(timeout=1))[1] == Close.REVOKED
    again = await follow(meeting.pk, keys["chair"])
    assert again.greeting["audience"] == "member"
