"""One meeting in this process: its order of notices, its ring, its sockets."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from itertools import count, islice, takewhile
from typing import NamedTuple, Protocol

from council.kernel.audience import Audience
from realtime import protocol
from realtime.news import News, Readers
from realtime.outages import logger_of
from realtime.ring import Item, Ring
from realtime.sockets import Packet, Socket

logger = logger_of(__name__)

OLDEST = 2_000  # who missed more than this reloads the page [notices]
LOT = 64  # handed to a socket that catches up, before it is looked at again [notices]
BITE = 64 * 1024  # and no more than that, for each such socket may hold it [bytes]
TOGETHER = 16  # that are ready leave in one packet, so that the first does not wait long [notices]
PATIENCE = 0.2  # for a number that another process has not told yet [s]
ATTEMPTS = 3  # to make a notice, before its readers are told to reload
PAUSE = 0.5  # between them [s]


class Told(NamedTuple):
    """A passing fact as it was last told, and to whom it may be told."""

    value: object
    audience: Audience
    packet: Packet


class Source(Protocol):
    """Where a room gets its news from."""

    async def subscribe(self, meeting_id: int) -> None:
        """Hear what other processes tell of the meeting."""

    async def last_seq(self, meeting_id: int) -> int:
        """Return the number of the journal's newest entry."""

    async def entries_since(self, meeting_id: int, seq: int, most: int) -> Sequence[News]:
        """Return what the journal says after ``seq``, oldest first."""

    async def render(
        self, news: Sequence[News], readers: Collection[Readers]
    ) -> list[dict[Readers, bytes]]:
        """Make the frames of each piece of news for each kind of reader."""


