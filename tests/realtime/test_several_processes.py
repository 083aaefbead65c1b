"""What several processes must share, shown by two of them over PostgreSQL and Redis."""

import asyncio
import json
import re
from contextlib import AsyncExitStack

import pytest

from realtime.protocol import Close
from tests.support.large import Installation, ending, frame
from tests.support.machine import require_services

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]
LINES = 240  # from one address


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    require_services("redis-server")
    many = {"MAJLIS_SOCKETS_PER_ADDRESS": str(LINES)}
    made = Installation(tmp_path_factory.mktemp("several"), seats=16, **many)
    yield made
    assert "Traceback" not in made.end()


@pytest.fixture
def ports(site):
    return [each.port for each in site.processes]


@pytest.fixture
async def lines(site, ports):
    """Open a line to each process in turn: ``await lines(member, member, …)``."""
    async with AsyncExitStack() as stack:

        async def opened(*members):
            made = []
            for number, member in enumerate(members):
                language = site.facts["languages"][member]
                line = site.line(member, port=ports[number % len(ports)], lang=language)
                made.append(await stack.enter_async_context(line))
                await frame(made[-1], "hello")
            return made

        yield opened


def room(site):
    return f"/meetings/{site.facts['meeting']}/room/"


def test_who_signs_in_at_one_is_signed_in_at_the_other(site, ports):
    _, headers, _ = site.ask("/card/", port=ports[0], body=site.facts["card"])
    session = re.search("__Host-session=[^;]+", "".join(headers.get_all("Set-Cookie")))[0]

    status, _, _ = site.ask("/account/me/", port=ports[1], headers={"Cookie": session})

    assert status == 200


async def test_a_page_of_one_opens_its_line_at_the_other(site, ports):
    _, _, page = site.ask(room(site), port=ports[0], member=1)
    ticket = re.search('data-ticket="([^"]+)"', page.decode())[1]

    async with site.line(1, port=ports[1], ticket=ticket) as line:
        assert (await frame(line, "hello"))["lang"] == site.facts["languages"][1]


async def test_a_forged_ticket_opens_no_line_anywhere(site, ports):
    for port in ports:
        async with site.line(1, port=port, ticket="forged") as line:
            assert await ending(line) == Close.NOT_ADMITTED


async def test_who_signs_out_at_one_is_cut_off_at_the_other(site, ports, lines):
    *_, there = await lines(14, 15)

    site.ask("/account/logout/", port=ports[0], member=15, body={})

    assert await ending(there, timeout=5) == Close.REVOKED


def test_tries_are_counted_together(site, ports):
    wrong = {"username": site.facts["card"]["username"], "code": "0000-0000-0000-0000"}

    answers = [
        site.ask("/card/", port=ports[number % 2], body=wrong, source="127.0.0.1")[0]
        for number in range(6)
    ]

    assert answers == [422] * 5 + [429]


def test_a_room_is_rendered_once_for_all(site, ports):
    redis = site.redis.client()
    redis.flushdb()
    pages = [site.ask(room(site), port=ports[0], member=2)[2]]
    kept, hits = redis.keys("majlis*room*"), redis.info("stats")["keyspace_hits"]

    pages.append(site.ask(room(site), port=ports[1], member=2)[2])

    assert redis.keys("majlis*room*") == kept != []
    assert redis.info("stats")["keyspace_hits"] > hits
    first, second = (re.findall('id="(m-\\d+|agenda|floor|ballot)"', str(page)) for page in pages)
    assert first == second != []


async def test_each_hears_in_their_own_language_wherever_the_act_was_done(site, lines):
    here, there = await lines(5, 10)  # Arabic and Turkish
    await here.send(site.act("in English"))

    heard = [await frame(line, "n", kind="contribution.made") for line in (here, there)]

    assert heard[0]["seq"] == heard[1]["seq"]
    assert [site.facts["languages"][each] for each in (5, 10)] == ["ar", "tr"]
    html = [json.dumps(each["parts"], ensure_ascii=False) for each in heard]
    assert ["Original" in each for each in html] == [False, False]
    assert html[0] != html[1]


