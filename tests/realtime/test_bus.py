"""Between threads, between processes, and after a message was lost."""

import asyncio
from contextlib import suppress

import pytest
from channels.db import database_sync_to_async as thread
from channels.layers import InMemoryChannelLayer, channel_layers
from channels_redis.pubsub import RedisPubSubChannelLayer

from council.config.layers import layer_of
from council.kernel.events import announce_end_of_access
from realtime import bus, hub, presence, ticks, wire
from realtime.bus import Bus
from realtime.protocol import Close
from tests.realtime.remarks import remark
from tests.realtime.scene import MEMBERS, Browser, news, until
from tests.support.machine import Missing, redis_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("remarks")]


def layers():
    yield pytest.param("memory", id="memory")
    try:
        yield pytest.param(redis_url(), id="redis", marks=pytest.mark.service)
    except Missing as reason:
        yield pytest.param("", id="redis", marks=pytest.mark.skip(reason=str(reason)))


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """The browsers of these tests do not hang up by themselves, and clocks go ten times as fast."""
    monkeypatch.setattr(hub, "FAREWELL", 0.05)
    monkeypatch.setattr(ticks, "BEAT", 0.1)


@pytest.fixture(params=list(layers()))
async def two_processes(request):
    """Two buses that know nothing of each other but the channel layer."""
    layer = InMemoryChannelLayer()
    if request.param != "memory":
        config = layer_of(request.param, "known to everybody")["CONFIG"]
        layer = RedisPubSubChannelLayer(**config | {"prefix": "majlis-test"})
    channel_layers.set("default", layer)
    buses = [Bus().start(), Bus().start()]
    await until(lambda: all(each._wire._is_laid.is_set() for each in buses))
    yield buses
    for each in buses:
        await each.stop()
    await layer.flush()
    channel_layers.backends.pop("default")


@pytest.fixture
async def one_process():
    """The bus that the services of this process tell."""
    here = bus.here()
    yield here
    await bus.farewell()


async def enter(process, meeting, browser):
    browser.socket.meeting_id = meeting.pk
    process.hub.register(browser.socket)
    room = process.hub.room(meeting.pk)
    room.enter(browser.socket, await room.position(None))
    process._go(room.serve(browser.socket))
    return browser


def seqs(browser):
    return [each.split(b'"seq":')[1].split(b",")[0] for each in browser.got if b'"t":"n"' in each]


async def test_what_is_committed_in_another_thread_is_told(one_process, meeting):
    browser = await enter(one_process, meeting, Browser())

    await thread(remark)(meeting_id=meeting.pk, words="hello")

    await until(lambda: seqs(browser) == [b"1"])


async def test_what_one_process_does_the_other_tells(two_processes, meeting):
    here, _ = two_processes
    browsers = [await enter(each, meeting, Browser()) for each in two_processes]

    entry = await thread(remark)(meeting_id=meeting.pk, words="hello")
    here.publish(*as_announced(entry))

    await until(lambda: [seqs(each) for each in browsers] == [[b"1"], [b"1"]])


def as_announced(entry):
    return bus._group(entry.meeting_id), {"type": "entry"} | bus.News.of(entry).as_message()


async def test_a_lost_message_is_found_in_the_journal(two_processes, meeting):
    browser = await enter(two_processes[1], meeting, Browser())
    await thread(remark)(meeting_id=meeting.pk, words="hello")

    await two_processes[1]._compare_with_journal()

    await until(lambda: seqs(browser) == [b"1"])


async def test_revocation_reaches_every_process(two_processes, meeting):
    browsers = [await enter(each, meeting, Browser(MEMBERS, user_id=7)) for each in two_processes]

    two_processes[0].publish(bus.EVERYONE, {"type": "revoked", "user_id": 7})

    await until(lambda: [each.code for each in browsers] == [Close.REVOKED] * 2)


async def test_a_member_on_two_processes_is_present_once(two_processes, meeting):
    here, there = two_processes
    for process, who in ((here, 7), (here, 8), (there, 7), (there, 9)):
        await enter(process, meeting, Browser(MEMBERS, user_id=who))

    for process in two_processes:
        process._presence.count(meeting.pk)

    await until(lambda: here._presence.count(meeting.pk) == there._presence.count(meeting.pk) == 3)


async def test_who_leaves_is_present_on_no_process(two_processes, meeting):
    here, there = two_processes
    leaving = await enter(there, meeting, Browser(MEMBERS, user_id=7))
    room = here.hub.room(meeting.pk)
    await until(lambda: here._presence.count(meeting.pk) == 1, seconds=5)

    there.hub.leave(leaving.socket)

    await until(lambda: here._presence.count(room.meeting_id) == 0, seconds=5)


