"""One act at one of the two doors, ready to be asked at a moment's notice."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID, uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.support.simulator.device import PATIENCE, Answer, Device, Lost

DONE, REFUSED = 200, 409
BROKEN = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage)


@asynccontextmanager
async def raw_line(port: int, meeting: int, session: str = "") -> AsyncIterator[ClientConnection]:
    """Open a line without a page behind it; of nobody, unless a session is shown."""
    async with connect(
        f"ws://127.0.0.1:{port}/ws/meetings/{meeting}/",
        subprotocols=["majlis.v1"],
        origin=f"http://127.0.0.1:{port}",
        additional_headers={"Cookie": f"session={session}"} if session else {},
        compression=None,
        ping_interval=None,
        close_timeout=1,
    ) as line:
        yield line


class Posted:
    """An act that is asked for by a post."""

    def __init__(self, port: int, session: str, path: str, **fields: object) -> None:
        self.device, self.path, self.fields = Device(port, session), path, fields

    async def prepare(self) -> None:
        """Nothing: a browser connects when it has something to send."""

    async def ask(self) -> Answer:
        """Ask, and return the answer.

        Raises:
            Lost: there was none.
        """
        try:
            return await self.device.post(self.path, **self.fields)
        finally:
            self.device.close()


class Commanded:
    """An act that is asked for over a line."""

    def __init__(self, port: int, session: str, meeting: int, name: str, **fields: object) -> None:
        self.port, self.session, self.meeting = port, session, meeting
        self.name, self.fields = name, fields
        self.key: UUID = uuid4()
        self._way: Any = None
        self._line: ClientConnection | None = None

    async def prepare(self) -> None:
        """Open the line, so that only the act itself is left to be done."""
        self._way = raw_line(self.port, self.meeting, self.session)
        try:
            self._line = await self._way.__aenter__()
        except BROKEN as problem:
            self._way = None
            raise Lost(repr(problem)) from None

    async def ask(self) -> Answer:
        """Ask, and return the answer as a post would have brought it.

        Raises:
            Lost: there was none.
        """
        if self._line is None:
            await self.prepare()
        assert self._line is not None
        order = {"t": "cmd", "key": str(self.key), "name": self.name, "fields": self.fields}
        try:
            await self._line.send(json.dumps(order))
            async with asyncio.timeout(PATIENCE):
                while (told := json.loads(await self._line.recv()))["t"] not in {"ack", "no"}:
                    pass
        except BROKEN as problem:
            raise Lost(repr(problem)) from None
        finally:
            await self._hang_up()
        body = str(told.get("text", "")).encode()
        return Answer(DONE if told["t"] == "ack" else REFUSED, {}, body)

    async def _hang_up(self) -> None:
        self._line = None
        with suppress(*BROKEN):
            await self._way.__aexit__(None, None, None)


Asking = Posted | Commanded
