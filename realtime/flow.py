"""Whether a browser keeps up: the network's back-pressure, as a server can tell it."""

import asyncio

from twisted.internet.tcp import Connection

FLOW = "majlis.flow"
"""Under this name a server that can tell puts a ``Flow`` into the scope's extensions."""


class Flow:
    """Stands between daphne's transport and the task that sends.

    Twisted accepts whatever is written and keeps it in memory; but it tells a registered producer
    when more than 64 KiB wait, and again when they are gone. Meanwhile nothing is read either: a
    browser that sends pings and never takes the answers would fill our memory with them.
    """

    def __init__(self, transport: Connection) -> None:
        self._transport = transport
        self._has_room = asyncio.Event()
        self._has_room.set()
        transport.unregisterProducer()  # the HTTP channel, whose connection this was
        transport.registerProducer(self, True)

    async def room(self) -> None:
        """Wait until the browser has taken what was sent before."""
        await self._has_room.wait()

    def pauseProducing(self) -> None:
        """Too much waits."""
        self._has_room.clear()
        self._transport.pauseProducing()

    def resumeProducing(self) -> None:
        """It is gone."""
        self._has_room.set()
        if self._transport.disconnecting:
            self._transport.unregisterProducer()
        else:
            self._transport.resumeProducing()

    def stopProducing(self) -> None:
        """The line is lost."""
        self._has_room.set()
