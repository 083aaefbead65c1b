"""What a client sends, cut into whole messages: requests, and the frames of a WebSocket."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import cycle

TEXT, BINARY = 1, 2
SHORT, LONG = 126, 127  # how the length of a frame is written


@dataclass(frozen=True)
class Message:
    """One request or frame: the bytes as they were sent, and what they say."""

    raw: bytes
    text: str
    is_frame: bool
    is_whole_act: bool  # a post or a command; not a look at a page, not a ping


async def messages(reader: asyncio.StreamReader) -> AsyncIterator[Message]:
    """Yield the messages of one connection until it ends."""
    while head := await _head(reader):
        lines = head.decode("latin1").lower()
        body = await reader.readexactly(_length(lines))
        yield Message(head + body, (head + body).decode("latin1"), False, head[:4] == b"POST")
        if "upgrade: websocket" in lines:
            while True:
                yield await _frame(reader)


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if end.partial:
            raise
        return b""


def _length(lines: str) -> int:
    for line in lines.split("\r\n"):
        name, _, value = line.partition(":")
        if name == "content-length":
            return int(value)
    return 0


async def _frame(reader: asyncio.StreamReader) -> Message:
    head = await reader.readexactly(2)
    kind, size = head[0] & 0x0F, head[1] & 0x7F
    more = {SHORT: 2, LONG: 8}.get(size, 0)
    extended = await reader.readexactly(more)
    mask = await reader.readexactly(4 if head[1] & 0x80 else 0)
    body = await reader.readexactly(int.from_bytes(extended) if more else size)
    plain = bytes(a ^ b for a, b in zip(body, cycle(mask), strict=False)) if mask else body
    text = plain.decode("utf-8", "replace") if kind == TEXT else ""
    return Message(head + extended + mask + body, text, True, kind in {TEXT, BINARY})
