"""Between threads, between processes, and after a message was lost."""

import asyncio

import pytest
from channels.db import database_sync_to_async as thread
from channels.layers import InMemoryChannelLayer, channel_layers
from channels_redis.pubsub import RedisPubSubChannelLayer

from council.kernel.events import announce_end_of_access
from realtime import bus, hub
from realtime.bus import Bus
from realtime.protocol import Close
from tests.realtime.remarks import remark
from tests.realtime.scene import MEMBERS, Browser, until
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
    """The browsers of these tests do not hang up by themselves."""
    monkeypatch.setattr(hub, "FAREWELL", 0.05)


@pytest.fixture(params=list(layers()))
async def two_processes(request):
    """Two buses that know nothing of each other but the channel layer."""
    layer = InMemoryChannelLayer()
    if request.param != "memory":
        layer = RedisPubSubChannelLayer(hosts=[request.param], prefix="majlis-test")
    channel_layers.set("default", layer)
    buses = [Bus().start(), Bus().start()]
    await until(lambda: all(each._channel for each in buses))
    await asyncio.sleep(0.1)
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


async def test_a_command_line_has_no_sockets_and_does_not_mind(meeting):
    await thread(remark)(meeting_id=meeting.pk, words="hello")
    await thread(announce_end_of_access)(7)


@pytest.mark.slow
@pytest.mark.parametrize("two_processes", [p for p in layers() if p.id == "redis"], indirect=True)
async def test_an_idle_line_between_processes_is_not_dropped(two_processes, meeting, caplog):
    """channels-redis 4.3 with redis-py 8 drops it about every five seconds."""
    browser = await enter(two_processes[1], meeting, Browser())
    await asyncio.sleep(12)

    entry = await thread(remark)(meeting_id=meeting.pk, words="hello")
    two_processes[0].publish(*as_announced(entry))

    await until(lambda: seqs(browser) == [b"1"])
    assert caplog.records == []