async def test_a_process_that_goes_takes_its_people_with_it(two_processes, meeting):
    here, there = two_processes
    await enter(there, meeting, Browser(MEMBERS, user_id=7))
    here.hub.room(meeting.pk)
    await until(lambda: here._presence.count(meeting.pk) == 1, seconds=5)

    await there.stop()

    await until(lambda: here._presence.count(meeting.pk) == 0)


async def test_a_process_that_died_is_soon_not_counted(two_processes, meeting, monkeypatch):
    here, there = two_processes
    await enter(there, meeting, Browser(MEMBERS, user_id=7))
    here.hub.room(meeting.pk)
    await until(lambda: here._presence.count(meeting.pk) == 1, seconds=5)
    monkeypatch.setattr(there._wire, "send", lambda *_: None)

    monkeypatch.setattr(presence, "STALE", 0.1)

    await until(lambda: here._presence.count(meeting.pk) == 0)


async def test_who_begins_to_listen_learns_at_once_who_is_there(two_processes, meeting):
    here, there = two_processes
    await enter(there, meeting, Browser(MEMBERS, user_id=7))
    there._presence.count(meeting.pk)  # told before anybody listened here

    here.hub.room(meeting.pk)

    await until(lambda: here._presence.count(meeting.pk) == 1, seconds=3)


async def test_a_command_line_has_no_sockets_and_does_not_mind(meeting):
    await thread(remark)(meeting_id=meeting.pk, words="hello")
    await thread(announce_end_of_access)(7)


@pytest.fixture
def quiet(monkeypatch):
    """Processes that say nothing of their own accord."""
    monkeypatch.setattr(wire, "PULSE", 60)


ON_REDIS = [each for each in layers() if each.id == "redis"]


@pytest.mark.slow
@pytest.mark.parametrize("two_processes", ON_REDIS, indirect=True)
@pytest.mark.usefixtures("quiet")
async def test_an_idle_wire_between_processes_is_not_dropped(meeting, caplog, two_processes):
    """channels-redis 4.3 with redis-py 8 drops it about every five seconds."""
    browser = await enter(two_processes[1], meeting, Browser())
    await asyncio.sleep(12)

    entry = await thread(remark)(meeting_id=meeting.pk, words="hello")
    two_processes[0].publish(*as_announced(entry))

    await until(lambda: seqs(browser) == [b"1"])
    assert caplog.records == []


@pytest.mark.parametrize("two_processes", ON_REDIS, indirect=True)
async def test_five_hundred_notices_at_once_all_arrive_in_order(two_processes, meeting):
    """The layers that keep messages in a list drop them silently at a hundred."""
    here, there = two_processes
    browser = await enter(there, meeting, Browser())
    group, told = bus._group(meeting.pk), []
    there._hears["entry"] = lambda message: told.append(message["seq"])

    for number in range(500):
        one = news(number + 1, meeting_id=meeting.pk, words=f"{number}" * 50)
        here.publish(group, {"type": "entry"} | one.as_message())

    await until(lambda: len(told) == 500, seconds=10)
    assert told == list(range(1, 501))
    assert browser.code is None


async def test_a_wire_that_has_fallen_silent_is_laid_anew(monkeypatch, meeting):
    """As one does whose other end is gone without a word."""
    monkeypatch.setattr(wire, "PULSE", 0.02)
    monkeypatch.setattr(wire, "SILENCE", 0.1)
    monkeypatch.setattr(wire, "AGAIN", 0.01)
    layer = Deaf()
    channel_layers.set("default", layer)
    here = Bus().start()
    browser = await enter(here, meeting, Browser())
    await until(here._wire._is_laid.is_set)
    first = here._wire._channel

    layer.is_deaf = True
    await until(lambda: here._wire._channel != first)
    layer.is_deaf = False
    await until(here._wire._is_laid.is_set)
    entry = await thread(remark)(meeting_id=meeting.pk, words="hello")
    await layer.group_send(bus._group(meeting.pk), as_announced(entry)[1])

    await until(lambda: seqs(browser) == [b"1"])
    await here.stop()
    channel_layers.backends.pop("default")


class Deaf(InMemoryChannelLayer):
    """A layer that may swallow what it is given."""

    is_deaf = False

    async def group_send(self, group, message):
        if not self.is_deaf:
            await super().group_send(group, message)


async def test_a_process_ends_though_something_in_it_will_not():
    """As a library does that takes being cancelled for a broken connection."""
    is_over = asyncio.Event()

    async def stubborn():
        while not is_over.is_set():
            with suppress(asyncio.CancelledError):
                await is_over.wait()

    bus.here()._go(stubborn())
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(10):
            await bus.farewell()
    finally:
        is_over.set()
        await asyncio.sleep(0)
