"""Where work that uses the database runs: never on the loop, never in Django's one shared thread.

With ``thread_sensitive=True`` all synchronous work of a process queues in one thread, so that one
slow query stops every command; what renders and what decides therefore have threads of their own.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from channels.db import DatabaseSyncToAsync
from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")

_RENDERING = ThreadPoolExecutor(1, "majlis-rendering")
_DECIDING = ThreadPoolExecutor(4, "majlis-deciding")
_WRITING = ThreadPoolExecutor(1, "majlis-ballots")


def rendering(work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Let ``work`` be awaited; it runs where notices are made, one after the other."""
    return _in(_RENDERING, work)


def deciding(work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Let ``work`` be awaited; it runs where people are admitted and commands are obeyed."""
    return _in(_DECIDING, work)


async def writing(work: Callable[P, T], *arguments: P.args, **facts: P.kwargs) -> T:
    """Do ``work`` where ballots are written, one lot after the other.

    Unlike the others it keeps its connection from one piece of work to the next, for a lot of
    ballots takes less time than opening one; whoever uses it gives it back when nothing waits.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_WRITING, partial(work, *arguments, **facts))


async def let_go() -> None:
    """Close the connection of those who write ballots: the server stops."""
    await writing(_close)


def _close() -> None:
    connection.close()  # that of this thread


def _in(executor: ThreadPoolExecutor, work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    return DatabaseSyncToAsync(work, thread_sensitive=False, executor=executor)
