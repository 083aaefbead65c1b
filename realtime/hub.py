"""Who listens in this process: rooms by meeting, sockets by person and by address."""

import asyncio
import time
from collections import Counter, defaultdict
from contextlib import suppress

from council.kernel.audience import Audience
from realtime.news import News, Readers
from realtime.outages import logger_of
from realtime.protocol import Close
from realtime.room import Room, Source
from realtime.sockets import Socket

logger = logger_of(__name__)

SOCKETS_PER_ACCOUNT = 5
FAREWELL = 3.0  # for saying goodbye to everybody before the process ends [s]
KEPT_EMPTY = 60.0  # so that a room finds its ring when all come back at once [s]


class Hub:
    """The rooms of one process."""

    def __init__(self, source: Source) -> None:
        self.rooms: dict[int, Room] = {}
        self._source = source
        self._work: dict[int, asyncio.Task[None]] = {}
        self._empty_since: dict[int, float] = {}
        self._registered: set[Socket] = set()
        self._by_user: defaultdict[int, list[Socket]] = defaultdict(list)
        self._by_address: Counter[str] = Counter()
        self._are_all_gone = asyncio.Event()

    def hear(self, news: News) -> None:
        """Tell the meeting's room, if there is one."""
        room = self.rooms.get(news.meeting_id)
        if room is not None:
            room.hear(news)

    def room(self, meeting_id: int) -> Room:
        """Return the meeting's room; the first to ask opens it."""
        if meeting_id not in self.rooms:
            room = self.rooms[meeting_id] = Room(meeting_id, self._source)
            task = self._work[meeting_id] = asyncio.create_task(room.work())
            task.add_done_callback(_complain)
        self._empty_since.pop(meeting_id, None)
        return self.rooms[meeting_id]

    def register(self, socket: Socket) -> None:
        """Count the socket among its owner's; the owner's oldest gives way when there are many.

        Refusing the newest instead would keep out a phone whose dead connections have not been
        noticed yet.
        """
        self._by_address[socket.owner.address] += 1
        self._registered.add(socket)
        if socket.owner.user_id is None:
            return
        theirs = self._by_user[socket.owner.user_id]
        theirs.append(socket)
        for oldest in theirs[:-SOCKETS_PER_ACCOUNT]:
            self._dismiss(oldest)

    def give_way(self, user_id: int, opened: int) -> None:
        """Hang up on the person's lines that are older than that; they have as many newer ones."""
        for socket in [each for each in self._by_user[user_id] if each.opened < opened]:
            self._dismiss(socket)

    def opened(self) -> dict[int, list[int]]:
        """Return when each account has opened its lines [ms since 1970], the oldest first."""
        return {user_id: [each.opened for each in held] for user_id, held in self._by_user.items()}

    def addresses(self) -> dict[str, int]:
        """Return how many lines each network address holds."""
        return dict(self._by_address)

    def crowd(self, address: str) -> int:
        """Return how many lines the network address holds."""
        return self._by_address[address]

    def leave(self, socket: Socket) -> None:
        """Forget the socket; from this moment it is sent nothing."""
        room = self.rooms.get(socket.meeting_id)
        if room is not None:
            room.leave(socket)
            if not room.sockets:
                self._empty_since[socket.meeting_id] = time.monotonic()
        if socket in self._registered:
            self._registered.discard(socket)
            if not self._registered:
                self._are_all_gone.set()
            self._strike_off(socket)

    def _dismiss(self, socket: Socket) -> None:
        self.leave(socket)
        socket.close(Close.TOO_FAST)

    def _strike_off(self, socket: Socket) -> None:
        user_id, address = socket.owner.user_id, socket.owner.address
        self._by_address[address] -= 1
        if self._by_address[address] <= 0:
            del self._by_address[address]
        if user_id is not None:
            self._by_user[user_id].remove(socket)
            if not self._by_user[user_id]:
                del self._by_user[user_id]

    def revoke(self, user_id: int) -> None:
        """Close every socket of the person."""
        for socket in list(self._by_user.get(user_id, ())):
            self.show_out(socket)

    def revoke_session(self, session: str) -> None:
        """Close the sockets of one session: somebody signed out on one of their devices."""
        for socket in [each for each in self._registered if each.owner.session == session]:
            self.show_out(socket)

    def show_out(self, socket: Socket) -> None:
        """Hang up on somebody who is no longer who they were; nothing more is sent to them."""
        self.leave(socket)
        socket.close(Close.REVOKED)

    def present(self, meeting_id: int) -> set[int]:
        """Return who of the council is connected here, each once however many devices."""
        room = self.rooms.get(meeting_id)
        return {
            socket.owner.user_id
            for socket in (room.sockets if room else ())
            if socket.owner.user_id is not None and socket.readers.audience is not Audience.PUBLIC
        }

    def readers(self, meeting_id: int) -> frozenset[Readers]:
        """Return for which kinds of readers the meeting's notices are made here."""
        room = self.rooms.get(meeting_id)
        return frozenset(socket.readers for socket in (room.sockets if room else ()))

    def sweep(self) -> list[int]:
        """Close rooms that have been empty for a while; return their numbers."""
        late = time.monotonic() - KEPT_EMPTY
        closed = [number for number, since in self._empty_since.items() if since <= late]
        for meeting_id in closed:
            del self.rooms[meeting_id], self._empty_since[meeting_id]
            self._work.pop(meeting_id).cancel()
        return closed

    async def farewell(self, code: Close = Close.RESTART) -> None:
        """Say goodbye to everybody and give them a moment to hear it."""
        for socket in list(self._registered):
            socket.close(code)
        if self._registered:
            self._are_all_gone.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await self._are_all_gone.wait()

    def close(self) -> None:
        """Stop working."""
        for task in self._work.values():
            task.cancel()


def _complain(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        logger.error("A room has stopped working", exc_info=task.exception())
