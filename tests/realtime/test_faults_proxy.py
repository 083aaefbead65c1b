"""The bad network of the tests does what it is told, and always the same."""

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from types import SimpleNamespace

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidMessage

from tests.support.proxy import Fault, Proxy, Weather
from tests.support.simulator.device import Device, Lost


@asynccontextmanager
async def site():
    """A server that answers every post with what was posted, and remembers it."""
    heard, ends = [], set()

    async def answer(reader, writer):
        ends.add(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                size = int(head.lower().partition("content-length:")[2].split()[0])
                body = (await reader.readexactly(size)).decode()
                heard.append(body.partition("&")[0])
                told = json.dumps(body).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(told), told))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield SimpleNamespace(port=server.sockets[0].getsockname()[1], heard=heard)
        for end in ends:
            end.transport.abort()


@asynccontextmanager
async def echo():
    """A WebSocket server that says everything twice over: to the client, and to the test."""
    heard = []

    async def answer(line):
        with suppress(ConnectionClosed):
            async for text in line:
                heard.append(text)
                await line.send(text)

    async with serve(answer, "127.0.0.1", 0, compression=None) as server:
        yield SimpleNamespace(port=server.sockets[0].getsockname()[1], heard=heard)


async def post(port, words, patience=2.0):
    device = Device(port, patience=patience)
    try:
        return (await device.post("/", words=words)).status
    except Lost:
        return "lost"
    finally:
        device.close()


def line(port):
    return connect(f"ws://127.0.0.1:{port}/", compression=None, ping_interval=None)


async def heard(where, count):
    for _ in range(400):
        if len(where.heard) >= count:
            break
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.02)
    return where.heard


@pytest.mark.parametrize(
    ("fault", "answer", "arrives"),
    [
        (Fault.CARRY, 200, 1),
        (Fault.LOSE_MESSAGE, "lost", 0),
        (Fault.LOSE_ANSWER, "lost", 1),
        (Fault.TEAR, "lost", 0),
        (Fault.REPEAT, 200, 2),
    ],
)
async def test_a_post_meets_the_fault_that_was_planned_for_it(fault, answer, arrives):
    async with site() as far, Proxy(far.port) as proxy:
        proxy.next("words=second", fault)

        told = [await post(proxy.port, words) for words in ("first", "second", "third")]

        assert told == [200, answer, 200]
        expected = ["words=first", *["words=second"] * arrives, "words=third"]
        assert sorted(await heard(far, len(expected))) == sorted(expected)


@pytest.mark.parametrize(
    ("fault", "answers", "arrives"),
    [
        (Fault.CARRY, ["second"], 1),
        (Fault.LOSE_MESSAGE, [], 0),
        (Fault.LOSE_ANSWER, [], 1),
        (Fault.TEAR, [], 0),
        (Fault.REPEAT, ["second", "second"], 2),
    ],
)
async def test_a_frame_meets_the_fault_that_was_planned_for_it(fault, answers, arrives):
    async with echo() as far, Proxy(far.port) as proxy, line(proxy.port) as near:
        proxy.next("second", fault)
        await near.send("first")
        assert await near.recv() == "first"

        await near.send("second")
        for answer in answers:
            assert await near.recv() == answer
        if not answers:
            with pytest.raises(ConnectionClosed):
                await near.recv()
        assert await heard(far, 1 + arrives) == ["first", *["second"] * arrives]


async def test_a_half_open_line_carries_nothing_and_tells_nobody():
    async with echo() as far, Proxy(far.port) as proxy, line(proxy.port) as near:
        proxy.next("lost", Fault.HALF_OPEN)
        await near.send("lost")
        await near.send("after it")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(near.recv(), 0.2)
        assert far.heard == []
        near.transport.abort()


@pytest.mark.parametrize("size", [1, 200, 70_000])
async def test_pieces_of_one_byte_arrive_as_what_was_sent(size):
    weather = Weather(piece=1 if size < 1000 else 1000)
    async with (
        echo() as far,
        Proxy(far.port, weather=weather) as proxy,
        line(proxy.port) as near,
    ):
        await near.send("x" * size)

        assert await near.recv() == "x" * size


async def test_a_cut_breaks_both_ends_and_the_network_comes_back():
    async with echo() as far, Proxy(far.port) as proxy:
        async with line(proxy.port) as near:
            await near.send("first")
            await near.recv()
            assert proxy.cut() == 1
            with pytest.raises(ConnectionClosed):
                await near.recv()
        proxy.is_up = False
        with pytest.raises((ConnectionError, InvalidMessage)):
            await line(proxy.port)
        proxy.is_up = True
        async with line(proxy.port) as again:
            await again.send("second")
            assert await again.recv() == "second"


async def test_the_same_seed_and_the_same_messages_meet_the_same_faults():
    async def met(seed):
        chances = {Fault.LOSE_ANSWER: 0.3, Fault.REPEAT: 0.2}
        async with (
            site() as far,
            Proxy(far.port, seed=seed, weather=Weather(chances)) as proxy,
        ):
            for number in range(40):
                await post(proxy.port, f"n{number}")
            return [fault for fault, _ in proxy.met]

    first, again, other = [await met(seed) for seed in (1, 1, 2)]

    assert first == again
    assert first != other
    assert {Fault.LOSE_ANSWER, Fault.REPEAT} == set(first)
