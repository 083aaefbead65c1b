"""The slot of the ballot box says what the ordinary way says, or says nothing."""

import asyncio
import gzip
import time
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from council.accounts import sessions
from council.accounts.models import User
from deliberation.meetings.services.attendance import mark_departure
from deliberation.voting.models import Ballot, Method
from deliberation.voting.services.putting import close_poll
from realtime import ballots, bus, slot
from realtime.http import Pages
from realtime.slot import with_slot
from realtime.turns import act
from tests.factories.institution import make_user
from tests.factories.voting import make_open, make_room
from tests.realtime.asking import answer_of, in_essence
from tests.realtime.scene import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("page_threads")]
TOKEN = "t" * 32
FORM = b"application/x-www-form-urlencoded"
HOUR = 3600


@pytest.fixture
async def hall(in_thread):
    """Return a room with an open poll, and the session of one of those present."""

    def make():
        room = make_room(3)
        key = awake(sign_in(room.user(1)))
        return SimpleNamespace(room=room, poll=make_open(room), user=room.user(1), key=key)

    yield await in_thread(make)
    await bus.farewell()


def awake(key, seen=0):
    """Let the session have been used so many seconds ago."""
    session = sessions.store(key)
    session["clock_began"] = session["clock_seen"] = int(time.time()) - seen
    session.save()
    return key


def posted(hall, **changes):
    """Return a ballot as our script posts it, but for the changes."""
    cookies = {"session": hall.key, "csrf": TOKEN} | changes.pop("cookies", {})
    fields = {"csrfmiddlewaretoken": TOKEN, "choice": "yes", "seq": "1"} | changes.pop("fields", {})
    headers = {
        b"host": b"testserver",
        b"origin": b"http://testserver",
        b"content-type": FORM,
        b"x-majlis-live": b"1",
        b"accept-language": b"en",
        b"cookie": "; ".join(f"{name}={text}" for name, text in cookies.items() if text).encode(),
    } | changes.pop("headers", {})
    request = {
        "path": f"/polls/{hall.poll.pk}/cast/",
        "method": "POST",
        "body": urlencode({name: text for name, text in fields.items() if text}).encode(),
    }
    headers = {name: text for name, text in headers.items() if text is not None}
    return request | {"headers": headers} | changes


class Ordinary:
    """The ordinary way, which remembers whether it was taken."""

    def __init__(self):
        self.pages, self.asked = Pages(), 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await self.pages(scope, receive, send)


async def both(request):
    """Ask with the slot and without; return whether the slot answered, and both answers."""
    ordinary = Ordinary()
    first = in_essence(await answer_of(with_slot(ordinary), **request))
    is_taken = ordinary.asked == 0
    return is_taken, first, in_essence(await answer_of(Pages(), **request))


def box(hall):
    return [*Ballot.objects.filter(poll=hall.poll).values_list("choice", "seq")]