async def test_every_process_tells_the_time_to_its_own_and_once(site, ports, lines):
    here, there = await lines(3, 4)
    await asyncio.sleep(2)
    cast = f"/polls/{site.facts['poll']}/cast/"

    status, _, _ = site.ask(cast, port=ports[0], member=3, body={"choice": "yes", "seq": 1})

    assert status == 302
    told = await asyncio.gather(*(ticks(line, "turnout", 3) for line in (here, there)))
    after = [[each["all"] for each in heard if each["all"]["handed_in"]] for heard in told]
    assert after == [[{"handed_in": 1, "entitled": 16}]] * 2


async def ticks(line, name, seconds):
    """Return what is told under a name for so long."""
    told = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                made = json.loads(await line.recv())
                if made["t"] == "tick" and name in made:
                    told.append(made[name])
    except TimeoutError:
        return told


async def test_the_same_order_at_both_doors_is_carried_out_once(site, lines):
    here, there = await lines(6, 6)
    order = site.act("said once")

    answers = []
    for line in (here, there):
        await line.send(order)
        answers.append((await frame(line, "ack"))["data"])

    assert answers[0] == answers[1]


async def test_acts_in_both_processes_are_heard_in_one_order_without_a_gap(site, lines):
    speakers = await lines(7, 8, 9, 11)
    readers = await lines(12, 13)

    for number in range(15):
        await asyncio.gather(*(line.send(site.act(f"{number}")) for line in speakers))
        await asyncio.sleep(0.05)

    heard = [[(await frame(line, "n"))["seq"] for _ in range(60)] for line in readers]
    assert heard[0] == heard[1] == list(range(heard[0][0], heard[0][0] + 60))


# Limits


HALL = {"X-Forwarded-For": "198.51.100.7"}  # the address of a hall


@pytest.fixture
async def hall(site, ports):
    """As many lines as one address may hold, at each process in turn, when both know of them."""
    async with AsyncExitStack() as stack:
        lines = [
            await stack.enter_async_context(site.line(port=ports[each % 2], headers=HALL))
            for each in range(LINES)
        ]
        assert {await greeting(line) for line in lines} == {"hello"}
        for port in ports:
            await who_comes_is_told(site, port, "bye")
        yield lines


async def greeting(line):
    return (await frame(line, "hello", "bye"))["t"]


async def who_comes_is_told(site, port, kind):
    """Wait until somebody else of the hall is greeted so."""
    async with asyncio.timeout(30):
        while True:
            async with site.line(port=port, headers=HALL) as line:
                if await greeting(line) == kind:
                    return
            await asyncio.sleep(0.2)


async def test_a_hall_of_two_hundred_behind_one_address_comes_in_and_no_more_than_may(
    site, ports, hall
):
    assert len(hall) > 200
    for port in ports:
        async with site.line(port=port, headers=HALL) as line, site.line(port=port) as elsewhere:
            assert await ending(line) == Close.TOO_FAST
            assert await greeting(elsewhere) == "hello"


async def test_while_redis_is_away_each_process_counts_for_itself(site, ports, hall):
    site.redis.kill()
    try:
        for port in ports:
            await who_comes_is_told(site, port, "hello")
    finally:
        site.redis.start()

    for port in ports:
        await who_comes_is_told(site, port, "bye")


async def test_the_lines_of_a_process_that_was_killed_are_forgotten(site, ports, hall):
    site.processes[1].kill()
    try:
        await who_comes_is_told(site, ports[0], "hello")
        async with AsyncExitStack() as stack:
            back = [
                await stack.enter_async_context(site.line(port=ports[0], headers=HALL))
                for _ in range(LINES // 2)
            ]
            assert {await greeting(line) for line in back} == {"hello"}
    finally:
        await asyncio.to_thread(site.processes[1].start)


async def test_the_oldest_line_of_an_account_gives_way_at_the_other_process(lines):
    held = await lines(13, 13, 13, 13, 13)

    held += await lines(13)

    assert await ending(held[0], timeout=5) == Close.TOO_FAST
    assert [line.close_code for line in held[1:]] == [None] * 5
