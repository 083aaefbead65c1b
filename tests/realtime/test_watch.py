"""Who is looked at, how often, and how many at once."""

import asyncio
from collections import Counter

import pytest
from channels.db import database_sync_to_async as thread
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.accounts.models import User
from realtime import admission, bus, watch
from realtime.admission import Knock, Page, Place
from realtime.protocol import Close
from realtime.watch import Watch
from tests.realtime.scene import MEMBERS, Browser, hall, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batches(monkeypatch):
    """Count how many are looked up at once, at the door and afterwards."""
    seen = []
    for name in ("admit", "still"):
        ask = getattr(admission, name)
        monkeypatch.setattr(
            admission, name, lambda some, ask=ask: seen.append(len(some)) or ask(some)
        )
    return seen


@pytest.fixture
def impatient(monkeypatch):
    """Everybody is due at once."""
    monkeypatch.setattr(watch, "AGAIN", 0)


async def test_who_come_together_are_looked_up_together(meeting, keys, batches):
    async with hall() as h:
        door = Watch(h.hub)
        knocks = [Knock(meeting.pk, keys["member"]), Knock(meeting.pk)] * 300

        places = await asyncio.gather(*(door.admit(each) for each in knocks))

    assert Counter(each.audience.value for each in places) == {"member": 300, "public": 300}
    assert sum(batches) == 600
    assert len(batches) <= 4


async def test_each_is_answered_for_themselves(meeting, keys, batches):
    async with hall() as h:
        door = Watch(h.hub)
        forged = Knock(meeting.pk, keys["chair"], Page(ticket="forged"))
        knocks = [forged, Knock(999), Knock(meeting.pk, keys["chair"], Page(language="ar"))]

        places = await asyncio.gather(*(door.admit(each) for each in knocks))

    assert places[:2] == [Close.NOT_ADMITTED, Close.NOT_ADMITTED]
    assert (places[2].language, places[2].audience) == ("ar", "desk")


async def test_whoever_gives_up_waiting_does_not_stop_the_others(meeting):
    async with hall() as h:
        door = Watch(h.hub)
        gone, stays = [asyncio.create_task(door.admit(Knock(meeting.pk))) for _ in range(2)]
        await asyncio.sleep(0)

        gone.cancel()

        assert isinstance(await stays, Place)


async def test_while_the_database_is_away_the_pages_are_asked_to_try_again(meeting, monkeypatch):
    monkeypatch.setattr(admission, "places_of", lambda _: 1 / 0)
    async with hall() as h:
        door = Watch(h.hub)

        assert await door.admit(Knock(meeting.pk)) is Close.RESTART

        monkeypatch.undo()
        assert isinstance(await door.admit(Knock(meeting.pk)), Place)


@pytest.mark.usefixtures("impatient")
async def test_whoever_is_no_longer_who_they_were_is_shown_out(meeting, cast, keys):
    async with hall() as h:
        guard = Watch(h.hub)
        theirs, others = await enter(h, guard, meeting, keys, "member", "chair")

        await thread(User.objects.filter(pk=cast.member.pk).update)(is_active=False)
        await guard.look()

        assert theirs.socket.closing is Close.REVOKED
        assert others.socket.closing is None


async def test_nobody_is_looked_at_more_often_than_needed(meeting, keys, batches):
    async with hall() as h:
        guard = Watch(h.hub)
        await enter(h, guard, meeting, keys, "member", "chair")
        batches.clear()

        await guard.look()

        assert batches == []


@pytest.mark.usefixtures("impatient")
async def test_whoever_has_gone_is_not_looked_at(meeting, keys, batches):
    async with hall() as h:
        guard = Watch(h.hub)
        (browser,) = await enter(h, guard, meeting, keys, "member")
        guard.forget(browser.socket)
        batches.clear()

        await guard.look()

        assert batches == []


def test_everybody_is_looked_at_within_fifteen_seconds():
    assert watch.AGAIN + watch.BEAT <= 13  # two seconds are left for a slow answer


@pytest.mark.parametrize("many", [1, 3])
def test_a_hall_that_comes_back_costs_the_same_however_large(cast, meeting, many):
    sessions = [sign_in(user) for user in (cast.member, cast.chair, cast.absentee)[:many]]

    with CaptureQueriesContext(connection) as asked:
        places = admission.admit([Knock(meeting.pk, each) for each in sessions])

    assert len(asked) == 6
    assert [each.user_id for each in places] == [
        user.pk for user in (cast.member, cast.chair, cast.absentee)[:many]
    ]


def test_sessions_that_are_gone_open_nothing(cast, meeting):
    ended = sign_in(cast.member)
    Session.objects.filter(session_key=ended).delete()

    assert admission.admit([Knock(meeting.pk, ended)])[0].user_id is None


async def enter(h, guard, meeting, keys, *names):
    browsers = []
    for name in names:
        place = await guard.admit(Knock(meeting.pk, keys[name]))
        browsers.append(await h.enter(Browser(MEMBERS, user_id=place.user_id)))
        guard.follow(browsers[-1].socket, place)
    return browsers


async def test_the_bus_has_one_watch(meeting):
    assert bus.here().watch is bus.here().watch
    await bus.farewell()
