"""Redis and PostgreSQL die, hang and forget during a meeting; two processes go on."""

import asyncio
import os
import re
import signal
import threading
import time
from contextlib import AsyncExitStack, closing, suppress
from http.client import HTTPConnection

import psycopg
import pytest

from tests.support.large import Installation, ending, frame
from tests.support.machine import require_services
from tests.support.servers import until

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]
SEATS = 24
LATE = 12  # until a notice that no process was told of is found in the journal [s]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    require_services("redis-server")
    folder = tmp_path_factory.mktemp("faults")
    made = Installation(folder, seats=SEATS, MAJLIS_DATABASE_CONNECTIONS="10")
    yield made
    printed = made.end()
    assert re.findall(r"(.*\n)Traceback", printed) == []  # they would bury what is ours to mend


@pytest.fixture
def ports(site):
    return [each.port for each in site.processes]


@pytest.fixture
async def hall(site, ports):
    """A speaker at one process, a reader at the other, and what the reader's number is."""
    async with AsyncExitStack() as stack:
        speaker, reader = [
            await stack.enter_async_context(site.line(member, port=port))
            for member, port in zip((1, 2), ports, strict=True)
        ]
        await frame(speaker, "hello")
        yield speaker, reader, (await frame(reader, "hello"))["seq"]


async def speak(site, speaker, words, within):
    await speaker.send(site.act(words))
    return await frame(speaker, "ack", timeout=within)


async def is_heard(reader, seq, within):
    """Wait for the notice of this number; none may be missing before it."""
    assert (await frame(reader, "n", timeout=within))["seq"] == seq


def room(site):
    return f"/meetings/{site.facts['meeting']}/room/"


def processes(site):
    return [each.process.poll() for each in site.processes]


async def test_redis_is_killed_and_comes_back(site, ports, hall):
    speaker, reader, seq = hall
    site.redis.kill()

    await speak(site, speaker, "while Redis is away", within=3)
    await is_heard(reader, seq + 1, within=LATE)
    page, _, _ = await asyncio.to_thread(site.ask, room(site), port=ports[0], member=3)
    signing_in = await asyncio.to_thread(
        site.ask, "/card/", port=ports[0], body={"username": "x", "code": "0000-0000-0000-0000"}
    )
    site.redis.start()
    await hears_at_once(site, speaker, reader, seq + 2)

    assert (page, signing_in[0], processes(site)) == (200, 503, [None, None])


