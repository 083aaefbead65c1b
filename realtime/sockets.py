"""One browser's end of a meeting: what waits for it, its place in the order, how it is closed."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from realtime import protocol
from realtime.news import Readers
from realtime.protocol import Close

QUEUE = 256 * 1024  # what may wait for a slow browser [bytes]


class Packet:
    """Frames that leave together, in order: made once, handed to many sockets."""

    __slots__ = ("frames", "raw")

    def __init__(self, *frames: bytes) -> None:
        self.frames = frames
        self.raw = b"".join(map(protocol.framed, frames))

    def __len__(self) -> int:
        """What it takes on the wire [bytes]."""
        return len(self.raw)


class ShortPath(Protocol):
    """The way past ASGI to one browser, where the server has one: ``realtime.flow``."""

    def write(self, data: bytes) -> bool:
        """Write finished frames at once, or do nothing; say which."""


Send = Callable[[Packet], Awaitable[None]]
Shut = Callable[[Close], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose socket it is: the account, its session's fingerprint, the network address."""

    user_id: int | None = None
    session: str = ""
    address: str = ""


class Socket:
    """Who reads, what waits for them, and up to which number they have been told.

    A hub never awaits a socket. ``put`` takes the short path when nothing waits, else queues; then
    one task per socket (``Room.serve``) sends. While ``is_live``, new notices are put as they come,
    and it has been told as much as its room; a socket that lags, or has just come, gets its notices
    from the ring until it has caught up, and ``seq`` says how far it is.
    """

    __slots__ = (
        "__weakref__", "_is_clear", "_news", "_queue", "_send", "_size", "_write", "closing",
        "is_live", "meeting_id", "opened", "owner", "readers", "seq", "shut",
    )  # fmt: skip

    def __init__(
        self,
        meeting_id: int,
        readers: Readers,
        owner: Owner,
        *,
        send: Send,
        shut: Shut,
        short: ShortPath | None = None,
    ) -> None:
        self.meeting_id, self.readers, self.owner = meeting_id, readers, owner
        self.shut = shut
        self.opened = int(time.time() * 1000)  # [ms since 1970]
        self.seq = 0
        self.is_live = False
        self.closing: Close | None = None
        self._send = send
        self._write = short.write if short is not None else _never
        self._is_clear = True  # nothing waits that would be overtaken, and no goodbye was said
        self._queue: deque[Packet] = deque()
        self._size = 0
        self._news = asyncio.Event()

    def put(self, packet: Packet) -> bool:
        """Write the packet, or queue it unless too much waits; say whether it was taken."""
        if self._is_clear and self._write(packet.raw):
            return True
        if self.closing is not None or (self._queue and self._size + len(packet) > QUEUE):
            return False
        self._push(packet)
        return True

    def close(self, code: Close) -> None:
        """Say goodbye and hang up; what waits is dropped, for it may no longer be theirs to see."""
        if self.closing is None:
            self.closing, self.is_live, self._size = code, False, 0
            self._queue.clear()
            self._push(Packet(protocol.bye(code)))

    def lag(self, seq: int) -> None:
        """Go back to the ring, for what follows ``seq``."""
        self.is_live, self.seq = False, seq
        self._news.set()

    async def send_next(self) -> bool:
        """Send what has waited longest; say whether anything did. One task at a time may call."""
        if not self._queue:
            return False
        packet = self._queue.popleft()
        self._size -= len(packet)
        await self._send(packet)
        self._is_clear = not self._queue and self.closing is None
        return True

    async def wait(self) -> None:
        """Wait until there is something to do."""
        await self._news.wait()
        self._news.clear()

    def _push(self, packet: Packet) -> None:
        self._is_clear = False
        self._queue.append(packet)
        self._size += len(packet)
        self._news.set()


def _never(_data: bytes) -> bool:
    """The short path where the server has none."""
    return False
