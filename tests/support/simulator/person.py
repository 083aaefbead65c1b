"""Somebody at a meeting: sees a page that follows it, and acts by both doors as the scripts do."""

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.support.simulator.device import Answer, Device, Lost
from tests.support.simulator.line import Frame, Line
from tests.support.simulator.record import Act, Record

PATIENCE = 3.0  # for the answer to a command, then the form is posted with the same key [s]


class Person:
    """One person at one device; ``line`` is their page of the room."""

    def __init__(
        self, key: str, facts: dict[str, Any], *, port: int, meeting: int, record: Record, seed: int
    ) -> None:
        self.key, self.facts, self.record = key, facts, record
        self.chance = random.Random(f"{seed}/{key}")
        self.device = Device(port, facts["session"], facts["language"])
        self.line = Line(Device(port, facts["session"], facts["language"]), meeting, self.chance)
        self.meeting = meeting

    @property
    def language(self) -> str:
        """What they read and write."""
        return str(self.facts["language"])

    async def command(self, name: str, path: str, **fields: Any) -> Act:
        """Act over the line; without an answer in time, by a post with the same key."""
        key, began = self._new_key(), time.monotonic()
        told = await self._over_the_line({"t": "cmd", "key": key, "name": name, "fields": fields})
        if told is not None:
            is_done, words = told["t"] == "ack", str(told.get("text", ""))
            took = time.monotonic() - began
            return self._note(Act(self.key, name, fields, is_done, words, "line", 1, took))
        answer, tries = await self._patiently(path, fields | {"key": key})
        return self._posted(name, fields, answer, 1 + tries, began)

    async def post(self, name: str, path: str, **fields: Any) -> Act:
        """Act by a post, as often as it takes until there is an answer."""
        began = time.monotonic()
        answer, tries = await self._patiently(path, fields)
        return self._posted(name, fields, answer, tries, began)

    async def keyed(self, name: str, path: str, **fields: Any) -> Act:
        """Act by a post that carries a key, so that a repetition is recognised."""
        return await self.post(name, path, **fields, key=self._new_key())

    async def hears(self, kind: str, seconds: float = 60.0) -> Frame:
        """Wait until their page is told of something of this kind."""
        found: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        listener = self.listen(kind, lambda frame: found.done() or found.set_result(frame))
        try:
            return await asyncio.wait_for(found, seconds)
        finally:
            self.line.on_notice.remove(listener)

    def listen(self, kind: str, act: Callable[[Frame], object]) -> Callable[[Frame], None]:
        """Do something whenever the page is told of something of this kind."""

        def listener(frame: Frame) -> None:
            if frame.get("kind") == kind:
                act(frame)

        self.line.on_notice.append(listener)
        return listener

    def close(self) -> None:
        """Put the device away."""
        self.device.close()
        self.line.device.close()

    async def _over_the_line(self, frame: Frame) -> Frame | None:
        answer = self.line.send(frame)
        if answer is None:
            return None
        try:
            return await asyncio.wait_for(answer, PATIENCE)
        except TimeoutError:
            return None

    async def _patiently(self, path: str, fields: dict[str, Any]) -> tuple[Answer, int]:
        tries = 0
        while True:
            tries += 1
            try:
                answer = await self.device.post(path, **fields)
            except Lost:
                await asyncio.sleep(PATIENCE * self.chance.uniform(0.3, 1.0))
            else:
                if answer.status < 500:
                    return answer, tries
                await asyncio.sleep(PATIENCE)

    def _new_key(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _posted(
        self, name: str, fields: dict[str, Any], answer: Answer, tries: int, began: float
    ) -> Act:
        words, took = "" if answer.is_done else answer.words, time.monotonic() - began
        return self._note(Act(self.key, name, fields, answer.is_done, words, "post", tries, took))

    def _note(self, act: Act) -> Act:
        self.record.note(act)
        return act
