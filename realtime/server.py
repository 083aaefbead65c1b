"""Our daphne: the same server with limits, one that says goodbye before it goes.

Each override names the method of daphne or Twisted that it replaces or extends, and
``tests/realtime/test_server.py`` fails when that method changes under it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.typing import ASGI3Application
from daphne.server import Server as Daphne
from daphne.ws_protocol import WebSocketFactory
from twisted.internet import defer, reactor
from twisted.internet.endpoints import serverFromString
from twisted.internet.protocol import connectionDone
from twisted.logger import globalLogBeginner
from twisted.python.failure import Failure

from realtime import loops, threads
from realtime.flow import FLOW, Flow, Watched
from realtime.litter import spare_the_collector
from realtime.protocol import LONGEST_FRAME, Close
from realtime.requests import Factory, Request

Farewell = Callable[[], Awaitable[None]]

BACKLOG = 2048  # Twisted's 50 drops the connections of a hall that comes back at once
PING_EVERY, PONG_WITHIN = 30, 45  # 75 s of silence, then the line is closed [s]
UNREAD = 64  # frames from one socket that may wait for the application
GRACE = 8  # for requests under way when the process is asked to stop [s]


class Line(Watched):
    """One WebSocket.

    Extends daphne's WebSocketProtocol: ``onMessage``, ``serverSend``. Extends autobahn's
    ``connectionLost`` and ``onMessageFrameBegin``, whose own limit would hold for notices, too;
    replaces its ``onAutoPingTimeout``, which hangs up without a word, and its ``dataReceived``,
    which writes every piece that comes into a log that nobody keeps.
    """

    failedByMe: bool  # noqa: N815 - autobahn's name: we are closing for a fault of theirs

    def dataReceived(self, data: bytes) -> None:
        """Read what has come."""
        self._dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Let go of the promise that it will be closed: it is kept now, and its result is we."""
        super().connectionLost(reason)
        self.is_closed = None

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """Pass the frame on, unless the application is far behind already."""
        if self.application_queue.qsize() >= UNREAD:
            self.muted = True
            self.sendClose(code=int(Close.TOO_FAST))
            self.application_queue.put_nowait({"type": "websocket.disconnect", "code": 4429})
            return
        super().onMessage(payload, isBinary)

    def serverSend(self, content: str, binary: bool = False) -> None:
        """Send, unless the browser has begun to hang up: autobahn would raise."""
        if self.state in {self.STATE_CONNECTING, self.STATE_OPEN}:
            super().serverSend(content, binary)

    def onAutoPingTimeout(self) -> None:
        """Close after 75 s of silence; if nobody answers that either, autobahn drops the line."""
        self.sendClose(code=int(Close.SILENT))

    def onMessageFrameBegin(self, length: int) -> None:
        """Close when the message becomes too large; what follows of it is not kept."""
        super().onMessageFrameBegin(length)
        if self.message_data_total_length > LONGEST_FRAME and not self.failedByMe:
            self.failedByMe = True
            self.sendClose(code=int(Close.TOO_LARGE))


class Lines(WebSocketFactory):  # type: ignore[misc]  # as above
    """Makes our WebSockets."""

    protocol = Line


class Server(Daphne):  # type: ignore[misc]  # as above
    """The server. Replaces daphne's ``run``, ``create_application``, ``kill_all_applications``."""

    def __init__(
        self,
        *,
        application: ASGI3Application,
        bind: str,
        port: int,
        farewell: Farewell,
    ) -> None:
        host = bind.replace(":", r"\:")
        super().__init__(
            application=application,
            endpoints=[f"tcp:port={port}:interface={host}:backlog={BACKLOG}"],
            ping_interval=PING_EVERY,
            ping_timeout=PONG_WITHIN,
            server_name="majlis",
        )
        self.farewell = farewell
        self.ports: list[Any] = []
        self.failure: Exception | None = None

    def run(self) -> None:
        """Serve until the process is asked to stop.

        Replaces daphne.server.Server.run, which names its own factories.
        """
        spare_the_collector()
        self.connections: dict[Any, Any] = {}
        self.http_factory, self.ws_factory = Factory(self), Lines(self, server=self.server_name)
        self.ws_factory.setProtocolOptions(
            autoPingTimeout=self.ping_timeout,
            failByDrop=False,  # say why before hanging up
            allowNullOrigin=True,  # the application compares the origin, exactly
            openHandshakeTimeout=self.websocket_handshake_timeout,
            maxMessagePayloadSize=0,  # autobahn means what we send as well; see Line
            perMessageCompressionAccept=_no_compression,
        )
        globalLogBeginner.beginLoggingTo([_no_log], redirectStandardIO=False, discardBuffer=True)
        reactor.callLater(1, self.application_checker)
        reactor.callLater(2, self.timeout_checker)
        for endpoint in self.endpoints:
            listener = serverFromString(reactor, endpoint).listen(self.http_factory)
            listener.addCallbacks(self.ports.append, self._stop_with)
        asyncio.set_event_loop(reactor._asyncioEventloop)  # noqa: SLF001 - as daphne does
        reactor.addSystemEventTrigger("before", "shutdown", self.kill_all_applications)
        reactor.run(installSignalHandlers=True)
        if self.failure is not None:
            raise self.failure

    def create_application(
        self, protocol: Request | Line, scope: dict[str, Any]
    ) -> "asyncio.Queue[dict[str, Any]] | None":
        """Give the application of a socket the short path to its browser."""
        if scope["type"] == "websocket":
            scope.setdefault("extensions", {})[FLOW] = Flow(protocol)
        queue: asyncio.Queue[dict[str, Any]] | None = super().create_application(protocol, scope)
        return queue

    def kill_all_applications(self) -> "defer.Deferred[None]":
        """Say goodbye, let requests under way finish, then stop what is left.

        Replaces daphne's, which cancels everything at once and stumbles over connections whose
        application has ended.
        """
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._wind_up()))

    def _stop_with(self, failure: Failure) -> None:
        self.failure = failure.value
        reactor.callWhenRunning(reactor.stop)

    async def _wind_up(self) -> None:
        for port in self.ports:
            port.stopListening()
        await self.farewell()
        if self._applications():
            await asyncio.wait(self._applications(), timeout=GRACE)
        await threads.let_go()
        await loops.end_tasks()

    def _applications(self) -> list[Any]:
        known = (details.get("application_instance") for details in self.connections.values())
        return [each for each in known if each is not None and not each.done()]


def _no_compression(_offers: object) -> None:
    """Compressed, a notice would be other bytes for each browser, and each would need 300 kB."""


def _no_log(_event: object) -> None:
    """Twisted's log of connections is kept nowhere: it would name addresses."""
