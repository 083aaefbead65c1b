"""What everybody did and was answered, line by line: a failure can be read, and played again."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Act:
    """One act of one person, with the answer at last."""

    who: str
    act: str
    fields: dict[str, Any]
    is_done: bool
    told: str
    door: str  # by which the answer came: ``line`` or ``post``
    tries: int
    seconds: float


@dataclass
class Record:
    """The acts in the order of their answers, and what happened to servers and lines."""

    path: Path | None = None
    acts: list[Act] = field(default_factory=list)
    is_on: asyncio.Event = field(default_factory=asyncio.Event)  # everybody has come
    began: float = field(default_factory=time.monotonic)

    def note(self, act: Act) -> None:
        """Write an act down."""
        self.acts.append(act)
        self._write(asdict(act))

    def tell(self, what: str, **facts: object) -> None:
        """Write down what happened to everybody."""
        self._write({"happened": what, **facts})

    def of(self, act: str) -> Iterator[Act]:
        """Yield the acts of a kind."""
        return (each for each in self.acts if each.act == act)

    def _write(self, facts: dict[str, Any]) -> None:
        if self.path is not None:
            at = round(time.monotonic() - self.began, 3)
            with self.path.open("a") as file:
                file.write(json.dumps({"at": at, **facts}, ensure_ascii=False, default=str) + "\n")