class Room:
    """Hands out the notices of one meeting: in order, without gaps, each made once."""

    def __init__(self, meeting_id: int, source: Source) -> None:
        self.meeting_id = meeting_id
        self.seq = 0
        self.ring = Ring()
        self.sockets: set[Socket] = set()
        self.ticks: dict[str, Told] = {}
        self._live: dict[Readers, set[Socket]] = {}
        self._source = source
        self._waiting: dict[int, News] = {}
        self._heard, self._is_ready = asyncio.Event(), asyncio.Event()
        self._catching_up = asyncio.Lock()

    # News come in

    def hear(self, news: News) -> None:
        """Take note of an entry; entries may come twice, too late, or in the wrong order."""
        if news.seq > self.seq:
            self._waiting.setdefault(news.seq, news)
            self._heard.set()

    async def work(self) -> None:
        """Hand out what was heard, in order, for as long as the room exists."""
        await self._source.subscribe(self.meeting_id)
        self.seq = await self._patiently_last_seq()
        self._is_ready.set()
        while True:
            await self._heard.wait()
            self._heard.clear()
            try:
                await self._hand_out_what_waits()
            except Exception:  # a defect must not silence the meeting: the journal has it all
                logger.exception("Meeting %s stumbled after %s", self.meeting_id, self.seq)
                await asyncio.sleep(PAUSE)
                self._heard.set()

    async def look(self) -> None:
        """Read in the journal what nobody told us; a message between processes may be lost."""
        for news in await self._source.entries_since(self.meeting_id, self.seq, OLDEST):
            self.hear(news)

    async def _patiently_last_seq(self) -> int:
        while True:
            try:
                return await self._source.last_seq(self.meeting_id)
            except Exception:  # the database may answer the next time
                logger.exception("The journal of meeting %s cannot be read", self.meeting_id)
                await asyncio.sleep(PAUSE)

    async def _hand_out_what_waits(self) -> None:
        while self._waiting:
            news = self._next()
            if news:
                self._hand_out(await self._made(news))
            elif not await self._close_gap():
                return

    def _next(self) -> list[News]:
        """Return what follows the last number without a gap, as much as may leave together."""
        numbers = takewhile(self._waiting.__contains__, count(self.seq + 1))
        return [self._waiting[seq] for seq in islice(numbers, TOGETHER)]

    async def _made(self, news: Sequence[News]) -> list[Item]:
        made = await self._rendered(news, set(self._live))
        return [Item(one, frames) for one, frames in zip(news, made, strict=True)]

    async def _rendered(
        self, news: Sequence[News], readers: Collection[Readers]
    ) -> Sequence[dict[Readers, bytes]]:
        for attempt in range(ATTEMPTS):
            try:
                return await self._source.render(news, readers)
            except Exception:  # the database may answer the next time
                logger.exception("Notices of meeting %s after %s", self.meeting_id, self.seq)
                await asyncio.sleep(PAUSE * attempt)
        return [dict.fromkeys(readers, protocol.RESYNC) for _ in news]

    async def _close_gap(self) -> bool:
        """Wait briefly for the number that is missing, then read the journal; say if it helped."""
        self._forget_the_past()
        if self._waiting:
            await asyncio.sleep(PATIENCE)
        if self._waiting and self.seq + 1 not in self._waiting:
            try:
                await self.look()
            except Exception:  # the database may answer the next time
                logger.exception("The journal of meeting %s cannot be read", self.meeting_id)
        if self.seq + 1 not in self._waiting:
            self._waiting.clear()  # numbers the journal does not have
        return bool(self._waiting)

    def _forget_the_past(self) -> None:
        for seq in [each for each in self._waiting if each <= self.seq]:
            del self._waiting[seq]

    def _hand_out(self, items: Sequence[Item]) -> None:
        """Tell everybody who keeps up; whoever cannot be told now will find it in the ring."""
        for item in items:
            self.ring.append(item)
            self._waiting.pop(item.news.seq, None)
        before, self.seq = self.seq, items[-1].news.seq
        for readers, sockets in list(self._live.items()):
            packet = _packed(items, readers)
            for socket in [each for each in sockets if packet is None or not each.put(packet)]:
                self._part_from(socket)
                socket.lag(before)

    # Sockets come and go

    async def position(self, since: int | None) -> int | None:
        """Return from which number a newcomer goes on; None if too much was missed.

        ``since`` may be ahead of us: the page was made after a commit of which we have not heard.
        """
        await self._is_ready.wait()
        if since is None:
            return self.seq
        if since > self.seq:
            await self.look()
            await self._reach(since)
        return since if since <= self.seq <= since + OLDEST else None

    async def _reach(self, seq: int) -> None:
        for _ in range(100):
            if self.seq >= seq or not self._waiting:
                return
            await asyncio.sleep(0.02)

    def enter(self, socket: Socket, seq: int) -> None:
        """Let the socket have all that follows ``seq``, and what was last told in passing."""
        self.sockets.add(socket)
        for told in self.ticks.values():
            if socket.readers.audience.sees(told.audience):
                socket.put(told.packet)
        socket.lag(seq)
        self._admit_if_current(socket)

    def rewind(self, socket: Socket, seq: int) -> None:
        """Send again what follows ``seq``: the browser found a gap."""
        self._part_from(socket)
        self.enter(socket, min(seq, self.seq))

    def tell(self, name: str, told: Told) -> None:
        """Tell a passing fact to those who keep up; the others will hear the next one."""
        self.ticks[name] = told
        for readers, sockets in self._live.items():
            if readers.audience.sees(told.audience):
                for socket in sockets:
                    socket.put(told.packet)

    def leave(self, socket: Socket) -> None:
        """Forget the socket."""
        self.sockets.discard(socket)
        self._part_from(socket)

    async def serve(self, socket: Socket) -> None:
        """Send what waits for the socket until it is closed; only this ever awaits it."""
        while True:
            if await socket.send_next():
                continue
            if socket.closing is not None:
                await socket.shut(socket.closing)
                return
            if not socket.is_live and socket in self.sockets:
                await self._refill(socket)
            else:
                await socket.wait()

    def _admit_if_current(self, socket: Socket) -> None:
        if socket.seq >= self.seq:
            socket.is_live = True
            self._live.setdefault(socket.readers, set()).add(socket)

    def _part_from(self, socket: Socket) -> None:
        sockets = self._live.get(socket.readers, set())
        sockets.discard(socket)
        if not sockets:
            self._live.pop(socket.readers, None)

    async def _refill(self, socket: Socket) -> None:
        start = socket.seq
        frames = await self._finished(start, socket.readers)
        if socket.closing is not None or socket.seq != start or socket not in self.sockets:
            return
        if frames is None:
            socket.put(Packet(protocol.RESYNC))
            socket.seq = self.seq
        elif frames and socket.put(Packet(*frames)):
            socket.seq = start + len(frames)
        self._admit_if_current(socket)

    async def _finished(self, seq: int, readers: Readers) -> Sequence[bytes] | None:
        """Return the next frames after ``seq``, made where they are missing; None if too old.

        Under a lock: when a thousand browsers come back at once, one makes the frames for all.
        """
        async with self._catching_up:
            if not await self._cover(seq):
                return None
            items = _a_bite(self.ring.after(seq, LOT), readers)
            frames = [
                item.frames.get(readers) for item in items
            ]  # the ring may lose them meanwhile
            bare = [item for item in items if readers not in item.frames]
            made = await self._source.render([item.news for item in bare], [readers])
            for item, found in zip(bare, made, strict=True):
                self.ring.fill(item, found)
            late = iter(made)
            return [next(late)[readers] if frame is None else frame for frame in frames]

    async def _cover(self, seq: int) -> bool:
        """Make the ring reach back to ``seq``, from the journal; say whether it does."""
        if self._reaches(seq):
            return True
        if self.seq - seq > OLDEST:
            return False
        older = await self._source.entries_since(self.meeting_id, seq, OLDEST)
        first = self.ring.first or self.seq + 1
        self.ring.prepend([news for news in older if news.seq < first])
        return self._reaches(seq)

    def _reaches(self, seq: int) -> bool:
        return seq >= self.seq or (self.ring.first is not None and self.ring.first <= seq + 1)


def _packed(items: Sequence[Item], readers: Readers) -> Packet | None:
    """Return the items' frames in one packet; None if one was not made for these readers."""
    if any(readers not in item.frames for item in items):
        return None
    return Packet(*(item.frames[readers] for item in items))


def _a_bite(items: Iterable[Item], readers: Readers) -> list[Item]:
    """Return the first items that are handed over together; those not made count nothing."""
    fitting: list[Item] = []
    size = 0
    for item in items:
        size += len(item.frames.get(readers, b""))
        if fitting and size > BITE:
            break
        fitting.append(item)
    return fitting
