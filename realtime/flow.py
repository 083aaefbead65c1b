"""The short path to a browser, and whether it keeps up: what only the server can tell."""

import asyncio
import socket as network

from daphne.ws_protocol import WebSocketProtocol
from twisted.internet.tcp import Connection

FLOW = "majlis.flow"
"""Under this name a server that can tell puts a ``Flow`` into the scope's extensions."""

KERNEL = 128 * 1024  # what the kernel may keep for a browser that does not read [bytes]


class Flow:
    """Stands between daphne's transport and those who send.

    Twisted accepts whatever is written and keeps it in memory; but it tells a registered producer
    when more than 64 KiB wait, and one that is paused when they are gone. Meanwhile nothing is read
    either: a browser that sends pings and never takes the answers would fill our memory with them.
    """

    __slots__ = ("_has_room", "_is_clear", "_is_open", "_send", "_transport")

    def __init__(self, line: "Watched") -> None:
        self._transport: Connection = line.transport
        self._send = self._transport.socket.send
        self._has_room: asyncio.Event | None = None  # there is one while there is no room
        self._is_open = self._is_clear = False
        self._transport.socket.setsockopt(network.SOL_SOCKET, network.SO_SNDBUF, KERNEL)
        self._transport.unregisterProducer()  # the HTTP channel, whose connection this was
        self._transport.registerProducer(self, True)
        line.be_followed_by(self)

    def write(self, data: bytes) -> bool:
        """Write finished WebSocket frames now, or do nothing; say which.

        Nothing is looked up here, for this is done for each browser and notice: whatever happens to
        the line is told to the flow when it happens. What the kernel does not take goes the way of
        all bytes, and so does what meets a broken line.
        """
        if not self._is_clear:
            return self._append(data)
        try:
            sent = self._send(data)
        except OSError:
            sent = 0  # the kernel's buffer is full, or the line is broken
        if sent < len(data):
            self._keep(data[sent:])
        return True

    def _append(self, data: bytes) -> bool:
        """Let the frames follow what waits already, unless that is too much."""
        if not self._is_open or self._has_room is not None:
            return False
        self._keep(data)
        return True

    def _keep(self, data: bytes) -> None:
        self._transport.write(data)
        self.hold()

    def hold(self) -> None:
        """Have nothing overtake what Twisted holds until it says that it is gone."""
        self._is_clear = False
        self._transport.producerPaused = True

    def follow(self, *, is_open: bool) -> None:
        """Hear whether a message may begin now: the line is open, and no other is half sent."""
        held = self._transport
        self._is_open = self._is_clear = is_open
        if held.dataBuffer or held._tempDataBuffer:  # noqa: SLF001 - there is no other way to ask
            self.hold()

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
        self._is_clear = self._is_open
        if self._transport.disconnecting:
            self._transport.unregisterProducer()
        elif self._has_room is not None:
            self._transport.resumeProducing()
        self._make_room()

    def stopProducing(self) -> None:
        """The line is lost."""
        self._make_room()

    def _make_room(self) -> None:
        if self._has_room is not None:
            self._has_room.set()
        self._has_room = None


class Watched(WebSocketProtocol):  # type: ignore[misc]  # daphne is published without annotations
    """A WebSocket that tells its flow when messages may be written to it, and when no more.

    Autobahn keeps that in two attributes, which many of its methods set. Extends its ``sendData``,
    through which everything passes that does not take the short path.
    """

    _flow: Flow | None = None
    _state: int = WebSocketProtocol.STATE_CONNECTING
    _send_state: int = WebSocketProtocol.SEND_STATE_GROUND

    def be_followed_by(self, flow: Flow) -> None:
        """Tell the flow from now on."""
        self._flow = flow
        self._tell()

    @property
    def state(self) -> int:
        """Whether the line is open."""
        return self._state

    @state.setter
    def state(self, state: int) -> None:
        self._state = state
        self._tell()

    @property
    def send_state(self) -> int:
        """Whether a message is half sent."""
        return self._send_state

    @send_state.setter
    def send_state(self, state: int) -> None:
        self._send_state = state
        self._tell()

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:
        """Write what is not a notice: answers, pings and goodbyes."""
        super().sendData(data, sync, chopsize)
        if self._flow is not None:
            self._flow.hold()

    def _tell(self) -> None:
        if self._flow is not None:
            is_open = self._state == self.STATE_OPEN
            is_open = is_open and self._send_state == self.SEND_STATE_GROUND
            self._flow.follow(is_open=is_open)
