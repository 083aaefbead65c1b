"""A whole meeting, played: the chair leads, members speak and vote, interpreters render.

Everybody acts on what their own page tells them. Two hours pass in as many minutes as are given:
the pauses shrink, the waits of the protocol stay as they are.
"""

import asyncio
import random
import re
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.support import tasks
from tests.support.simulator.device import Lost
from tests.support.simulator.line import Frame
from tests.support.simulator.person import Person
from tests.support.simulator.record import Act, Record

CHOICES = ("yes", "yes", "yes", "no", "abstain")
CHANGES_MIND = 0.1  # share of voters who hand in a second ballot
SECOND_DEVICE = 0.1  # share of members who follow on a second device
READS_ANEW, SPEAKS = 0.15, 0.5  # what members do when they do something; else ask for the floor
TALK, VOTE = 0.6, 0.3  # shares of an item's time
ENTERS = 0.1  # until the next one comes in [s]
SETTLES = 40.0  # until every page must have heard everything [s]


@dataclass
class Hall:
    """Who is at the meeting, and by which network they are connected."""

    town: dict[str, Any]
    record: Record
    seed: int
    port: int  # of members and interpreters
    desk_port: int  # of chair and clerk
    has_socket_ballots: bool = False
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, facts in self.town["people"].items():
            self.people[key] = self.sit_down(key, facts)
        chance = random.Random(self.seed)
        for key in [one for one in self.seated if chance.random() < SECOND_DEVICE]:
            self.people[f"{key}-too"] = self.sit_down(f"{key}-too", self.town["people"][key])

    def sit_down(self, key: str, facts: dict[str, Any]) -> Person:
        """Give somebody a device."""
        port = self.desk_port if key in {"chair", "clerk"} else self.port
        meeting = self.town["meeting"]
        return Person(key, facts, port=port, meeting=meeting, record=self.record, seed=self.seed)

    @property
    def seated(self) -> Sequence[str]:
        """Those who have a seat, and so a vote."""
        return [key for key, one in self.town["people"].items() if one["is_seated"]]

    @property
    def interpreters(self) -> Sequence[Person]:
        """Those who render."""
        return [one for key, one in self.people.items() if key.startswith("interpreter")]


