"""How many members are connected to a meeting, over all devices and all processes."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from realtime.hub import Hub

STALE = 25.0  # after which a silent process counts for nobody [s]
AGAIN = 10.0  # after which a process repeats itself though nothing changed [s]

Tell = Callable[[int, Sequence[int]], None]


class Presence:
    """Who is connected here, and what other processes last said of themselves.

    Processes exchange ids, so that a member with a phone here and a tablet there counts once.
    """

    def __init__(self, hub: Hub, tell: Tell) -> None:
        self._hub, self._tell = hub, tell
        self._others: dict[tuple[int, str], tuple[float, frozenset[int]]] = {}
        self._told: dict[int, tuple[float, frozenset[int]]] = {}

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take note of who is connected to another process."""
        sender = message["meeting_id"], message["from"]
        self._others[sender] = time.monotonic(), frozenset(message["user_ids"])

    def repeat(self, message: Mapping[str, Any]) -> None:
        """Tell again at the next beat: a process asks who has just begun to listen."""
        self._told.pop(message["meeting_id"], None)

    def leave(self) -> None:
        """Tell the others at once that nobody is connected here any more."""
        for meeting_id, (_, told) in self._told.items():
            if told:
                self._tell(meeting_id, [])

    def count(self, meeting_id: int) -> int:
        """Return how many members are connected to the meeting [persons]; tell the others too."""
        here = frozenset(self._hub.present(meeting_id))
        self._tell_others(meeting_id, here)
        return len(here.union(*self._elsewhere(meeting_id)))

    def _elsewhere(self, meeting_id: int) -> list[frozenset[int]]:
        oldest = time.monotonic() - STALE
        self._others = {who: said for who, said in self._others.items() if said[0] > oldest}
        return [
            people for (meeting, _), (_, people) in self._others.items() if meeting == meeting_id
        ]

    def _tell_others(self, meeting_id: int, here: frozenset[int]) -> None:
        at, told = self._told.get(meeting_id, (0.0, frozenset()))
        now = time.monotonic()
        if here != told or (here and now - at > AGAIN):
            self._told[meeting_id] = now, here
            self._tell(meeting_id, sorted(here))
