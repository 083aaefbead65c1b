"""A network between client and server that is as bad as it is told to be, and always alike.

What clients send is understood as whole messages (a request, a frame of a WebSocket), for only
whole messages can be lost, doubled or torn in a way that matters; answers are carried as bytes.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum

from tests.support import tasks
from tests.support.messages import Message, messages

PIECE = 64 * 1024  # bytes


class Fault(Enum):
    """What can become of one message of a client."""

    CARRY = "carried as it is"
    LOSE_MESSAGE = "the line breaks before it"
    LOSE_ANSWER = "it is passed on, and the line breaks before the answer comes"
    TEAR = "half of it is passed on, then the line breaks"
    REPEAT = "it is passed on twice"
    HALF_OPEN = "it vanishes, nothing is carried any more, and nobody is told"


@dataclass
class Weather:
    """How the network is by chance: shares of messages that meet a fault, and how slow it is."""

    chances: dict[Fault, float] = field(default_factory=dict)
    delay: tuple[float, float] = (0.0, 0.0)  # before each message and each piece of answer [s]
    piece: int = PIECE  # how many bytes travel together


class Wire:
    """One connection through the proxy."""

    def __init__(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        self.near, self.far = near, far
        self.moves = asyncio.Event()
        self.moves.set()
        self.is_mute = False  # answers are thrown away

    def cut(self) -> None:
        """Break it at both ends, as when a mast is lost: what is under way is gone."""
        for end in (self.near, self.far):
            end.transport.abort()

    def freeze(self) -> None:
        """Carry nothing more, without a word to anybody."""
        self.moves.clear()


class Proxy:
    """Listens on a port of its own and carries every connection to the target's port.

    ``met`` lists what became of each message that met a fault, in order: with the same seed and
    the same messages it is the same list.
    """

    def __init__(self, target: int, *, seed: int = 0, weather: Weather | None = None) -> None:
        self.target, self.random = target, random.Random(seed)
        self.weather = weather or Weather()
        self.wires: set[Wire] = set()
        self.met: list[tuple[Fault, str]] = []
        self.is_up = True
        self._plans: deque[tuple[Callable[[Message], bool], Fault]] = deque()
        self._tasks: set[asyncio.Future[None]] = set()
        self._spare: list[asyncio.StreamWriter] = []  # nobody reads from them

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        for end in self._spare:
            end.transport.abort()
        await tasks.end(self._tasks)
        await asyncio.sleep(0)  # what was broken off is closed in the next turn of the loop

    # The script

    def next(self, words: str, fault: Fault) -> None:
        """Let the next message in which these words stand meet the fault."""
        self._plans.append((lambda message: words in message.text, fault))

    def cut(self, share: float = 1.0) -> int:
        """Break a share of the connections, chosen by the seed; return how many."""
        chosen = [wire for wire in self._ordered() if self.random.random() < share]
        for wire in chosen:
            wire.cut()
        return len(chosen)

    def freeze(self, share: float = 1.0) -> int:
        """Let a share of the connections go half-open; return how many."""
        chosen = [wire for wire in self._ordered() if self.random.random() < share]
        for wire in chosen:
            wire.freeze()
        return len(chosen)

    def _ordered(self) -> list[Wire]:
        return sorted(self.wires, key=lambda wire: wire.near.get_extra_info("peername") or ())

    # The carrying

    def _take(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._carry(reader, near))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        try:
            if not self.is_up:
                raise ConnectionRefusedError
            back, far = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            near.transport.abort()
            return
        wire = Wire(near, far)
        self.wires.add(wire)
        ways = [
            asyncio.ensure_future(each)
            for each in (self._there(wire, reader), self._back(wire, back))
        ]
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await asyncio.gather(*ways)
        finally:
            wire.cut()
            self.wires.discard(wire)
            for way in ways:
                way.cancel()

    async def _there(self, wire: Wire, reader: asyncio.StreamReader) -> None:
        async for message in messages(reader):
            await self._wait(wire)
            fault = self._fault_of(message)
            if fault is not Fault.CARRY:
                self.met.append((fault, message.text[:60]))
            await self._meet(fault, wire, message)
        wire.far.write_eof()

    def _fault_of(self, message: Message) -> Fault:
        if not message.is_whole_act:
            return Fault.CARRY
        for plan in self._plans:
            if plan[0](message):
                self._plans.remove(plan)
                return plan[1]
        drawn = self.random.random()
        for fault, chance in self.weather.chances.items():
            if drawn < chance:
                return fault
            drawn -= chance
        return Fault.CARRY

    async def _meet(self, fault: Fault, wire: Wire, message: Message) -> None:
        if fault is Fault.LOSE_MESSAGE:
            wire.cut()
        elif fault is Fault.TEAR:
            await self._write(wire.far, message.raw[: len(message.raw) // 2])
            wire.far.close()  # what was written arrives: half a message, and then the end
            wire.near.transport.abort()
        elif fault is Fault.LOSE_ANSWER:
            wire.is_mute = True
            await self._write(wire.far, message.raw)
        elif fault is Fault.HALF_OPEN:
            wire.freeze()
            await wire.moves.wait()
        else:
            await self._write(wire.far, message.raw)
            if fault is Fault.REPEAT:
                await self._again(wire, message)

    async def _again(self, wire: Wire, message: Message) -> None:
        """Send it once more: a frame on the same line, a request on one of its own.

        Nobody reads the second answer to a request, as when a browser has sent it again itself.
        """
        if message.is_frame:
            await self._write(wire.far, message.raw)
            return
        _, other = await asyncio.open_connection("127.0.0.1", self.target)
        await self._write(other, message.raw)
        self._spare.append(other)

    async def _back(self, wire: Wire, reader: asyncio.StreamReader) -> None:
        while data := await reader.read(PIECE):
            if wire.is_mute:
                wire.cut()  # there was an answer, and nobody hears it
                return
            await self._wait(wire)
            await self._write(wire.near, data)
        if wire.is_mute:
            wire.cut()
        wire.near.write_eof()

    async def _wait(self, wire: Wire) -> None:
        await wire.moves.wait()
        low, high = self.weather.delay
        if high:
            await asyncio.sleep(self.random.uniform(low, high))
            await wire.moves.wait()

    async def _write(self, end: asyncio.StreamWriter, data: bytes) -> None:
        piece = self.weather.piece
        for start in range(0, len(data), piece):
            end.write(data[start : start + piece])
            await end.drain()
            if piece < PIECE:
                await asyncio.sleep(0)  # else the kernel joins the pieces again
