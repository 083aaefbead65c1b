"""Passing facts: told when they change, to those who may know them."""

import json

import pytest

from council.kernel.audience import Audience
from realtime import parts, presence, ticks
from realtime.livepart import Tick
from realtime.presence import NOBODY, Presence, Present
from realtime.ticks import Clock
from tests.realtime.scene import MEMBERS, Browser, hall, until

pytestmark = [
    pytest.mark.django_db(transaction=True),  # facts are read in another thread
    pytest.mark.usefixtures("path"),
]


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch):
    """Watch nothing but what a test is about."""
    monkeypatch.setattr(parts, "TICKS", {})


def told(browser):
    frames = [json.loads(each) for each in browser.got if each[:1] == b"{"]
    return [{k: v for k, v in each.items() if k not in {"t", "at"}} for each in frames]


def clock(h):
    return Clock(h.hub, Presence(h.hub, lambda *_: None))


async def test_presence_is_told_when_it_changes():
    async with hall() as h:
        first = await h.enter(Browser(MEMBERS, user_id=7))
        telling = clock(h)
        await telling.beat(h.room)
        await telling.beat(h.room)
        await h.enter(Browser(MEMBERS, user_id=7))
        await telling.beat(h.room)
        await h.enter(Browser(MEMBERS, user_id=8))

        await telling.beat(h.room)

        await until(lambda: told(first) == [{"present": 1}, {"present": 2}])


async def test_when_nothing_changes_presence_is_told_again_after_a_while(monkeypatch):
    async with hall() as h:
        browser = await h.enter(Browser(MEMBERS, user_id=7))
        telling = clock(h)
        await telling.beat(h.room)
        monkeypatch.setattr(ticks, "QUIET", 0)

        await telling.beat(h.room)

        await until(lambda: told(browser) == [{"present": 1}, {"present": 1}])


async def test_who_comes_later_is_told_what_holds():
    async with hall() as h:
        await h.enter(Browser(MEMBERS, user_id=7))
        await clock(h).beat(h.room)

        late = await h.enter()

        await until(lambda: told(late) == [{"present": 1}])


async def test_a_watched_fact_is_told_while_there_is_something_to_tell(monkeypatch):
    facts = iter([None, {"12": 3}, {"12": 3}, {"12": 4}, None, {"12": 4}])
    monkeypatch.setattr(parts, "TICKS", {"turnout": Tick(lambda meeting_id: next(facts))})
    async with hall() as h:
        browser = await h.enter()
        telling = clock(h)

        for _ in range(6):
            await telling.beat(h.room)

        turnouts = [{"turnout": {"12": number}} for number in (3, 4, 4)]
        await until(lambda: told(browser) == [{"present": 0}, *turnouts])


async def test_a_fact_for_members_is_not_told_to_the_public(monkeypatch):
    watched = Tick(lambda meeting_id: meeting_id, audience=Audience.MEMBER)
    monkeypatch.setattr(parts, "TICKS", {"clock": watched})
    async with hall() as h:
        public, member = await h.enter(), await h.enter(Browser(MEMBERS))

        await clock(h).beat(h.room)
        late = await h.enter()

        await until(lambda: told(member) == [{"present": 0}, {"clock": 1}])
        await until(lambda: told(public) == told(late) == [{"present": 0}])


async def test_one_broken_fact_does_not_silence_the_others(monkeypatch, caplog):
    watched = {"broken": Tick(lambda meeting_id: 1 / 0), "good": Tick(lambda meeting_id: "yes")}

    assert ticks.read(1, watched) == {"good": "yes"}
    assert "Tick broken" in caplog.text


async def test_a_silent_process_counts_for_nobody(monkeypatch):
    async with hall() as h:
        counting = Presence(h.hub, lambda *_: None)
        counting.hear({"meeting_id": 1, "from": "elsewhere", "user_ids": [7, 8]})
        assert counting.count(1) == 2

        monkeypatch.setattr(presence, "STALE", -1)

        assert counting.count(1) == 0


async def test_others_are_told_of_changes_and_again_after_a_while(monkeypatch):
    sent = []
    async with hall() as h:
        counting = Presence(h.hub, lambda _, present: sent.append(present))
        browser = await h.enter(Browser(MEMBERS, user_id=7))
        for _ in range(3):
            counting.count(1)
        monkeypatch.setattr(presence, "AGAIN", -1)
        counting.count(1)
        h.hub.leave(browser.socket)
        for _ in range(3):
            counting.count(1)

    here = Present(frozenset({7}), frozenset({MEMBERS}))
    assert sent == [here, here, NOBODY]


async def test_who_asks_hears_again_and_the_others_hear_that_all_have_gone():
    sent = []
    async with hall() as h:
        counting = Presence(h.hub, lambda _, present: sent.append(present))
        browser = await h.enter(Browser(MEMBERS, user_id=7))
        counting.count(1)
        counting.repeat({"meeting_id": 1})
        counting.count(1)
        counting.repeat({"meeting_id": 1})
        h.hub.leave(browser.socket)
        counting.count(1)

    here = Present(frozenset({7}), frozenset({MEMBERS}))
    assert sent == [here, here, NOBODY]


@pytest.mark.parametrize("beats", [1, 3])
async def test_nobody_looks_at_a_meeting_that_nobody_follows(monkeypatch, beats):
    asked = []
    monkeypatch.setattr(parts, "TICKS", {"x": Tick(asked.append)})
    monkeypatch.setattr(ticks, "BEAT", 0.01)
    async with hall() as h:
        await h.room.position(None)
        h.tasks.append(h.hub._work[1].get_loop().create_task(clock(h).run()))

        await until(h.room._is_ready.is_set)

        assert asked == []