TAKEN = {
    "as our script posts it": {},
    "without an origin, as old browsers do": {"headers": {b"origin": None}},
    "from a page without a referrer": {
        "headers": {b"origin": b"null", b"sec-fetch-site": b"same-origin"}
    },
    "from a modern browser": {"headers": {b"sec-fetch-site": b"same-origin"}},
    "with the token in a header": {
        "fields": {"csrfmiddlewaretoken": ""},
        "headers": {b"x-csrftoken": TOKEN.encode()},
    },
    "with a masked token": {"fields": {"csrfmiddlewaretoken": "a" * 32 + "t" * 32}},
    "in Arabic by the browser": {"headers": {b"accept-language": b"ar,en;q=0.5"}},
    "in German by the cookie": {"cookies": {"language": "de"}},
    "with more fields than we ask for": {"fields": {"key": "7", "poll": "987"}},
    "with a charset": {"headers": {b"content-type": FORM + b";charset=UTF-8"}},
}
OTHER = {  # status, and what is changed
    "for a foreign host": (400, {"headers": {b"host": b"evil.example"}}),
    "without a host": (400, {"headers": {b"host": b""}}),
    "from a foreign page": (403, {"headers": {b"origin": b"http://evil.example"}}),
    "from another port": (403, {"headers": {b"origin": b"http://testserver:81"}}),
    "from another scheme": (403, {"headers": {b"origin": b"https://testserver"}}),
    "from a sandbox": (403, {"headers": {b"origin": b"null"}}),
    "from a page of elsewhere without a referrer": (
        403, {"headers": {b"origin": b"null", b"sec-fetch-site": b"cross-site"}},
    ),
    "without a token": (403, {"fields": {"csrfmiddlewaretoken": ""}}),
    "with another token": (403, {"fields": {"csrfmiddlewaretoken": "u" * 32}}),
    "with half a token": (403, {"fields": {"csrfmiddlewaretoken": "t" * 31}}),
    "without the cookie of the token": (403, {"cookies": {"csrf": ""}}),
    "with a forged cookie of the token": (403, {"cookies": {"csrf": "<" * 32}}),
    "without a session": (302, {"cookies": {"session": ""}}),
    "with a session that is none": (302, {"cookies": {"session": "x" * 32}}),
    "by reading": (405, {"method": "GET"}),
    "by another method": (405, {"method": "PUT", "headers": {b"x-csrftoken": TOKEN.encode()}}),
    "by a form without a script": (302, {"headers": {b"x-majlis-live": None}}),
    "as text": (403, {"headers": {b"content-type": b"text/plain"}}),
    "in an unknown charset": (400, {"headers": {b"content-type": FORM + b"; charset=utf-7"}}),
    "in two pieces": (200, {"pieces": 2}),
    "with a long tail": (200, {"fields": {"tail": "x" * 3000}}),
    "with too many fields": (400, {"body": b"a&" * 1000 + b"b&" * 1001}),
    "without a choice": (422, {"fields": {"choice": ""}}),
    "with an unknown choice": (422, {"fields": {"choice": "maybe"}}),
    "without a number": (422, {"fields": {"seq": ""}}),
    "with the number nought": (422, {"fields": {"seq": "0"}}),
    "with a number too large": (422, {"fields": {"seq": "1000001"}}),
    "with the largest number": (200, {"fields": {"seq": "1000000"}}),
    "with a number in Arabic digits": (200, {"fields": {"seq": "١"}}),
    "for a poll that does not exist": (404, {"path": "/polls/987654321/cast/"}),
    "for a poll that cannot exist": (404, {"path": f"/polls/{2**63}/cast/"}),
    "for a poll beyond all numbers": (404, {"path": f"/polls/{10**30}/cast/"}),
    "for no poll": (404, {"path": "/polls/x/cast/"}),
}  # fmt: skip


@pytest.mark.parametrize("request_", TAKEN.values(), ids=TAKEN)
async def test_a_ballot_in_plain_order_is_taken_and_answered_as_ever(request_, hall, in_thread):
    is_taken, answer, ordinary = await both(posted(hall, **request_))

    assert is_taken
    assert answer == ordinary
    assert answer[0] == 200
    assert await in_thread(box, hall) == [("yes", 1)]


@pytest.mark.parametrize(("status", "changes"), OTHER.values(), ids=OTHER)
async def test_whatever_is_not_plain_is_answered_by_the_ordinary_way(
    status, changes, hall, in_thread
):
    is_taken, answer, ordinary = await both(posted(hall, **changes))

    assert not is_taken
    assert answer == ordinary
    assert answer[0] == status
    assert bool(await in_thread(box, hall)) is (status == 200 or "x-majlis" in str(changes))


def change(hall, **facts):
    User.objects.filter(pk=hall.user.pk).update(**facts)


def leave(hall):
    member = hall.room.members[1]
    mark_departure(actor=hall.room.chair, meeting_id=hall.room.meeting.pk, member_id=member.pk)


def cast_by(hall, choice, seq):
    entry = hall.poll.roll.get(member=hall.room.members[1])
    Ballot.objects.create(poll=hall.poll, entry=entry, choice=choice, seq=seq)


def stranger():
    return awake(sign_in(make_user()))


SITUATIONS = {  # what has happened since the page was made, and how the post is answered
    "the account is closed": (302, lambda hall: change(hall, is_active=False)),
    "all its sessions were ended": (302, lambda hall: change(hall, auth_epoch=9)),
    "its password was changed": (302, lambda hall: change(hall, password="new")),
    "the session has rested too long": (302, lambda hall: awake(hall.key, 13 * HOUR)),
    "the session has expired": (302, lambda _: Session.objects.update(expire_date=timezone.now())),
    "the session was ended": (302, lambda _: Session.objects.all().delete()),
    "the member has left": (409, leave),
    "the poll is closed": (
        409, lambda hall: close_poll(actor=hall.room.chair, poll_id=hall.poll.pk),
    ),
    "a newer ballot is in the box": (409, lambda hall: cast_by(hall, "no", 2)),
    "another ballot of this page is in the box": (409, lambda hall: cast_by(hall, "no", 1)),
    "the session is a stranger’s": (403, lambda hall: hall.__dict__.update(key=stranger())),
}  # fmt: skip


