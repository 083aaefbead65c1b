"""Threads for pages: as many as a process may have, kept, each with its connection.

Django gives every request under way a thread and a connection of its own and throws both away. To
open an SQLite database, with its schema, or a PostgreSQL takes longer than most pages do; and a
hall that loads its pages at once would be given a thousand of each.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from django.conf import settings

from realtime import ballots, bus
from realtime.loops import OnePerLoop

P = ParamSpec("P")
T = TypeVar("T")

READING = 8  # threads for pages
ACTING = 8  # threads for acts
BESIDE = 3  # connections that both leave to ballots, notices and commands


class Turns:
    """Two lines of people: who acts never waits behind a hall that loads its pages.

    The chair closes a poll while everybody comes back after a cut; in one line the click would be
    answered when the last page has been.
    """

    def __init__(self, reading: int, acting: int) -> None:
        self.reading = ThreadPoolExecutor(reading, "majlis-pages")
        self.acting = ThreadPoolExecutor(acting, "majlis-acts")

    def end(self) -> None:
        """Let the threads end when they have nothing to do any more."""
        self.reading.shutdown()
        self.acting.shutdown()


async def read(work: Callable[P, T], *arguments: P.args, **facts: P.kwargs) -> T:
    """Do ``work``, which shows something, in the first thread for it that is free."""
    return await _in(turns.here().reading, work, *arguments, **facts)


async def act(work: Callable[P, T], *arguments: P.args, **facts: P.kwargs) -> T:
    """Do ``work``, which changes something, in the first thread for it that is free."""
    return await _in(turns.here().acting, work, *arguments, **facts)


async def _in(
    threads: ThreadPoolExecutor, work: Callable[P, T], *arguments: P.args, **facts: P.kwargs
) -> T:
    """Whoever finds no thread waits, and costs nothing.

    What the work sets for its context, such as the language, is forgotten with it.
    """
    loop, context = asyncio.get_running_loop(), copy_context()
    return await loop.run_in_executor(threads, lambda: context.run(work, *arguments, **facts))


def at_once(connections: int | None) -> tuple[int, int]:
    """Return how many threads read and act, if the process has so many connections at most.

    With a thread for each, ballots and notices would have to wait for a connection behind their
    own hall, and who waits for long is turned away.
    """
    ours = READING + ACTING if connections is None else connections - BESIDE
    reading = max(1, min(READING, ours // 2))
    return reading, max(1, min(ACTING, ours - reading))


def _turns() -> Turns:
    bus.here()  # which closes polls in time, though nobody listens
    ballots.here()  # so that the threads of requests find who writes
    pool = settings.DATABASES["default"].get("OPTIONS", {}).get("pool")
    return Turns(*at_once(pool["max_size"] if pool else None))


turns = OnePerLoop(_turns)