async def hears_at_once(site, speaker, reader, seq, within=40):
    """Wait until what one process does is heard at the other without the journal's help."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        began = time.monotonic()
        await speak(site, speaker, "again", within=5)
        await is_heard(reader, seq, within=LATE)
        if time.monotonic() - began < 0.5:
            return
        seq += 1
    pytest.fail("the wire between the processes was not mended")


async def test_redis_is_flushed(site, hall):
    speaker, reader, seq = hall
    site.redis.client().flushall()

    await speak(site, speaker, "after Redis forgot everything", within=3)

    await is_heard(reader, seq + 1, within=3)


async def test_redis_is_slow(site, ports, hall):
    speaker, reader, seq = hall
    asleep = threading.Thread(
        target=site.redis.client().execute_command, args=["DEBUG", "SLEEP", "4"]
    )
    asleep.start()
    await asyncio.sleep(0.2)

    for number in range(3):
        await speak(site, speaker, f"while Redis sleeps {number}", within=3)
        await is_heard(reader, seq + 1 + number, within=LATE)

    asleep.join()
    await hears_at_once(site, speaker, reader, seq + 4)


async def test_redis_hangs_for_longer_than_anybody_waits(site, ports, hall):
    speaker, reader, seq = hall
    os.kill(site.redis.process.pid, signal.SIGSTOP)
    try:
        await speak(site, speaker, "while Redis hangs", within=3)
        await is_heard(reader, seq + 1, within=LATE)
        newcomer = await asyncio.to_thread(site.ask, room(site), port=ports[1], member=4)
        async with site.line(4, port=ports[1], since=seq) as line:
            await frame(line, "hello")
            await is_heard(line, seq + 1, within=LATE)
    finally:
        os.kill(site.redis.process.pid, signal.SIGCONT)

    assert newcomer[0] == 200
    await hears_at_once(site, speaker, reader, seq + 2)


async def test_postgres_is_restarted_while_ballots_are_handed_in(site, ports):
    """Like a power failure: nothing that was acknowledged is lost, and nobody is told a lie."""
    voters = range(4, SEATS)
    answers = []
    began = asyncio.Event()

    async def vote(voter):
        for attempt in range(60):
            if attempt:
                began.set()
            status = await asyncio.to_thread(cast, site, ports[(voter + attempt) % 2], voter)
            answers.append((voter, status))
            if status == 302 and down.is_set():
                return
            await asyncio.sleep(0.2)
        pytest.fail(f"nobody took the ballot of {voter}")

    down = asyncio.Event()
    voting = [asyncio.create_task(vote(each)) for each in voters]
    await began.wait()
    await asyncio.to_thread(site.postgres.stop, "immediate")
    down.set()
    await asyncio.sleep(2)
    away = await asyncio.to_thread(site.ask, "/meetings/", port=ports[0])
    await asyncio.to_thread(site.postgres.start)
    await asyncio.wait_for(asyncio.gather(*voting), 30)

    assert {status for _, status in answers} == {302, 503}
    assert (away[0], away[1]["Retry-After"]) == (503, "5")
    stored = site.postgres.ask(
        "SELECT count(*) FROM voting_ballot b JOIN voting_rollentry r ON r.id = b.entry_id"
        " WHERE b.choice = 'yes'"
    )
    assert stored[0][0] >= len(voters)
    assert processes(site) == [None, None]


def cast(site, port, voter):
    """Hand in the ballot of the page, which is the same each time; return the status."""
    path = f"/polls/{site.facts['poll']}/cast/"
    return site.ask(path, port=port, member=voter, body={"choice": "yes", "seq": 1})[0]


async def test_lines_outlive_the_database(site, ports, hall):
    speaker, reader, seq = hall
    await asyncio.to_thread(site.postgres.stop, "immediate")
    await asyncio.sleep(1)
    await asyncio.to_thread(site.postgres.start)

    await speak(site, speaker, "after the database came back", within=10)

    await is_heard(reader, seq + 1, within=LATE)


async def test_who_joins_or_acts_while_the_database_is_away_is_told_to_come_back(site, ports, hall):
    speaker, _, seq = hall
    await asyncio.to_thread(site.postgres.stop, "immediate")
    try:
        async with site.line(5, port=ports[1], since=seq) as newcomer:
            told = await frame(newcomer, "bye")
            newcomer_ends = await ending(newcomer)
        await speaker.send(site.act("while the database is away"))
        speaker_told, speaker_ends = await frame(speaker, "bye"), await ending(speaker)
    finally:
        await asyncio.to_thread(site.postgres.start)

    assert told == speaker_told == {"t": "bye", "code": 4503, "retry": 2000}
    assert (newcomer_ends, speaker_ends) == (4503, 4503)
    async with site.line(5, port=ports[1], since=seq) as newcomer:
        assert (await frame(newcomer, "hello"))["seq"] == seq  # what was said is not done by half


def test_readers_who_hang_up_take_no_connections_along(site, ports):
    """Ten connections for the process, and twenty readers who do not wait for their answers."""
    with psycopg.connect(site.postgres.url) as line:
        line.execute("LOCK TABLE members_council")
        for _ in range(20):
            hang_up(site, ports[0])
        line.rollback()

    until(lambda: site.ask("/meetings/", port=ports[0])[0] == 200, 30)
    for _ in range(20):
        assert site.ask(room(site), port=ports[0], member=5)[0] == 200


def hang_up(site, port):
    with closing(HTTPConnection("127.0.0.1", port, timeout=0.2)) as line, suppress(TimeoutError):
        headers = {"Host": f"127.0.0.1:{site.port}", "X-Forwarded-Proto": "https"}
        line.request("GET", "/meetings/", headers=headers)
        line.getresponse()


async def test_the_log_says_in_a_line_that_the_database_was_away(site, hall):
    def told():
        return "".join(each.log.read_text() for each in site.processes)

    before = len(told())
    await asyncio.to_thread(site.postgres.stop, "immediate")
    try:
        await asyncio.to_thread(until, lambda: "(OperationalError: " in told()[before:], 30)
    finally:
        await asyncio.to_thread(site.postgres.start)
