"""One entry of a meeting's journal, as it travels between threads and processes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from council.kernel.audience import Audience


class Readers(NamedTuple):
    """People who are shown the same bytes: one language, one audience."""

    language: str
    audience: Audience


class Entry(Protocol):
    """A row of the journal, as ``council.kernel.events.happened`` brings it."""

    meeting_id: int
    seq: int
    kind: str
    payload: dict[str, Any]
    audience: Audience
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """A journal entry without the database: number, kind, public facts, and who may see it."""

    meeting_id: int
    seq: int
    kind: str
    payload: Mapping[str, Any]
    audience: Audience
    at: int  # milliseconds since 1970, UTC

    @classmethod
    def of(cls, entry: Entry) -> "News":
        """Make news of a row of the journal."""
        return cls(
            meeting_id=entry.meeting_id,
            seq=entry.seq,
            kind=entry.kind,
            payload=entry.payload,
            audience=Audience(entry.audience),
            at=int(entry.at.timestamp() * 1000),
        )

    def as_message(self) -> dict[str, Any]:
        """Make a message of it that every channel layer can carry."""
        return asdict(self) | {"audience": self.audience.value}

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "News":
        """Read what ``as_message`` made."""
        names = ("meeting_id", "seq", "kind", "payload", "at")
        facts = {name: message[name] for name in names}
        return cls(audience=Audience(message["audience"]), **facts)
