"""One person's device: reads pages and posts forms over one connection, as a browser does."""

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

TOKEN = "t" * 32  # of forms: the same as in the cookie is all that is asked for
PATIENCE = 30.0  # for an answer; browsers have more, but tests end [s]


class Lost(Exception):
    """No answer came: the line broke, or nothing was heard for too long."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_done(self) -> bool:
        """The act was carried out: a page, or the way to one."""
        return self.status < 400

    @cached_property
    def text(self) -> str:
        """The answer as text."""
        return self.body.decode()

    @property
    def words(self) -> str:
        """What it says to people, without its marks: for messages of tests."""
        main = re.sub(r"<[^>]*>", " ", self.text.split("<main")[-1])
        return f"{self.status} {' '.join(main.split())[:200]}"

    def json(self) -> Any:
        """The answer as an object."""
        return json.loads(self.body)


class Device:
    """Speaks HTTP to the site at ``port``, signed in by a session."""

    def __init__(
        self, port: int, session: str = "", language: str = "en", *, patience: float = PATIENCE
    ) -> None:
        self.port, self.session, self.language, self.patience = port, session, language, patience
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()

    @property
    def origin(self) -> str:
        """Where its pages come from."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookies(self) -> str:
        """What it shows with each request."""
        kept = {"session": self.session, "csrf": TOKEN, "language": self.language}
        return "; ".join(f"{name}={value}" for name, value in kept.items() if value)

    async def get(self, path: str) -> Answer:
        """Read a page.

        Raises:
            Lost: nobody answered.
        """
        return await self._ask("GET", path)

    async def post(self, path: str, *, is_live: bool = True, **fields: object) -> Answer:
        """Send a form; ``is_live`` as the scripts of a page do it.

        Raises:
            Lost: nobody answered, so that nobody knows what became of it.
        """
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        more = {"Accept": "application/json, text/html;q=0.8", "X-Majlis-Live": "1"}
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return await self._ask("POST", path, body.encode(), form | (more if is_live else {}))

    def close(self) -> None:
        """Hang up."""
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None

    async def _ask(
        self, method: str, path: str, body: bytes = b"", more: dict[str, str] | None = None
    ) -> Answer:
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": self.cookies,
            "Accept-Language": self.language,
            **({"Content-Length": str(len(body))} if body else {}),
            **(more or {}),
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        async with self._turn:
            try:
                async with asyncio.timeout(self.patience):
                    return await self._exchange("\r\n".join(lines).encode() + body)
            except (OSError, asyncio.IncompleteReadError, TimeoutError, IndexError) as problem:
                self.close()
                raise Lost(f"{method} {path}: {problem!r}") from None

    async def _exchange(self, request: bytes) -> Answer:
        if self._ends is not None and self._ends[0].at_eof():
            self.close()  # it rested too long, and the server hung up
        if self._ends is None:
            self._ends = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._ends
        writer.write(request)
        await writer.drain()
        answer = await _read(reader)
        if answer.headers.get("connection") == "close":
            self.close()
        return answer


async def _read(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").strip().split("\r\n")
    headers = dict(_header(line) for line in lines)
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Answer(int(first.split()[1]), headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


async def answer_of(asked: asyncio.Future[Answer] | Any) -> Answer | None:
    """Return the answer, or None when there was none."""
    with suppress(Lost):
        return await asked
    return None