class Session:
    """The meeting from the first item to the last."""

    def __init__(self, hall: Hall, *, seconds: float, settles: float = SETTLES) -> None:
        self.hall, self.settles = hall, settles
        self.meeting = hall.town["meeting"]
        self.pace = seconds / len(hall.town["items"])  # for each item [s]
        self.chair, self.clerk = hall.people["chair"], hall.people["clerk"]
        self.item = self.said = 0
        self.is_talk = False  # the item is under discussion
        self.over = asyncio.Event()
        self._background: set[asyncio.Task[Any]] = set()
        self._seqs: dict[tuple[str, int], int] = {}

    async def play(self) -> None:
        """Let everybody come, play the agenda, and wait until all pages have heard all."""
        lines = [asyncio.ensure_future(self._come(one)) for one in self.hall.people.values()]
        try:
            await asyncio.gather(*(self._is_live(one) for one in self.hall.people.values()))
            self.hall.record.is_on.set()
            self._let_people_react()
            members = [self._go(self._take_part(self.hall.people[key])) for key in self.hall.seated]
            for number, item in enumerate(self.hall.town["items"]):
                await self._lead(item, is_proposal=number % 2 == 0)
            self.over.set()
            await asyncio.gather(*members)
            while self._background:
                await asyncio.gather(*self._background)
            await self._settle()
            broken = [line for line in lines if line.done()]
            for line in broken:
                line.result()  # a page that gave up says why
        finally:
            await tasks.end(lines)

    # The chair

    async def _lead(self, item: int, *, is_proposal: bool) -> None:
        called = await self._click("call", f"/items/{item}/act/call/")
        if not called.is_done and self.item:  # the vote on the last one decided nothing
            await self._click("dispose", f"/items/{self.item}/act/dispose/", result="noted")
            await self._click("call", f"/items/{item}/act/call/")
        self.item, self.is_talk = item, True
        await asyncio.sleep(self.pace * TALK)
        self.is_talk = False
        await self._click("close discussion", f"/items/{item}/act/close/")
        if is_proposal:
            await self._vote()
        else:
            await self._click("dispose", f"/items/{item}/act/dispose/", result="noted")

    async def _vote(self) -> None:
        await self._click("draft", f"/meetings/{self.meeting}/polls/usual/", about="proposal")
        poll = (await self._seen(r"/polls/(\d+)/freeze/"))[1]
        await self._click("freeze", f"/polls/{poll}/freeze/", override_reason="Nobody checked it")
        await self._click("open", f"/polls/{poll}/open/")
        await asyncio.sleep(self.pace * VOTE)
        await self._click("close", f"/polls/{poll}/close/")
        recorded = asyncio.ensure_future(self.clerk.hears("decision.recorded", self.pace))
        await self._click("declare", f"/polls/{poll}/declare/")
        with suppress(TimeoutError):  # the poll may be lost
            decision = (await recorded)["data"]["decision_id"]
            await self.clerk.post("publish", f"/decisions/{decision}/publish/")

    async def _seen(self, pattern: str) -> re.Match[str]:
        """Look at the chair's page until it shows what is looked for."""
        while True:
            with suppress(Lost):
                page = await self.chair.device.get(f"/meetings/{self.meeting}/room/")
                if found := re.search(pattern, page.text):
                    return found
            await asyncio.sleep(0.5)

    async def _click(self, what: str, path: str, **fields: str) -> Act:
        return await self.chair.keyed(f"click {what}", path, **fields)

    # Everybody else

    def _let_people_react(self) -> None:
        for key in self.hall.seated:
            self._when(self.hall.people[key], "poll.opened", self._cast)
        for one in self.hall.interpreters:
            self._when(one, "contribution.made", self._render)
        self._when(self.chair, "floor.requested", self._give_floor)
        self._when(self.chair, "floor.given", self._end_turn)

    def _when(self, person: Person, kind: str, react: Any) -> None:
        person.listen(kind, lambda frame: self._go(react(person, frame["data"])))

    async def _take_part(self, person: Person) -> None:
        pause = self.pace * len(self.hall.town["items"]) / 3  # each does about three things
        while not self.over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), pause * person.chance.expovariate(1))
            drawn = person.chance.random()
            if drawn < READS_ANEW:
                person.line.must_load()
            elif self.is_talk and drawn < READS_ANEW + SPEAKS:
                await self._speak(person)
            elif self.is_talk:
                path = f"/floor/meetings/{self.meeting}/request/"
                await person.command("floor.request", path, kind="speech")

    async def _speak(self, person: Person) -> None:
        self.said += 1
        words = {"language": person.language, "body": f"{person.key} says {self.said}."}
        path = f"/meetings/{self.meeting}/say/"
        await person.command("contribution.make", path, item_id=str(self.item), **words)

    async def _cast(self, person: Person, data: Frame) -> None:
        poll = data["poll_id"]
        for _ in range(1 + (person.chance.random() < CHANGES_MIND)):
            await asyncio.sleep(self.pace * VOTE * person.chance.random() * 0.7)
            seq = self._seqs[person.key, poll] = self._seqs.get((person.key, poll), 0) + 1
            ballot = {"choice": person.chance.choice(CHOICES), "seq": str(seq)}
            path = f"/polls/{poll}/cast/"
            if self.hall.has_socket_ballots:
                await person.command("ballot.cast", path, poll=str(poll), **ballot)
            else:
                await person.post("ballot.cast", path, poll=str(poll), **ballot)

    async def _render(self, person: Person, data: Frame) -> None:
        source, target = person.key.split("-")[1:]
        if data["language"] != source:
            return
        await asyncio.sleep(person.chance.uniform(0.2, 1.0))
        path = f"/meetings/{self.meeting}/desk/{source}-{target}/send/"
        contribution = data["contribution_id"]
        words = f"{contribution} in {target}."
        await person.keyed("desk.send", path, contribution_id=contribution, body=words)

    async def _give_floor(self, chair: Person, data: Frame) -> None:
        await asyncio.sleep(chair.chance.uniform(0.5, 2.0))
        path = f"/floor/meetings/{self.meeting}/give/"
        await chair.command("floor.give", path, request_id=str(data["request_id"]))

    async def _end_turn(self, chair: Person, data: Frame) -> None:
        await asyncio.sleep(chair.chance.uniform(0.5, 2.0))
        turn = data["turn_id"]
        await chair.command("floor.end", f"/floor/turns/{turn}/end/", turn_id=str(turn))

    # The end

    def _go(self, work: Awaitable[Any]) -> asyncio.Future[Any]:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def _come(self, person: Person) -> None:
        """Come in, one after the other through the same door, and follow."""
        await asyncio.sleep(person.chance.uniform(0, ENTERS * len(self.hall.people)))
        await person.line.follow()

    async def _is_live(self, person: Person) -> None:
        while not person.line.is_live:
            await asyncio.sleep(0.05)

    async def _settle(self) -> None:
        """Wait until nothing happens any more and all pages show the same number."""
        until = asyncio.get_running_loop().time() + self.settles
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(1)
            numbers = {one.line.seq for one in self.hall.people.values()}
            if len(numbers) == 1 and all(one.line.is_live for one in self.hall.people.values()):
                return
