"""Passing facts of a meeting: told at most once a second, and only when they have changed."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping

from realtime import parts, protocol
from realtime.hub import Hub
from realtime.livepart import Tick
from realtime.outages import logger_of
from realtime.presence import Presence
from realtime.room import Room, Told
from realtime.sockets import Packet
from realtime.threads import rendering

logger = logger_of(__name__)

BEAT = 1.0  # [s]
QUIET = 25.0  # then what is known already is told once more, so that pages know their line [s]
_PRESENT = Tick(read=lambda _: None)


class Clock:
    """Looks at every meeting that somebody listens to, once a second."""

    def __init__(self, hub: Hub, presence: Presence) -> None:
        self._hub, self._presence = hub, presence
        self._told_at: defaultdict[int, float] = defaultdict(float)

    async def run(self) -> None:
        """Tell what has changed, for as long as the process lives."""
        while True:
            await asyncio.sleep(BEAT)
            for room in list(self._hub.rooms.values()):
                try:
                    await self.beat(room)
                except Exception:  # the next beat may succeed
                    logger.exception("Meeting %s was not told the time", room.meeting_id)

    async def beat(self, room: Room) -> None:
        """Tell the room's readers what has changed since the last beat.

        Every process tells its own. Who left a room is told to other processes even when nobody is
        left to read it.
        """
        self._tell(room, "present", self._presence.count(room.meeting_id), _PRESENT)
        watched = parts.TICKS
        if watched and room.sockets:
            facts = await rendering(read)(room.meeting_id, watched)
            for name, value in facts.items():
                self._tell(room, name, value, watched[name])

    def _tell(self, room: Room, name: str, value: object, tick: Tick) -> None:
        last = room.ticks.get(name)
        if value is None:
            room.ticks.pop(name, None)
        elif last is None or last.value != value or self._is_quiet(room, tick):
            frame = protocol.tick(at=int(time.time() * 1000), **{name: value})
            room.tell(name, Told(value, tick.audience, Packet(frame)))
            self._told_at[room.meeting_id] = time.monotonic()

    def _is_quiet(self, room: Room, tick: Tick) -> bool:
        """Say whether the room has been told nothing for so long that pages doubt their line."""
        return tick is _PRESENT and time.monotonic() - self._told_at[room.meeting_id] >= QUIET


def read(meeting_id: int, watched: Mapping[str, Tick]) -> dict[str, object]:
    """Read every watched fact of the meeting; needs a thread that may use the database."""
    facts: dict[str, object] = {}
    for name, tick in watched.items():
        try:
            facts[name] = tick.read(meeting_id)
        except Exception:  # one broken selector must not silence the others
            logger.exception("Tick %s of meeting %s cannot be read", name, meeting_id)
    return facts
