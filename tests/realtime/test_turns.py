"""Threads for pages and acts: who waits for whom, and how many connections are left to others."""

import asyncio
import threading

import pytest

from realtime import bus
from realtime.turns import READING, act, at_once, read, turns


@pytest.mark.parametrize(
    ("connections", "threads"),
    [
        (None, (8, 8)),
        (100, (8, 8)),
        (20, (8, 8)),
        (10, (3, 4)),
        (6, (1, 2)),
        (2, (1, 1)),
    ],
)
def test_pages_leave_connections_for_ballots_notices_and_commands(connections, threads):
    assert at_once(connections) == threads


async def test_who_acts_does_not_wait_behind_those_who_read():
    is_over = threading.Event()
    reading = [asyncio.create_task(read(is_over.wait)) for _ in range(READING + 1)]
    try:
        async with asyncio.timeout(10):
            name = await act(lambda: threading.current_thread().name)
    finally:
        is_over.set()
        await asyncio.gather(*reading)
        turns.here().end()
        turns.forget()
        await bus.farewell()

    assert name.startswith("majlis-acts")
