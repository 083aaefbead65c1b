"""The order of notices, the ring behind it, and browsers that cannot keep up."""

import asyncio

import pytest

from realtime import protocol, room
from realtime.protocol import Close
from realtime.ring import Ring
from realtime.sockets import QUEUE
from tests.realtime.scene import MEMBERS, PUBLIC, Browser, frame, hall, settle, until

pytestmark = pytest.mark.usefixtures("path")


async def test_what_happens_is_told_in_order():
    async with hall(entries=3) as h:
        browser = await h.enter()

        h.happen(5)

        await until(lambda: browser.numbers == [4, 5, 6, 7, 8])


async def test_a_notice_is_made_once_for_each_kind_of_reader_however_many_listen():
    async with hall() as h:
        browsers = [await h.enter(Browser(kind)) for kind in [PUBLIC, MEMBERS] * 20]

        h.happen(3)

        await until(lambda: all(browser.numbers == [1, 2, 3] for browser in browsers))
        assert set(h.journal.made.values()) == {1}
        assert len(h.journal.made) == 3 * 2


async def test_every_socket_is_handed_the_same_bytes():
    async with hall() as h:
        browsers = [await h.enter() for _ in range(5)]

        h.happen()

        await until(lambda: all(browser.got for browser in browsers))
        assert len({id(browser.handed[0]) for browser in browsers}) == 1


async def test_what_is_ready_at_the_same_time_leaves_together():
    async with hall() as h:
        browsers = [await h.enter(Browser(kind)) for kind in [PUBLIC, MEMBERS] * 5]

        h.happen(5)

        await until(lambda: all(browser.numbers == [1, 2, 3, 4, 5] for browser in browsers))
        assert {len(browser.handed) for browser in browsers} == {1}


async def test_no_more_leaves_together_than_the_first_should_wait_for():
    async with hall() as h:
        browser = await h.enter()

        h.happen(2 * room.TOGETHER + 1)

        await until(lambda: h.room.seq == 2 * room.TOGETHER + 1)
        await until(lambda: browser.numbers == list(range(1, h.room.seq + 1)))
        assert len(browser.handed) == 3


async def test_on_the_short_path_nobody_is_woken_to_be_told(path):
    async with hall() as h:
        browsers = [await h.enter() for _ in range(5)]

        h.happen()

        await until(lambda: all(browser.numbers == [1] for browser in browsers))
        assert {browser.woken for browser in browsers} == {0 if path == "short" else 1}


async def test_nothing_overtakes_what_is_being_sent():
    async with hall() as h:
        browser = await h.enter()
        browser.reads.clear()
        h.happen(2)
        await until(lambda: h.room.seq == 2)
        h.happen(2)
        await until(lambda: h.room.seq == 4)

        browser.reads.set()
        h.happen(2)

        await until(lambda: browser.numbers == [1, 2, 3, 4, 5, 6])


async def test_nothing_is_made_while_nobody_listens():
    async with hall() as h:
        await h.room.position(None)

        h.happen(3)

        await until(lambda: h.room.seq == 3)
        assert not h.journal.made


async def test_a_number_that_overtakes_another_waits_for_it():
    async with hall() as h:
        browser = await h.enter()
        first, second = h.journal.write(), h.journal.write()

        h.hub.hear(second)
        await settle()
        assert browser.numbers == []
        h.hub.hear(first)

        await until(lambda: browser.numbers == [1, 2])
        assert h.journal.read == 0


async def test_a_number_that_never_comes_is_read_in_the_journal():
    async with hall() as h:
        browser = await h.enter()
        h.journal.write()

        h.hub.hear(h.journal.write())

        await until(lambda: browser.numbers == [1, 2])
        assert h.journal.read == 1


async def test_entries_that_come_twice_or_late_are_told_once():
    async with hall() as h:
        browser = await h.enter()
        entries = [h.journal.write() for _ in range(3)]

        for entry in [entries[0], *entries, *entries[::-1]]:
            h.hub.hear(entry)

        await until(lambda: h.room.seq == 3)
        await settle()
        assert browser.numbers == [1, 2, 3]


async def test_a_number_that_the_journal_does_not_have_stops_nobody():
    async with hall() as h:
        browser = await h.enter()
        rolled_back = h.journal.write()
        h.journal.entries.clear()
        h.hub.hear(rolled_back.__class__(1, 9, "remark.made", {}, rolled_back.audience, 0))
        await asyncio.sleep(room.PATIENCE + 0.1)

        h.happen()

        await until(lambda: browser.numbers == [1])


@pytest.mark.parametrize("since", [0, 1, 7, 9, 10])
async def test_whoever_comes_back_gets_exactly_what_was_missed(since):
    async with hall(entries=10) as h:
        browser = await h.enter(since=since)

        h.happen(2)

        await until(lambda: browser.numbers == list(range(since + 1, 13)))


