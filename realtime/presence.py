"""Who is connected to a meeting, over all devices and processes: members, and kinds of readers."""

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from council.kernel.audience import Audience
from realtime.hub import Hub
from realtime.news import Readers

STALE = 25.0  # after which a silent process counts for nobody [s]
AGAIN = 10.0  # after which a process repeats itself though nothing changed [s]
LONG_AGO = float("-inf")


class Present(NamedTuple):
    """Which members are connected to one process, and in which languages it tells what to whom."""

    people: frozenset[int] = frozenset()
    readers: frozenset[Readers] = frozenset()


NOBODY = Present()
Tell = Callable[[int, Present], None]


class Presence:
    """Who is connected here, and what other processes last said of themselves.

    Processes exchange ids, so that a member with a phone here and a tablet there counts once.
    """

    def __init__(self, hub: Hub, tell: Tell) -> None:
        self._hub, self._tell = hub, tell
        self._others: dict[tuple[int, str], tuple[float, Present]] = {}
        self._told: dict[int, tuple[float, Present]] = {}

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take note of who is connected to another process."""
        sender = message["meeting_id"], message["from"]
        told = message.get("readers", ())  # an older version, about to be replaced, tells none
        readers = frozenset(Readers(language, Audience(who)) for language, who in told)
        self._others[sender] = time.monotonic(), Present(frozenset(message["user_ids"]), readers)

    def repeat(self, message: Mapping[str, Any]) -> None:
        """Tell again at the next beat: a process asks who has just begun to listen.

        What was told is not forgotten: the others must hear if all have gone until then.
        """
        meeting_id = message["meeting_id"]
        _, told = self._told.get(meeting_id, (LONG_AGO, NOBODY))
        self._told[meeting_id] = LONG_AGO, told

    def leave(self) -> None:
        """Tell the others at once that nobody is connected here any more."""
        for meeting_id, (_, told) in self._told.items():
            if told != NOBODY:
                self._tell(meeting_id, NOBODY)

    def count(self, meeting_id: int) -> int:
        """Return how many members are connected to the meeting [persons]; tell the others too."""
        here = Present(frozenset(self._hub.present(meeting_id)), self._hub.readers(meeting_id))
        self._tell_others(meeting_id, here)
        return len(here.people.union(*(each.people for each in self._elsewhere(meeting_id))))

    def readers_elsewhere(self, meeting_id: int) -> frozenset[Readers]:
        """Return for which kinds of readers other processes need the meeting's notices."""
        return frozenset().union(*(each.readers for each in self._elsewhere(meeting_id)))

    def _elsewhere(self, meeting_id: int) -> list[Present]:
        oldest = time.monotonic() - STALE
        self._others = {who: said for who, said in self._others.items() if said[0] > oldest}
        return [
            present for (meeting, _), (_, present) in self._others.items() if meeting == meeting_id
        ]

    def _tell_others(self, meeting_id: int, here: Present) -> None:
        at, told = self._told.get(meeting_id, (LONG_AGO, NOBODY))
        now = time.monotonic()
        if here != told or (here != NOBODY and now - at > AGAIN):
            self._told[meeting_id] = now, here
            self._tell(meeting_id, here)
