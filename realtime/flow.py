"""The short path to a browser, and whether it keeps up: what only the server can tell."""

import asyncio
import socket as network
from typing import Any

from autobahn.websocket.protocol import WebSocketProtocol
from twisted.internet.tcp import Connection

FLOW = "majlis.flow"
"""Under this name a server that can tell puts a ``Flow`` into the scope's extensions."""

KERNEL = 128 * 1024  # what the kernel may keep for a browser that does not read [bytes]
OPEN, IN_ORDER = WebSocketProtocol.STATE_OPEN, WebSocketProtocol.SEND_STATE_GROUND


class Flow:
    """Stands between daphne's transport and those who send.

    Twisted accepts whatever is written and keeps it in memory; but it tells a registered producer
    when more than 64 KiB wait, and again when they are gone. Meanwhile nothing is read either: a
    browser that sends pings and never takes the answers would fill our memory with them.
    """

    __slots__ = ("_has_room", "_line", "_send", "_transport")

    def __init__(self, line: Any) -> None:  # noqa: ANN401 - daphne is published without annotations
        self._line = line
        self._transport: Connection = line.transport
        self._send = self._transport.socket.send
        self._has_room: asyncio.Event | None = None  # there is one while there is no room
        self._transport.socket.setsockopt(network.SOL_SOCKET, network.SO_SNDBUF, KERNEL)
        self._transport.unregisterProducer()  # the HTTP channel, whose connection this was
        self._transport.registerProducer(self, True)

    def write(self, data: bytes) -> bool:
        """Write finished WebSocket frames now, or do nothing; say which.

        Not before the handshake is over, nor after a goodbye, nor into a message that is half
        sent. What the kernel does not take goes the way of all bytes, and so does a broken line.
        Everything here is done for each browser and notice: a call more costs a hall a millisecond.
        """
        line, transport, sent = self._line, self._transport, 0
        if self._has_room is not None or line.state != OPEN or line.send_state != IN_ORDER:
            return False
        if not transport.dataBuffer and not transport._tempDataBuffer:  # noqa: SLF001 - all is gone
            try:
                sent = self._send(data)
            except OSError:
                sent = 0  # the kernel's buffer is full, or the line is broken
        if sent < len(data):
            transport.write(data[sent:])
        return True

    async def room(self) -> None:
        """Wait until the browser has taken what was sent before."""
        if self._has_room is not None:
            await self._has_room.wait()

    def pauseProducing(self) -> None:
        """Too much waits."""
        self._has_room = self._has_room or asyncio.Event()
        self._transport.pauseProducing()

    def resumeProducing(self) -> None:
        """It is gone."""
        self._make_room()
        if self._transport.disconnecting:
            self._transport.unregisterProducer()
        else:
            self._transport.resumeProducing()

    def stopProducing(self) -> None:
        """The line is lost."""
        self._make_room()

    def _make_room(self) -> None:
        if self._has_room is not None:
            self._has_room.set()
        self._has_room = None