@pytest.mark.parametrize(("status", "happen"), SITUATIONS.values(), ids=SITUATIONS)
async def test_what_the_rules_refuse_is_refused_by_the_ordinary_way(
    status, happen, hall, in_thread
):
    await in_thread(happen, hall)
    before = await in_thread(box, hall)

    is_taken, answer, ordinary = await both(posted(hall))

    assert not is_taken
    assert answer == ordinary
    assert answer[0] == status
    assert await in_thread(box, hall) == before


async def test_a_show_of_hands_takes_no_ballot(in_thread):
    def make():
        room = make_room(3)
        poll = make_open(room, method=Method.SHOW_OF_HANDS)
        return SimpleNamespace(room=room, poll=poll, key=awake(sign_in(room.user(1))))

    hall = await in_thread(make)

    is_taken, answer, ordinary = await both(posted(hall))

    assert (is_taken, answer[0]) == (False, 409)
    assert answer == ordinary
    await bus.farewell()


async def test_what_fits_one_packet_is_not_compressed(hall):
    request = posted(hall, headers={b"accept-encoding": b"gzip"})

    is_taken, answer, (_, headers, content) = await both(request)

    assert (is_taken, answer[0], len(answer[2]) < 1200) == (True, 200, True)
    assert answer[2] == gzip.decompress(content)
    changed = {b"Content-Length", b"Content-Encoding"}
    assert [each for each in answer[1] if each[0] not in changed] == [
        each for each in headers if each[0] not in changed
    ]


async def test_the_receipt_speaks_the_language_of_the_account(hall, in_thread):
    await in_thread(change, hall, language="tr")

    is_taken, answer, ordinary = await both(posted(hall))

    assert is_taken
    assert (b"Content-Language", b"tr") in answer[1]
    assert answer == ordinary


async def test_behind_tls_only_what_came_by_tls_is_taken(hall, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    slot._letterhead.cache_clear()
    safe = {b"x-forwarded-proto": b"https", b"origin": b"https://testserver"}
    try:
        open_line = await both(posted(hall))
        sealed = await both(posted(hall, headers=safe))
        nameless = await both(posted(hall, headers=safe | {b"origin": None}))
    finally:
        slot._letterhead.cache_clear()

    assert [(each[0], each[1][0]) for each in (open_line, sealed, nameless)] == [
        (False, 301), (True, 200), (False, 403),
    ]  # fmt: skip
    assert all(answer == ordinary for _, answer, ordinary in (open_line, sealed, nameless))
    assert (b"Strict-Transport-Security", b"max-age=60") in [
        (name, text.split(b";")[0]) for name, text in sealed[1][1]
    ]


async def test_ballots_of_many_people_are_answered_each_with_their_own(hall, in_thread):
    keys = await in_thread(lambda: [awake(sign_in(hall.room.user(place))) for place in range(3)])
    choices = ["yes", "no", "abstain"]
    site = with_slot(Ordinary())

    answers = await asyncio.gather(
        *(
            answer_of(site, **posted(hall, cookies={"session": key}, fields={"choice": choice}))
            for key, choice in zip(keys, choices, strict=True)
        )
    )

    words = [str(made[1]).split("in the box: ")[1].split(".")[0] for made in answers]
    assert words == ["For", "Against", "Abstain"]
    assert sorted(await in_thread(box, hall)) == [("abstain", 1), ("no", 1), ("yes", 1)]


async def test_a_post_is_a_sign_of_life_as_a_page_is(hall, in_thread):
    await in_thread(awake, hall.key, 5 * HOUR)

    await answer_of(with_slot(Ordinary()), **posted(hall))
    await act(ballots.finish)
    for _ in range(50):
        seen = (await in_thread(lambda: sessions.store(hall.key).load()))["clock_seen"]
        if time.time() - seen < HOUR:
            return
        await asyncio.sleep(0.02)

    pytest.fail("the session was not noted")


async def test_a_browser_that_is_gone_harms_nobody(hall, in_thread):
    site = with_slot(Ordinary())
    asked = asyncio.ensure_future(answer_of(site, **posted(hall)))
    while not ballots.here()._waiting:
        await asyncio.sleep(0)
    asked.cancel()

    answer = await answer_of(site, **posted(hall))

    assert answer[0]["status"] == 200
    assert await in_thread(box, hall) == [("yes", 1)]
