"""The frames of ``majlis.v1``: how they are written, how they are read, why a socket is closed.

Pure: no Django, no clock. The description for people is ``council/docs/protocol.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from uuid import UUID

import orjson

SUBPROTOCOL = "majlis.v1"
LONGEST_FRAME = 64 * 1024  # from the client [bytes]
MOST_FIELDS = 64
LONGEST_NAME = 64
LARGEST_SEQ = 2**53 - 1  # what JavaScript counts exactly
_DIGITS, _UUID = len(str(LARGEST_SEQ)), 36
_SHORT, _MEDIUM = 125, 2**16 - 1  # sizes up to which a header of two or four bytes does [bytes]

Facts = Mapping[str, Any]
Value = str | int | float | bool | None


class Close(IntEnum):
    """Why the server closes a socket."""

    MALFORMED = 4400
    REVOKED = 4401
    NOT_ADMITTED = 4403
    SILENT = 4408
    TOO_LARGE = 4413
    TOO_FAST = 4429
    RESTART = 4503


# How long a client waits before it connects again [ms]; it adds a random share of its own.
RETRY: Mapping[Close, int] = {
    Close.MALFORMED: 30_000,
    Close.REVOKED: 0,
    Close.NOT_ADMITTED: 60_000,
    Close.SILENT: 1_000,
    Close.TOO_LARGE: 30_000,
    Close.TOO_FAST: 30_000,
    Close.RESTART: 2_000,
}


class Malformed(ValueError):
    """A frame from the client that is not of the protocol; ``close`` says what follows."""

    close = Close.MALFORMED


class TooLarge(Malformed):
    """A frame from the client that is longer than any the protocol knows."""

    close = Close.TOO_LARGE


@dataclass(frozen=True, slots=True)
class Order:
    """A command: what to do, under which key it is recognised when it is repeated."""

    key: UUID
    name: str
    fields: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Since:
    """A client that found a gap asks for all that came after ``seq``."""

    seq: int


def read_frame(text: str | None) -> Order | Since:
    """Understand a frame from the client; ``None`` stands for a binary one.

    Raises:
        TooLarge: it is longer than 64 KiB.
        Malformed: it is not a frame of the protocol.
    """
    if text is None:
        raise Malformed("binary")
    if len(text) > LONGEST_FRAME or len(text.encode("utf-8", "replace")) > LONGEST_FRAME:
        raise TooLarge("frame")
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Malformed("json") from None
    if not isinstance(frame, dict):
        raise Malformed("object")
    if frame.get("t") == "cmd":
        return _read_order(frame)
    if frame.get("t") == "since":
        return Since(read_seq(frame.get("seq")))
    raise Malformed("t")


def read_seq(text: object) -> int:
    """Return a number of the journal as a client states it.

    Raises:
        Malformed: it is not a whole number from 0 to 2⁵³-1.

    >>> read_seq("41")
    41
    """
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        text = int(text)
    if type(text) is not int or not 0 <= text <= LARGEST_SEQ:
        raise Malformed("seq")
    return text


def _read_order(frame: Facts) -> Order:
    name, fields = frame.get("name"), frame.get("fields", {})
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise Malformed("name")
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise Malformed("fields")
    return Order(_read_key(frame.get("key")), name, _as_posted(fields))


def _read_key(key: object) -> UUID:
    if not isinstance(key, str) or len(key) > _UUID:
        raise Malformed("key")
    try:
        return UUID(key)
    except ValueError:
        raise Malformed("key") from None


def _as_posted(fields: Facts) -> dict[str, list[str]]:
    """Return the fields as a form post would have brought them: names and lists of texts."""
    posted: dict[str, list[str]] = {}
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        if len(values) > MOST_FIELDS or not all(isinstance(each, Value) for each in values):
            raise Malformed("fields")
        posted[name] = [_text(each) for each in values if each is not None and each is not False]
    return {name: values for name, values in posted.items() if values}


def _text(value: Value) -> str:
    return "on" if value is True else str(value)


def framed(payload: bytes) -> bytes:
    """Return the payload as one whole text message on the wire, as servers send it: unmasked.

    Source: RFC 6455, section 5.2.

    >>> framed(b"{}").hex(" ")
    '81 02 7b 7d'
    """
    size = len(payload)
    if size <= _SHORT:
        return b"\x81%c%b" % (size, payload)
    if size <= _MEDIUM:
        return b"\x81\x7e%b%b" % (size.to_bytes(2, "big"), payload)
    return b"\x81\x7f%b%b" % (size.to_bytes(8, "big"), payload)


def _written(facts: Facts, **options: Any) -> bytes:
    """Write JSON in no more memory than it needs.

    orjson returns bytes that hold up to thirteen times their length; frames are kept by thousands.
    """
    return memoryview(orjson.dumps(facts, **options)).tobytes()


def hello(*, seq: int, now: int, language: str, audience: str, resume: str, ping: int) -> bytes:
    """Greet a socket; ``resume`` is ``ok`` or ``snapshot`` (reload, too much was missed)."""
    facts = {"seq": seq, "now": now, "lang": language, "audience": audience, "resume": resume}
    return _written({"t": "hello", **facts, "ping": ping})


def notice(
    *,
    seq: int,
    kind: str,
    at: int,
    data: Facts,
    parts: Sequence[Mapping[str, str | None]],
    say: str | None,
) -> bytes:
    """Tell what happened, with the parts of the page that it changes."""
    facts = {"seq": seq, "kind": kind, "at": at, "data": data, "parts": parts, "say": say}
    return _written({"t": "n", **facts})


def blank(seq: int) -> bytes:
    """Tell that something happened which these readers do not see.

    >>> blank(7)
    b'{"t":"b","seq":7}'
    """
    return _written({"t": "b", "seq": seq})


def tick(*, at: int, **facts: object) -> bytes:
    """Tell passing facts by name: they have no number and may be lost.

    >>> tick(at=1, present=42)
    b'{"t":"tick","at":1,"present":42}'
    """
    return _written({"t": "tick", "at": at, **facts}, option=orjson.OPT_NON_STR_KEYS)


def ack(key: UUID, data: Facts, parts: Sequence[Facts] = ()) -> bytes:
    """Answer a command after the commit; parts of the page that are the sender's own come with it.

    >>> ack(UUID(int=7), {"id": 3})
    b'{"t":"ack","key":"00000000-0000-0000-0000-000000000007","data":{"id":3}}'
    """
    answer = {"t": "ack", "key": str(key), "data": data} | ({"parts": parts} if parts else {})
    return _written(answer, default=str)


def no(key: UUID, *, code: str, facts: Facts, text: str) -> bytes:
    """Refuse a command, with the rule's code and a sentence in the reader's language."""
    answer = {"t": "no", "key": str(key), "code": code, "facts": facts, "text": text}
    return _written(answer, default=str)


def bye(code: Close) -> bytes:
    """Say why the socket is about to be closed, and when to try again.

    >>> bye(Close.RESTART)
    b'{"t":"bye","code":4503,"retry":2000}'
    """
    return _written({"t": "bye", "code": int(code), "retry": RETRY[code]})


RESYNC = _written({"t": "resync"})
"""Tells a client to load the page anew, after a random delay."""
