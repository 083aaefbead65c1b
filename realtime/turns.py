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
from weakref import WeakKeyDictionary

from realtime import ballots, bus

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 16  # requests of one process: four of them fit the hundred connections of a PostgreSQL

_threads: WeakKeyDictionary[asyncio.AbstractEventLoop, ThreadPoolExecutor] = WeakKeyDictionary()


async def in_turn(work: Callable[P, T], *arguments: P.args, **facts: P.kwargs) -> T:
    """Do ``work`` in the first thread that is free; whoever finds none waits, and costs nothing.

    What the work sets for its context, such as the language, is forgotten with it.
    """
    loop = asyncio.get_running_loop()
    context = copy_context()
    return await loop.run_in_executor(
        _threads_of(loop), lambda: context.run(work, *arguments, **facts)
    )


def _threads_of(loop: asyncio.AbstractEventLoop) -> ThreadPoolExecutor:
    if loop not in _threads:
        _threads[loop] = ThreadPoolExecutor(AT_ONCE, "majlis-pages")
        bus.here()  # which closes polls in time, though nobody listens
        ballots.here()  # so that the threads of requests find who writes
    return _threads[loop]
