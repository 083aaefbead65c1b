"""Threads for pages: as many as a process may have, kept, each with its connection.

Django gives every request under way a thread and a connection of its own and throws both away. To
open an SQLite database, with its schema, or a PostgreSQL takes longer than most pages do; and a
hall that posts its ballots at once would be given a thousand of each.
"""

import asyncio
from weakref import WeakKeyDictionary

from asgiref.sync import SyncToAsync, ThreadSensitiveContext
from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope

from realtime import ballots, bus

AT_ONCE = 16  # requests of one process: four of them fit the hundred connections of a PostgreSQL


class Threads:
    """The threads of one event loop; who finds none free waits in line, where it costs nothing."""

    def __init__(self) -> None:
        self._free = [ThreadSensitiveContext() for _ in range(AT_ONCE)]
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def lend(
        self,
        application: ASGI3Application,
        scope: Scope,
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
    ) -> None:
        """Let the application have a thread for all that is synchronous in it.

        Django's handler enters a ``ThreadSensitiveContext``, which gives way to one around it.
        """
        async with self._gate:
            mine = self._free.pop()
            token = SyncToAsync.thread_sensitive_context.set(mine)
            try:
                await application(scope, receive, send)
            finally:
                SyncToAsync.thread_sensitive_context.reset(token)
                self._free.append(mine)


_threads: WeakKeyDictionary[asyncio.AbstractEventLoop, Threads] = WeakKeyDictionary()


def taking_turns(application: ASGI3Application) -> ASGI3Application:
    """Let only so many requests of one process into the application at once, in their order."""

    async def waiting(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        loop = asyncio.get_running_loop()
        if loop not in _threads:
            _threads[loop] = Threads()
            bus.here()  # which closes polls in time, though nobody listens
            ballots.here()  # so that the threads of requests find who writes
        await _threads[loop].lend(application, scope, receive, send)

    return waiting
