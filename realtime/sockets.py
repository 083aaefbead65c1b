"""One browser's end of a meeting: its queue, its place in the order, and how it is closed."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from realtime import protocol
from realtime.news import Readers
from realtime.protocol import Close

QUEUE = 256 * 1024  # what may wait for a slow browser [bytes]

Send = Callable[[bytes], Awaitable[None]]
Shut = Callable[[Close], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose socket it is: the account, its session's fingerprint, the network address."""

    user_id: int | None = None
    session: str = ""
    address: str = ""


class Socket:
    """Who reads, what waits for them, and up to which number they have been told.

    A hub never awaits a socket: ``put`` queues, and one task per socket (``Room.serve``) sends.
    While ``is_live``, new notices are queued as they come; a socket that lags, or that has just
    come, gets its notices from the ring until it has caught up.
    """

    def __init__(
        self, meeting_id: int, readers: Readers, owner: Owner, *, send: Send, shut: Shut
    ) -> None:
        self.meeting_id, self.readers, self.owner = meeting_id, readers, owner
        self.send, self.shut = send, shut
        self.seq = 0
        self.is_live = False
        self.closing: Close | None = None
        self._queue: deque[bytes] = deque()
        self._size = 0
        self._news = asyncio.Event()

    def put(self, frame: bytes) -> bool:
        """Queue a frame unless too much waits already; say whether it was queued."""
        if self.closing is not None or (self._queue and self._size + len(frame) > QUEUE):
            return False
        self._push(frame)
        return True

    def close(self, code: Close) -> None:
        """Say goodbye and hang up; what waits is dropped, for it may no longer be theirs to see."""
        if self.closing is None:
            self.closing, self.is_live, self._size = code, False, 0
            self._queue.clear()
            self._push(protocol.bye(code))

    def lag(self, seq: int | None = None) -> None:
        """Go back to the ring, for what follows ``seq`` or else what follows the last number."""
        self.is_live = False
        self.seq = self.seq if seq is None else seq
        self._news.set()

    def take(self) -> bytes | None:
        """Return the next frame to send, or None when none waits."""
        if not self._queue:
            return None
        frame = self._queue.popleft()
        self._size -= len(frame)
        return frame

    async def wait(self) -> None:
        """Wait until there is something to do."""
        await self._news.wait()
        self._news.clear()

    def _push(self, frame: bytes) -> None:
        self._queue.append(frame)
        self._size += len(frame)
        self._news.set()
