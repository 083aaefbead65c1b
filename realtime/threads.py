"""Where work that uses the database runs: never on the loop, never in Django's one shared thread.

With ``thread_sensitive=True`` all synchronous work of a process queues in one thread, so that one
slow query stops every command; what renders and what decides therefore have threads of their own.
"""

from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from channels.db import DatabaseSyncToAsync

P = ParamSpec("P")
T = TypeVar("T")

_RENDERING = ThreadPoolExecutor(1, "majlis-rendering")
_DECIDING = ThreadPoolExecutor(4, "majlis-deciding")


def rendering(work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Let ``work`` be awaited; it runs where notices are made, one after the other."""
    return _in(_RENDERING, work)


def deciding(work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Let ``work`` be awaited; it runs where people are admitted and commands are obeyed."""
    return _in(_DECIDING, work)


def _in(executor: ThreadPoolExecutor, work: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    return DatabaseSyncToAsync(work, thread_sensitive=False, executor=executor)
