"""Servers that are killed in the middle of an act, over and over, and what is found afterwards.

Each round starts a server, lets people act, kills it (SIGKILL) at a moment drawn from the seed, and
compares what was answered with what stands in the database. Then the same is asked again.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.simulator.asking import Asking, Commanded, Posted
from tests.support.simulator.device import answer_of
from tests.support.simulator.standby import Standby

CHOICES = ("yes", "no", "abstain")
VOTERS = 5  # who hand in a ballot in one round
BY_LINE = 0.6  # share of the ballots that come over a line, not by post
FIRST_SPAN = 0.3  # within which the first kill falls; then it follows what is found [s]


@dataclass(frozen=True)
class Ballot:
    """What one voter handed in."""

    voter: str
    choice: str
    seq: int


@dataclass(frozen=True)
class Look:
    """What stands in the database about one poll."""

    status: str
    box: dict[str, Ballot]
    decision: int | None
    decision_status: str | None


@dataclass
class Findings:
    """What came of the rounds: how they ended, and everything that must not have been."""

    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, act: str, *, is_answered: bool, has_happened: bool) -> None:
        """Count how an act ended; to be told of something that did not happen is a fault."""
        if is_answered and not has_happened:
            self.faults.append(f"{act} was acknowledged, and did not happen")
        end = "answered" if is_answered else "done, not answered" if has_happened else "not done"
        self.ends[act, end] += 1

    def demand(self, holds: bool, complaint: str) -> None:
        """Write down the complaint unless it holds."""
        if not holds:
            self.faults.append(complaint)


class Kills:
    """A meeting whose server is killed; the ``changes`` that are made to it must be noticed."""

    def __init__(
        self, standby: Standby, town: dict[str, Any], *, seed: int, changes: Sequence[str] = ()
    ) -> None:
        self.standby, self.town, self.changes = standby, town, changes
        self.random, self.findings = random.Random(seed), Findings()
        self.spans: dict[str, float] = {}
        self.voters = [key for key, one in town["people"].items() if one["is_seated"]]
        self.has_line = "ballot.cast" in standby.do("tests.support.simulator.town:doors")
        self.pid = 0

    # The acts

    async def casting(self, rounds: int) -> None:
        """Kill while ballots are handed in; at last, close and count."""
        poll = self._question(stage="open")["poll"]
        known: dict[str, Ballot] = {}
        doubtful: list[Ballot] = []
        for number in range(1, rounds + 1):
            self._start()
            for one in doubtful:  # whoever heard nothing asks again, and is told the truth
                answer = await self._cast(poll, one).ask()
                self.findings.demand(answer.is_done, f"{one}, asked again: {answer.words}")
                known[one.voter] = one
            handed = self._ballots(number)
            told = await self._strike("casting", [self._cast(poll, one) for one in handed])
            known, doubtful = self._heard(known, handed, told)
            self._compare(self._look(poll), known, doubtful)
        await self._again(self._chair(f"/polls/{poll}/close/"))
        self.findings.demand(self._look(poll).status == "closed", f"poll {poll} is not closed")

    async def closing(self, rounds: int) -> None:
        """Kill while the chair closes and members still hand in ballots."""
        for _ in range(rounds):
            poll = self._question(stage="open", in_favour=3)["poll"]
            before, handed = self._look(poll).box, self._ballots(2)
            close, casts = (
                self._chair(f"/polls/{poll}/close/"),
                [self._cast(poll, b) for b in handed],
            )
            self._start()
            is_closed, *told = await self._strike("closing", [close, *casts])
            found = self._look(poll)
            self.findings.note(
                "closing", is_answered=is_closed, has_happened=found.status == "closed"
            )
            known, doubtful = self._heard(before, handed, told)
            self._compare(found, known, doubtful)
            if found.status != "closed":
                await self._again(close)
            await self._ask_after_the_close(poll, doubtful)

    async def declaring(self, rounds: int) -> None:
        """Kill while the chair declares a decision adopted, and while the clerk publishes it."""
        for _ in range(rounds):
            asked = self._question(stage="closed", in_favour=len(self.voters), about="proposal")
            poll = asked["poll"]
            declare = self._chair(f"/polls/{poll}/declare/")
            await self._one("declaring", poll, declare, lambda found: found.status == "declared")
            publish = self._clerk(f"/decisions/{self._look(poll).decision}/publish/")
            await self._one(
                "publishing", poll, publish, lambda found: found.decision_status == "published"
            )

    async def _one(self, act: str, poll: int, ask: Asking, is_so: Callable[[Look], bool]) -> None:
        self._start()
        (is_answered,) = await self._strike(act, [ask])
        has_happened = is_so(self._look(poll))
        self.findings.note(act, is_answered=is_answered, has_happened=has_happened)
        if not has_happened:
            await self._again(ask)
            self.findings.demand(is_so(self._look(poll)), f"{act}, asked for twice, did not happen")

    # One round

    def _start(self) -> None:
        self.pid = self.standby.serve(*self.changes)

    def _stop(self) -> None:
        self.standby.kill(self.pid)

    async def _strike(self, act: str, asks: Sequence[Asking]) -> list[bool]:
        """Let all act at once and kill the server meanwhile; return who was answered."""
        span = self.spans.setdefault(act, FIRST_SPAN)
        await asyncio.gather(*(ask.prepare() for ask in asks))
        tasks = [asyncio.create_task(answer_of(ask.ask())) for ask in asks]
        await asyncio.sleep(self.random.uniform(0, span))
        self._stop()
        answers = await asyncio.gather(*tasks)
        told = [answer is not None and answer.is_done for answer in answers]
        is_over = told[0] if act != "casting" else all(told)
        self.spans[act] = span * (0.8 if is_over else 1.25)  # so that the moments cover the act
        return told

    async def _again(self, ask: Asking) -> None:
        """Asking again on a new server; now it must be done."""
        self._start()
        answer = await ask.ask()
        self.findings.demand(answer.is_done, f"asked again, the answer was {answer.words}")
        self._stop()

    async def _ask_after_the_close(self, poll: int, doubtful: Sequence[Ballot]) -> None:
        """Whoever heard nothing asks again: done, if it was counted, and refused if it was not."""
        if not doubtful:
            return
        self._start()
        answers = [await self._cast(poll, one).ask() for one in doubtful]
        self._stop()
        box = self._look(poll).box
        for one, answer in zip(doubtful, answers, strict=True):
            is_counted = box.get(one.voter) == one
            self.findings.demand(
                answer.is_done is is_counted,
                f"{one} {'is' if is_counted else 'is not'} counted, and was told {answer.words}",
            )

    # What is asked and found

    def _heard(
        self, known: dict[str, Ballot], handed: Sequence[Ballot], told: Sequence[bool]
    ) -> tuple[dict[str, Ballot], list[Ballot]]:
        """Return what is known to be in the box now, and what may be in it or not."""
        heard = {one.voter: one for one, is_told in zip(handed, told, strict=True) if is_told}
        self.findings.ends["casting", "answered"] += len(heard)
        return known | heard, [one for one in handed if one.voter not in heard]

    def _compare(self, found: Look, known: dict[str, Ballot], doubtful: Sequence[Ballot]) -> None:
        open_ends = {one.voter: one for one in doubtful}
        for voter in self.voters:
            lies, expected = found.box.get(voter), known.get(voter)
            is_right = lies in {expected, open_ends.get(voter, expected)}
            self.findings.demand(is_right, f"{voter}: {expected} was acknowledged, {lies} found")
        for one in doubtful:
            is_there = found.box.get(one.voter) == one
            self.findings.note("casting", is_answered=False, has_happened=is_there)

    def _look(self, poll: int) -> Look:
        seen = self.standby.do("tests.support.simulator.town:look", poll=poll)
        self.findings.faults += seen.pop("complaints")
        keys = {str(one["user"]): key for key, one in self.town["people"].items()}
        box = {keys[user]: Ballot(keys[user], *row) for user, row in seen.pop("box").items()}
        return Look(box=box, **seen)

    def _ballots(self, seq: int) -> list[Ballot]:
        chosen = self.random.sample(self.voters, VOTERS)
        return [Ballot(voter, self.random.choice(CHOICES), seq) for voter in chosen]

    def _question(self, **facts: Any) -> dict[str, Any]:
        work = "tests.support.simulator.town:question"
        asked: dict[str, Any] = self.standby.do(work, meeting=self.town["meeting"], **facts)
        return asked

    def _cast(self, poll: int, one: Ballot) -> Asking:
        """By one of the doors, for each ballot anew: asked again, it may come by the other."""
        ballot = {"choice": one.choice, "seq": str(one.seq)}
        if self.has_line and self.random.random() < BY_LINE:
            session, meeting = self.town["people"][one.voter]["session"], self.town["meeting"]
            port = self.standby.port
            return Commanded(port, session, meeting, "ballot.cast", poll=str(poll), **ballot)
        return self._post(one.voter, f"/polls/{poll}/cast/", **ballot)

    def _chair(self, path: str) -> Asking:
        return self._post("chair", path)

    def _clerk(self, path: str) -> Asking:
        return self._post("clerk", path)

    def _post(self, key: str, path: str, **fields: object) -> Asking:
        return Posted(self.standby.port, self.town["people"][key]["session"], path, **fields)
