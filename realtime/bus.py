"""From the commit to the sockets: this process's hub directly, other processes by the wire.

What travels is the journal entry, and what was rendered of it for all who read it anywhere. Nothing
depends on its arrival: numbers are gapless, and every few seconds the rooms compare theirs with the
journal's.
"""

import asyncio
from collections.abc import Collection, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from asgiref.sync import async_to_sync

from council.kernel.events import announce_end_of_session
from council.ledger import selectors as journal
from realtime import crowds, deadlines, litter
from realtime.crowds import Crowds, Held
from realtime.hub import Hub
from realtime.loops import OnePerLoop
from realtime.news import Entry, News, Readers
from realtime.notices import Frames
from realtime.outages import logger_of
from realtime.presence import Presence, Present
from realtime.shared import Shared, as_message, from_message
from realtime.threads import rendering
from realtime.tickets import fingerprint
from realtime.ticks import Clock
from realtime.watch import Watch
from realtime.wire import EVERYONE, Wire, send_once

logger = logger_of(__name__)

SWEEP = 5.0  # between two looks at the journal [s]
LAST_WORDS = 1.0  # for telling the other processes that this one goes [s]

Message = Mapping[str, Any]


class Bus:
    """The hub of one event loop, with its wire to the hubs of other processes."""

    def __init__(self) -> None:
        self.hub = Hub(self)
        self.watch = Watch(self.hub)
        self._name = uuid4().hex
        self._wire = Wire(self._name, self._hear, self._groups)
        self._tasks: set[asyncio.Task[None]] = set()
        self._presence = Presence(self.hub, self._tell_presence)
        self.crowds = Crowds(self.hub, self._tell_crowds)
        self._shared = Shared(self.hub, self._presence, self._tell_entry)
        self._hears = {
            "entry": self._hear_entry,
            "revoked": self._hear_revoked,
            "signed_out": self._hear_signed_out,
            "presence": self._presence.hear,
            "who": self._presence.repeat,
            "crowds": self.crowds.hear,
        }

    def start(self) -> "Bus":
        """Begin to listen to other processes, to look after the rooms and to tell the time."""
        wire, clock = self._wire, Clock(self.hub, self._presence)
        self._go(wire.listen(), wire.work(), wire.beat())
        self._go(self._look_after_rooms(), clock.run(), self.watch.run(), deadlines.keep())
        self._go(self.crowds.run(), litter.keep_giving_back())
        return self

    async def stop(self) -> None:
        """Say goodbye to every socket, tell the other processes, and stop working."""
        await self.hub.farewell()
        self._presence.leave()
        self.crowds.leave()
        await self._wire.flush(LAST_WORDS)
        self.hub.close()
        _attached.forget()
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:  # a library may swallow that it was cancelled: then the process ends all the same
            await asyncio.wait(tasks, timeout=LAST_WORDS)

    # What this process has to say

    def publish(self, group: str, message: Message) -> None:
        """Let this process's hub know, and tell the others."""
        if message["type"] == "entry":
            self._shared.announce(News.from_message(message))
        else:
            self._wire.send(group, message)
        self._hear(message)

    def _tell_entry(self, news: News, frames: Frames) -> None:
        told = {"type": "entry", "frames": as_message(frames)} | news.as_message()
        self._wire.send(_group(news.meeting_id), told)

    def _tell_presence(self, meeting_id: int, present: Present) -> None:
        told = {"type": "presence", "meeting_id": meeting_id, "user_ids": sorted(present.people)}
        told["readers"] = [(each.language, each.audience.value) for each in present.readers]
        self._wire.send(_group(meeting_id), told)

    def _tell_crowds(self, held: Held) -> None:
        self._wire.send(EVERYONE, {"type": "crowds"} | crowds.as_message(held))

    # What it hears

    def _groups(self) -> list[str]:
        return [_group(meeting_id) for meeting_id in self.hub.rooms]

    def _hear(self, message: Message) -> None:
        if message.get("from") != self._name:
            hear = self._hears.get(str(message["type"]))
            if hear is not None:
                hear(message)

    def _hear_entry(self, message: Message) -> None:
        news = News.from_message(message)
        self._shared.take(news, from_message(message))
        self.hub.hear(news)

    def _hear_revoked(self, message: Message) -> None:
        self.hub.revoke(message["user_id"])

    def _hear_signed_out(self, message: Message) -> None:
        self.hub.revoke_session(message["session"])

    # What rooms ask for (room.Source)

    async def subscribe(self, meeting_id: int) -> None:
        """Hear what other processes tell of the meeting, and who is connected to them."""
        await self._wire.subscribe(_group(meeting_id))
        self._wire.send(_group(meeting_id), {"type": "who", "meeting_id": meeting_id})

    async def last_seq(self, meeting_id: int) -> int:
        """Return the number of the journal's newest entry."""
        return await rendering(journal.last_seq)(meeting_id)

    async def entries_since(self, meeting_id: int, seq: int, most: int) -> Sequence[News]:
        """Return what the journal says after ``seq``, oldest first."""
        return await rendering(news_since)(meeting_id, seq, most)

    async def render(
        self, news: Sequence[News], readers: Collection[Readers]
    ) -> list[dict[Readers, bytes]]:
        """Make the frames of each piece of news for each kind of reader."""
        return await self._shared.render(news, readers)

    # Housekeeping

    async def _look_after_rooms(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            with _reported("The rooms could not be looked after"):
                for meeting_id in self.hub.sweep():
                    self._wire.unsubscribe(_group(meeting_id))
                await self._compare_with_journal()

    async def _compare_with_journal(self) -> None:
        rooms = dict(self.hub.rooms)
        newest = await rendering(journal.last_seqs)(list(rooms)) if rooms else {}
        for meeting_id, room in rooms.items():
            if newest.get(meeting_id, 0) > room.seq:
                await room.look()

    def _go(self, *works: Coroutine[Any, Any, None]) -> None:
        for work in works:
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


_attached = OnePerLoop(lambda: Bus().start())
here = _attached.here


def is_heard() -> bool:
    """Say whether anybody listens to a room of this process."""
    return any(bus.hub.rooms for _, bus in _attached.serving())


async def farewell() -> None:
    """Say goodbye to every socket of this process, if there ever was one."""
    bus = _attached.found()
    if bus is not None:
        await bus.stop()


def announce(*, entry: Entry, **_: object) -> None:
    """Hear ``council.kernel.events.happened``, in whatever thread or process the act was done."""
    message = {"type": "entry"} | News.of(entry).as_message()
    _tell(_group(entry.meeting_id), message)


def disconnect(*, user_id: int, **_: object) -> None:
    """Hear ``council.kernel.events.access_ended``: the person's sockets close everywhere."""
    _tell(EVERYONE, {"type": "revoked", "user_id": user_id})


def sign_out(*, session_key: str, **_: object) -> None:
    """Hear ``council.kernel.events.session_ended``: the sockets of this one session close."""
    _tell(EVERYONE, {"type": "signed_out", "session": fingerprint(session_key)})


def leave(*, request: object, **_: object) -> None:
    """Hear that somebody signs out: the sockets of that session go with it."""
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    if session_key:
        announce_end_of_session(session_key)


def _tell(group: str, message: dict[str, Any]) -> None:
    serving = _attached.serving()
    for loop, bus in serving:
        loop.call_soon_threadsafe(bus.publish, group, message)
    if not serving:  # a command line: it has no sockets, the servers do
        async_to_sync(send_once)(group, message)


def news_since(meeting_id: int, seq: int, most: int) -> list[News]:
    """Return what the journal says after ``seq``, oldest first, at most so many."""
    return [News.of(entry) for entry in journal.entries_since(meeting_id, seq, most)]


def _group(meeting_id: int) -> str:
    return f"majlis.meeting.{meeting_id}"


@contextmanager
def _reported(what: str) -> Iterator[None]:
    """Go on after whatever a channel layer or database raises, but say so."""
    try:
        yield
    except Exception:
        logger.exception(what)
