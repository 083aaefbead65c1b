"""Who may listen: asked at the door, and again within fifteen seconds for as long as they stay.

Both are asked of the database for many at once. One question for each of a thousand phones would
keep it busy with nothing else, whether they come back together or stay for the whole meeting.
"""

import asyncio
import time
from itertools import islice, takewhile

from realtime import admission
from realtime.admission import Knock, Place
from realtime.hub import Hub
from realtime.outages import logger_of
from realtime.protocol import Close
from realtime.sockets import Socket
from realtime.threads import deciding

logger = logger_of(__name__)

BEAT = 1.0  # [s]
AGAIN = 12.0  # after which a reader is looked at again; 15 with the beat and a slow answer [s]
TOGETHER = 250  # readers that are looked up at once


class Watch:
    """Stands at the door of this process's rooms, and walks through them."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._knocks: list[tuple[Knock, asyncio.Future[Place | Close]]] = []
        self._opening: asyncio.Task[None] | None = None
        self._seen: dict[Socket, tuple[float, Place]] = {}  # and when; the longest ago comes first

    async def admit(self, knock: Knock) -> Place | Close:
        """Return the reader's place, or why there is none; who waits is looked up together."""
        answer: asyncio.Future[Place | Close] = asyncio.get_running_loop().create_future()
        self._knocks.append((knock, answer))
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        return await answer

    def follow(self, socket: Socket, place: Place) -> None:
        """Look after a reader who has just been admitted."""
        self._seen[socket] = time.monotonic(), place

    def forget(self, socket: Socket) -> None:
        """Somebody has gone."""
        self._seen.pop(socket, None)

    async def run(self) -> None:
        """Look again at those who have not been looked at for long, while the process lives."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self.look()
            except Exception:  # the database may answer the next time
                logger.exception("The readers were not looked at")

    async def look(self) -> None:
        """Show out whoever is no longer who they were."""
        late = time.monotonic() - AGAIN
        while due := self._due(late):
            answers = await deciding(admission.still)([place for _, place in due])
            for (socket, place), is_theirs in zip(due, answers, strict=True):
                if self._seen.pop(socket, None) is None:
                    continue  # gone meanwhile
                if is_theirs:
                    self.follow(socket, place)
                else:
                    self._hub.show_out(socket)

    def _due(self, late: float) -> list[tuple[Socket, Place]]:
        seen = ((socket, place, at) for socket, (at, place) in self._seen.items())
        due = takewhile(lambda each: each[2] <= late, seen)
        return [(socket, place) for socket, place, _ in islice(due, TOGETHER)]

    async def _open(self) -> None:
        while self._knocks:
            asked, self._knocks = self._knocks[:TOGETHER], self._knocks[TOGETHER:]
            try:
                answers = await deciding(admission.admit)([knock for knock, _ in asked])
            except Exception:  # the pages try again, and the database may answer then
                logger.exception("Nobody could be admitted")
                answers = [Close.RESTART for _ in asked]
            for (_, answer), admitted in zip(asked, answers, strict=True):
                if not answer.done():  # they may have gone meanwhile
                    answer.set_result(admitted)
        self._opening = None