async def test_what_is_in_the_ring_is_not_read_again():
    async with hall() as h:
        await h.enter()
        h.happen(50)
        await until(lambda: h.room.seq == 50)

        late = await h.enter(since=20)

        await until(lambda: late.numbers == list(range(21, 51)))
        assert h.journal.read == 0
        assert set(h.journal.made.values()) == {1}


async def test_a_thousand_that_come_back_at_once_cost_one_reading():
    async with hall(entries=100) as h:
        back = await asyncio.gather(*(h.enter(since=40) for _ in range(1000)))

        await until(lambda: all(each.numbers == list(range(41, 101)) for each in back), 20)
        assert h.journal.read == 1
        assert set(h.journal.made.values()) == {1}


async def test_whoever_missed_too_much_has_to_load_the_page():
    async with hall(entries=room.OLDEST + 5) as h:
        await h.enter()

        assert await h.room.position(5) == 5
        assert await h.room.position(4) is None


async def test_a_page_may_be_ahead_of_us():
    async with hall(entries=3) as h:
        await h.enter()
        h.journal.write()

        browser = await h.enter(since=4)
        h.happen()

        await until(lambda: browser.numbers == [5])


async def test_a_page_may_be_ahead_of_us_while_we_render_what_it_shows():
    async with hall(entries=3) as h:
        await h.enter()
        h.journal.renders.clear()
        h.journal.write()

        place = asyncio.create_task(h.room.position(4))
        await asyncio.sleep(0.1)  # it looks several times whether we are there
        h.journal.renders.set()

        assert await place == 4


async def test_a_page_of_a_journal_that_no_longer_exists_has_to_be_loaded_anew():
    async with hall(entries=3) as h:
        assert await h.room.position(4) is None


async def test_a_browser_that_asks_again_is_told_again():
    async with hall() as h:
        browser = await h.enter()
        h.happen(4)
        await until(lambda: browser.numbers == [1, 2, 3, 4])

        h.room.rewind(browser.socket, 2)
        h.happen()

        await until(lambda: browser.numbers == [1, 2, 3, 4, 3, 4, 5])


async def test_what_waits_for_a_browser_that_does_not_read_is_bounded(monkeypatch):
    monkeypatch.setattr("tests.realtime.scene.frame", lambda *args: frame(*args, size=10_000))
    async with hall() as h:
        slow, quick = await h.enter(), await h.enter()
        slow.reads.clear()

        h.happen(200)

        await until(lambda: quick.numbers == list(range(1, 201)))
        assert slow.socket._size <= QUEUE
        assert not slow.socket.is_live
        slow.reads.set()
        await until(lambda: slow.numbers == list(range(1, 201)))
        assert slow.socket.is_live


async def test_a_browser_that_slept_too_long_is_told_to_load_the_page(monkeypatch):
    monkeypatch.setattr("tests.realtime.scene.frame", lambda *args: frame(*args, size=10_000))
    monkeypatch.setattr(room, "OLDEST", 50)
    async with hall() as h:
        h.room.ring = Ring(length=100)
        slow = await h.enter()
        slow.reads.clear()
        h.happen(200)
        await until(lambda: h.room.seq == 200)

        slow.reads.set()
        await until(lambda: protocol.RESYNC in slow.got)
        h.happen()

        await until(lambda: slow.numbers[-1:] == [201])


async def test_a_notice_that_cannot_be_made_stops_nobody(monkeypatch):
    monkeypatch.setattr(room, "PAUSE", 0)
    async with hall() as h:
        browser = await h.enter()
        h.journal.is_broken = True
        h.happen()
        await until(lambda: browser.got)
        h.journal.is_broken = False

        h.happen()

        await until(lambda: browser.numbers == [2])
        assert browser.got[0] == protocol.RESYNC


async def test_a_database_that_comes_back_is_asked_again(monkeypatch):
    monkeypatch.setattr(room, "PAUSE", 0.05)
    async with hall() as h:
        browser = await h.enter()
        h.journal.is_broken = True
        h.happen()
        await settle()

        h.journal.is_broken = False

        await until(lambda: browser.numbers == [1])


async def test_new_kinds_of_readers_may_come_while_a_notice_is_made():
    async with hall() as h:
        first = await h.enter()
        h.happen()
        await asyncio.sleep(0)

        late = await h.enter(Browser(MEMBERS), since=0)

        await until(lambda: first.numbers == late.numbers == [1])
        assert late.got == [frame(1, MEMBERS)]


async def test_a_closed_socket_is_sent_its_goodbye_and_nothing_else():
    async with hall() as h:
        browser = await h.enter()
        browser.reads.clear()
        h.happen()
        await until(lambda: h.room.seq == 1)
        h.happen(4)
        await until(lambda: h.room.seq == 5)

        h.hub.leave(browser.socket)
        browser.socket.close(Close.REVOKED)
        browser.reads.set()

        await until(lambda: browser.code is Close.REVOKED)
        assert browser.got[-1] == protocol.bye(Close.REVOKED)
        assert browser.numbers in ([], [1])  # the one that was already on its way
