"""Requests, with limits: how slowly one may come, how large it may be, for which host.

Each override names the method of daphne or Twisted that it replaces or extends, and
``tests/realtime/test_server.py`` fails when that method changes under it.
"""

import asyncio
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from twisted.internet import defer
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel

MEBI = 1024 * 1024
LARGEST_BODY = 2 * MEBI
LARGEST_UPLOAD = 12 * MEBI  # of a registry, by the clerk; of files with an addressee's answer
UPLOADS = (("/office/", "/import/"), ("/inbox/", "/"))  # how their paths begin and end
HEADERS_WITHIN, BODY_WITHIN, IDLE = 20, 120, 60  # [s]
LINGER = 2  # reads what is still on its way after a refusal, so that it is heard [s]

REASONS = {
    400: b"Bad Request",
    411: b"Length Required",
    413: b"Content Too Large",
}


class Channel(HTTPChannel):  # type: ignore[misc]  # Twisted is annotated in part
    """One connection; whoever sends a header or a body too slowly is dropped.

    Extends twisted.web.http.HTTPChannel: ``dataReceived``, ``allHeadersReceived``,
    ``allContentReceived``, ``connectionLost``. Twisted's own time-out starts anew with each byte.
    """

    _deadline: asyncio.TimerHandle | None = None

    def dataReceived(self, data: bytes) -> None:
        """Start the clock with the first byte of a request."""
        if self._deadline is None and not self._handlingRequest:
            self._expect_within(HEADERS_WITHIN)
        super().dataReceived(data)

    def allHeadersReceived(self) -> None:
        """Give the body time of its own."""
        self._expect_within(BODY_WITHIN)
        super().allHeadersReceived()

    def allContentReceived(self) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().allContentReceived()

    def connectionLost(self, reason: Failure) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connectionLost(reason)

    def _expect_within(self, seconds: float) -> None:
        self._stop_clock()
        self._deadline = asyncio.get_running_loop().call_later(seconds, self._drop)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None

    def _drop(self) -> None:
        self.transport.abortConnection()


class Request(WebRequest):  # type: ignore[misc]  # daphne is published without annotations
    """One request; too large, of unknown length or for another host, it is refused unread.

    Extends daphne's WebRequest: ``gotLength``, ``handleContentChunk``, ``process`` (Twisted calls
    them when headers are complete, for every piece of the body, and at the end).
    """

    refused = 0

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._parsePOSTFormSubmission = False  # Django reads forms; Twisted need not read them too

    def gotLength(self, length: int | None) -> None:
        """Refuse a body before it is spooled to the disk."""
        if length is None:
            self.refuse(411)
        elif length > self._largest():
            self.refuse(413)
        elif not self._is_for_us():
            self.refuse(400)
        super().gotLength(0 if self.refused else length)

    def handleContentChunk(self, data: bytes) -> None:
        """Drop what is still coming after a refusal."""
        if not self.refused:
            super().handleContentChunk(data)

    def process(self) -> "defer.Deferred[None] | None":
        """Hand on what was not refused; what has become a line is no longer a request."""
        if self.refused:
            return None
        done: defer.Deferred[None] = super().process()
        if self.transport is None:
            self.channel.requests.clear()  # which would keep it for as long as the line lives
        return done

    def refuse(self, status: int) -> None:
        """Answer at once, and hang up when the other side has had time to read the answer."""
        self.refused = status
        reason = REASONS[status]
        head = b"HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n"
        head += b"Connection: close\r\n\r\n%s"
        channel = self.channel
        channel.transport.write(head % (status, reason, len(reason), reason))
        channel.persistent = False
        asyncio.get_running_loop().call_later(LINGER, channel.loseConnection)

    def _largest(self) -> int:
        path = self.channel._path.split(b"?")[0].decode("latin1")  # noqa: SLF001 - no other way yet
        is_upload = any(path.startswith(one) and path.endswith(other) for one, other in UPLOADS)
        return LARGEST_UPLOAD if is_upload else LARGEST_BODY

    def _is_for_us(self) -> bool:
        hosts = self.requestHeaders.getRawHeaders(b"host") or [b""]
        domain, _ = split_domain_port(hosts[0].decode("latin1").lower())
        return len(hosts) == 1 and bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


class Factory(HTTPFactory):  # type: ignore[misc]  # as above
    """Makes our channels and requests. Extends daphne's HTTPFactory: ``buildProtocol``."""

    protocol = Channel

    def buildProtocol(self, addr: IAddress) -> Channel:
        """Return a channel that makes our requests."""
        channel: Channel = super().buildProtocol(addr)
        channel.requestFactory = Request
        channel.timeOut = IDLE
        return channel
