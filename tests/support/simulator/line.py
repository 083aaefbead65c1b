"""A page that follows its meeting as ``council/static/council/js/live.js`` does, and takes notes.

It connects anew with the same pauses, asks for what it missed by both doors, loads itself anew when
it is told to. What it must never see it counts: a number left out, or told twice, on one line.
"""

import asyncio
import json
import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.support.simulator.device import Answer, Device, Lost

PROTOCOL = "majlis.v1"
LONGEST_WAIT = 15.0  # between two attempts [s]
ENDED, NOT_ADMITTED = 4401, 4403
SILENCE = 75.0  # then the line is given up [s]
OPENS_WITHIN = 8.0  # [s]
BROKEN = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage)

Frame = dict[str, Any]


class Line:
    """One page of a meeting on one device."""

    def __init__(self, device: Device, meeting: int, chance: random.Random) -> None:
        self.device, self.meeting, self.chance = device, meeting, chance
        self.html, self.audience, self.ticket, self.seq = "", "", "", 0
        self.frames: list[str] = []  # applied to the page as it was loaded
        self.delays: list[float] = []  # from the act to the page, while the line stood [s]
        self.gaps = self.doubles = self.loads = self.breaks = 0
        self.is_live = False
        self.answers: dict[str, asyncio.Future[Frame]] = {}
        self.on_notice: list[Callable[[Frame], None]] = []
        self._socket: ClientConnection | None = None
        self._must_load = False
        self._asking: asyncio.Future[None] | None = None
        self._attempts, self._pause = 0, 0.0
        self._told, self._greeted_at = 0, 0  # the last number on this line; the hub's at the start

    # As a browser does

    async def follow(self) -> None:
        """Load the page and keep it up to date, until the task is cancelled."""
        await self._load()
        while True:
            code = await self._listen()
            if self._must_load or code == ENDED:
                await asyncio.sleep(self._jitter(1.5))
                await self._load()
            elif code == NOT_ADMITTED:
                return
            else:
                await self._come_back()

    def must_load(self) -> None:
        """Load the page anew, as when somebody presses that button."""
        self._must_load = True
        if self._socket is not None:
            self._socket.transport.abort()

    def send(self, frame: Frame) -> "asyncio.Future[Frame] | None":
        """Send a command; return where its answer will be, or None when there is no line."""
        if not self.is_live or self._socket is None:
            return None
        answer = self.answers[frame["key"]] = asyncio.get_running_loop().create_future()
        task = asyncio.ensure_future(self._send(json.dumps(frame)))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return answer

    async def _load(self) -> None:
        page = await self._patiently(f"/meetings/{self.meeting}/room/")
        room = re.search(r"<main id=\"room\"[^>]*>", page.text)
        assert room is not None, page.words
        facts = dict(re.findall(r"data-([\w-]+)=\"([^\"]*)\"", room[0]))
        self.html, self.seq, self.frames = page.text, int(facts["seq"]), []
        self.audience, self.ticket = facts["audience"], facts["ticket"]
        self.loads += 1
        self._must_load, self._attempts, self._pause = False, 0, 0.0

    async def _patiently(self, path: str) -> Answer:
        """Read a page as often as it takes: a person would press the button again."""
        while True:
            with suppress(Lost):
                answer = await self.device.get(path)
                if answer.status < 500:
                    return answer
            await asyncio.sleep(self._jitter(1.0))

    async def _listen(self) -> int:
        """Open a line and hear what it tells until it breaks; return why it was closed."""
        socket = None
        try:
            async with self._connected() as socket:
                self._socket, self._told, self._asking = socket, self.seq, None
                while not self._must_load:
                    self._receive(str(await asyncio.wait_for(socket.recv(), SILENCE)))
        except BROKEN:
            pass
        finally:
            self.is_live, self._socket = False, None
        self.breaks += 1
        return (socket.close_code or 0) if socket is not None else 0

    def _connected(self) -> connect:
        asked = {"since": self.seq, "lang": self.device.language, "ticket": self.ticket}
        query = urlencode({name: value for name, value in asked.items() if value != ""})
        host = self.device.origin.removeprefix("http")
        return connect(
            f"ws{host}/ws/meetings/{self.meeting}/?{query}",
            subprotocols=[PROTOCOL],
            origin=self.device.origin,
            additional_headers={"Cookie": self.device.cookies},
            compression=None,
            ping_interval=None,  # browsers send none
            max_size=None,
            open_timeout=OPENS_WITHIN,
            close_timeout=1,
        )

    async def _come_back(self) -> None:
        wait = self._pause or self._jitter(min(LONGEST_WAIT, 0.5 * 2**self._attempts))
        self._attempts, self._pause = self._attempts + (not self._pause), 0.0
        await asyncio.sleep(wait)
        self.ticket = await self._fresh_ticket()
        if self._attempts > 2:
            await self._read_missed()

    async def _fresh_ticket(self) -> str:
        with suppress(Lost):
            answer = await self.device.get(f"/meetings/{self.meeting}/ticket/")
            return str(answer.json()["ticket"]) if answer.is_done else ""
        return ""

    async def _read_missed(self) -> None:
        with suppress(Lost):
            answer = await self.device.get(f"/meetings/{self.meeting}/since/?since={self.seq}")
            if answer.status == 409:
                await asyncio.sleep(self._jitter(1.5))
                await self._load()
            elif answer.is_done:
                for frame in answer.json()["frames"]:
                    self._apply(frame, json.dumps(frame))

    def _jitter(self, seconds: float) -> float:
        return seconds * (0.5 + self.chance.random())

    # What comes

    def _receive(self, text: str) -> None:
        frame = json.loads(text)
        kind = frame["t"]
        if kind in {"n", "b"}:
            self._notice(frame, text)
        elif kind == "hello":
            self._greet(frame)
        elif kind in {"ack", "no"}:
            answer = self.answers.pop(frame["key"], None)
            if answer is not None and not answer.done():
                answer.set_result(frame)
        elif kind == "resync":
            self._must_load = True
        elif kind == "bye" and frame["retry"]:
            self._pause = self._jitter(frame["retry"] / 1000)

    def _greet(self, frame: Frame) -> None:
        if frame["resume"] == "snapshot" or frame["audience"] != self.audience:
            self._must_load = True
            return
        self._attempts, self.is_live, self._greeted_at = 0, True, frame["seq"]

    def _notice(self, frame: Frame, text: str) -> None:
        if frame["seq"] <= self._told:
            self.doubles += 1
        if frame["seq"] > self._told + 1:
            self.gaps += 1
            self._ask()
            return
        self._told, self._asking = frame["seq"], None
        if "at" in frame and frame["seq"] > self._greeted_at:
            self.delays.append(time.time() - frame["at"] / 1000)
        self._apply(frame, text)

    def _apply(self, frame: Frame, text: str) -> None:
        if frame["seq"] <= self.seq:
            return
        assert frame["seq"] == self.seq + 1, "a number was left out"
        self.seq = frame["seq"]
        self.frames.append(text)
        for listener in list(self.on_notice):
            listener(frame)

    def _ask(self) -> None:
        """Ask for what was left out, once."""
        if self._asking is None:
            asked = json.dumps({"t": "since", "seq": self.seq})
            self._asking = asyncio.ensure_future(self._send(asked))

    async def _send(self, text: str) -> None:
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(text)
