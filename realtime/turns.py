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

AT_ONCE = 16  # requests of one process
BESIDE = 3  # connections that pages leave to ballots, notices and commands


async def in_turn(work: Callable[P, T], *arguments: P.args, **facts: P.kwargs) -> T:
    """Do ``work`` in the first thread that is free; whoever finds none waits, and costs nothing.

    What the work sets for its context, such as the language, is forgotten with it.
    """
    loop = asyncio.get_running_loop()
    context = copy_context()
    return await loop.run_in_executor(
        _threads.here(), lambda: context.run(work, *arguments, **facts)
    )


def at_once(connections: int | None) -> int:
    """Return how many requests have a thread, if the process has so many connections at most.

    With a thread for each, ballots and notices would have to wait for a connection behind their
    own hall, and who waits for long is turned away.
    """
    return AT_ONCE if connections is None else max(1, min(AT_ONCE, connections - BESIDE))


def _connections() -> int | None:
    pool = settings.DATABASES["default"].get("OPTIONS", {}).get("pool")
    return pool["max_size"] if pool else None


def _threads_of_pages() -> ThreadPoolExecutor:
    bus.here()  # which closes polls in time, though nobody listens
    ballots.here()  # so that the threads of requests find who writes
    return ThreadPoolExecutor(at_once(_connections()), "majlis-pages")


_threads = OnePerLoop(_threads_of_pages)
