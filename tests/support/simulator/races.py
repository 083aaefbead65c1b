"""Ballots come to many servers by both doors, while the chair closes or in peace: is it so?"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.simulator.asking import Asking, Commanded, Posted
from tests.support.simulator.device import answer_of
from tests.support.simulator.places import quiet_port
from tests.support.simulator.standby import Standby

CHOICES = ("yes", "no", "abstain")
SPREAD = 1.0  # over which the ballots come [s]
LATE = 8  # one of so many comes only after the close
TWICE = 0.3  # share of the voters whose ballot comes again, by any door and server


@dataclass(frozen=True)
class Race:
    """What must not be, and how many were told by which door that their ballot is in the box."""

    faults: Sequence[str]
    voters: int
    taken: int
    by_line: int
    by_post: int


class Moments:
    """Ballots that are asked for each at its moment; ``is_time`` when so many have an answer."""

    def __init__(self, at: int) -> None:
        self.is_time = asyncio.Event()
        self._answered, self._at = 0, at

    async def ask(self, ask: Asking, after: float, until: asyncio.Event | None) -> bool:
        """Ask, after so long or when that has happened; say whether it was done."""
        await (asyncio.sleep(after) if until is None else until.wait())
        answer = await answer_of(ask.ask())
        self._answered += 1
        if self._answered >= self._at:
            self.is_time.set()
        return answer is not None and answer.is_done


class Course:
    """A hall of servers, and the voters who hand in a ballot each."""

    def __init__(self, standby: Standby, town: dict[str, Any], *, servers: int, seed: int) -> None:
        self.standby, self.town = standby, town
        self.chance = random.Random(seed)
        self.ports = [quiet_port() for _ in range(servers)]
        self.voters = [key for key, one in town["people"].items() if one["is_seated"]]
        self.choices = {key: self.chance.choice(CHOICES) for key in self.voters}

    async def run(self, *, is_closed: bool, changes: Sequence[str] = ()) -> Race:
        """Let all hand in their ballots, and the chair close amid them, or when all have.

        However slow the machine: the chair closes when a third has been answered, and some come
        only when the close has been answered.
        """
        work = "tests.support.simulator.town:question"
        poll = self.standby.do(work, meeting=self.town["meeting"], stage="open")["poll"]
        pids = [self.standby.serve(*changes, port=port) for port in self.ports]
        asks = [(key, self._ballot(key, poll)) for key in self._order()]
        await asyncio.gather(*(ask.prepare() for _, ask in asks))
        late = self.voters[-len(self.voters) // LATE :] if is_closed else []
        moments, answers = Moments(at=len(asks) // 3), asyncio.Event()
        casts = [
            moments.ask(ask, self.chance.random() * SPREAD, answers if key in late else None)
            for key, ask in asks
        ]
        told, _ = await asyncio.gather(
            asyncio.gather(*casts), self._close(poll, moments.is_time, answers, amid=is_closed)
        )
        if not is_closed:
            await self._closing(poll).ask()
        for pid in pids:
            self.standby.kill(pid)
        done = [pair for pair, is_done in zip(asks, told, strict=True) if is_done]
        return self._judge(poll, done)

    async def _close(
        self, poll: int, is_time: asyncio.Event, is_answered: asyncio.Event, *, amid: bool
    ) -> None:
        if amid:
            await is_time.wait()
            await answer_of(self._closing(poll).ask())
            is_answered.set()

    def _order(self) -> list[str]:
        again = [key for key in self.voters if self.chance.random() < TWICE]
        return self.chance.sample(keys := [*self.voters, *again], len(keys))

    def _ballot(self, key: str, poll: int) -> Asking:
        session, meeting = self.town["people"][key]["session"], self.town["meeting"]
        port = self.chance.choice(self.ports)
        if self.chance.random() < 0.5:
            ballot = {"poll": str(poll), "choice": self.choices[key], "seq": "1"}
            return Commanded(port, session, meeting, "ballot.cast", **ballot)
        return Posted(port, session, f"/polls/{poll}/cast/", choice=self.choices[key], seq=1)

    def _closing(self, poll: int) -> Asking:
        session = self.town["people"]["chair"]["session"]
        return Posted(self.chance.choice(self.ports), session, f"/polls/{poll}/close/")

    def _judge(self, poll: int, done: Sequence[tuple[str, Asking]]) -> Race:
        found = self.standby.do("tests.support.simulator.town:look", poll=poll)
        taken = {key for key, _ in done}
        expected = {str(self.town["people"][key]["user"]): [self.choices[key], 1] for key in taken}
        faults = [*found["complaints"]]
        if found["box"] != expected:
            faults.append(f"{expected} were told, {found['box']} are there")
        if found["status"] != "closed":
            faults.append(f"the poll is {found['status']}")
        lines = sum(isinstance(ask, Commanded) for _, ask in done)
        return Race(faults, len(self.voters), len(taken), lines, len(done) - lines)


async def close_against_casting(
    standby: Standby, town: dict[str, Any], *, servers: int, seed: int, changes: Sequence[str] = ()
) -> Race:
    """Let the chair close amid the casting."""
    course = Course(standby, town, servers=servers, seed=seed)
    return await course.run(is_closed=True, changes=changes)


async def cast_alone(standby: Standby, town: dict[str, Any], *, servers: int, seed: int) -> Race:
    """Let all hand in their ballots; the chair closes when all have been answered."""
    return await Course(standby, town, servers=servers, seed=seed).run(is_closed=False)
