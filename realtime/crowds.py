"""How many lines people and network addresses hold, over all processes."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from realtime import hub as hubs
from realtime.hub import Hub

BEAT = 1.0  # between two looks at what has changed [s]
AGAIN = 4.0  # after which a process repeats itself though nothing changed [s]
STALE = 10.0  # after which a process that says nothing counts no more: it is dead, or Redis is [s]
LONG_AGO = float("-inf")

Opened = Mapping[int, list[int]]  # by account, when its lines were opened [ms since 1970]


class Held(NamedTuple):
    """The lines of one process."""

    opened: Opened = {}
    addresses: Mapping[str, int] = {}


NOTHING = Held()
Tell = Callable[[Held], None]


class Crowds:
    """What is held here, and what other processes last said of themselves.

    Nothing is refused because nothing is heard: whoever falls silent is forgotten, and then each
    process keeps the limits for itself. For a second two processes may not know of each other's
    newest, so that a limit can be passed by those, and is kept a moment later.
    """

    def __init__(self, hub: Hub, tell: Tell) -> None:
        self._hub, self._tell = hub, tell
        self._others: dict[str, tuple[float, Held]] = {}
        self._told = LONG_AGO, NOTHING

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take note of what another process holds."""
        held = Held(_by_account(message["accounts"]), dict(message["addresses"]))
        self._others[message["from"]] = time.monotonic(), held

    def of(self, address: str) -> int:
        """Return how many lines the network address holds; a whole hall may share one."""
        there = (held.addresses.get(address, 0) for held in self._elsewhere())
        return self._hub.crowd(address) + sum(there)

    async def run(self) -> None:
        """Tell the others, and have the oldest lines give way, for as long as the process lives."""
        while True:
            await asyncio.sleep(BEAT)
            self.look()

    def look(self) -> None:
        """Tell what has changed; let lines give way to newer ones of the same people elsewhere."""
        here = Held(self._hub.opened(), self._hub.addresses())
        self._tell_others(here)
        elsewhere = self._elsewhere()
        for user_id, opened in here.opened.items():
            theirs = [at for held in elsewhere for at in held.opened.get(user_id, ())]
            newest = sorted(opened + theirs)[-hubs.SOCKETS_PER_ACCOUNT :]
            if opened[0] < newest[0]:
                self._hub.give_way(user_id, newest[0])

    def leave(self) -> None:
        """Tell the others at once that nothing is held here any more."""
        if self._told[1] != NOTHING:
            self._tell(NOTHING)

    def _elsewhere(self) -> list[Held]:
        oldest = time.monotonic() - STALE
        self._others = {who: said for who, said in self._others.items() if said[0] > oldest}
        return [held for _, held in self._others.values()]

    def _tell_others(self, here: Held) -> None:
        (at, told), now = self._told, time.monotonic()
        if here != told or (here != NOTHING and now - at > AGAIN):
            self._told = now, here
            self._tell(here)


def as_message(held: Held) -> dict[str, Any]:
    """Make something of it that every channel layer can carry."""
    accounts = [(user_id, at) for user_id, opened in held.opened.items() for at in opened]
    return {"accounts": accounts, "addresses": list(held.addresses.items())}


def _by_account(pairs: list[tuple[int, int]]) -> Opened:
    found = defaultdict(list)
    for user_id, at in pairs:
        found[user_id].append(at)
    return found
