"""Keys of sealed answers: one file beside the database, for each term its own key."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple, TypedDict

from council.rules.errors import RuleViolation

KEY_BYTES, LARGEST_ID = 32, 2**32


class KeyDestroyed(RuleViolation):
    """The key of these answers is gone, and with it what they said."""

    code = "key_destroyed"


class _Entry(TypedDict):
    term: int
    key: str
    is_active: bool


class Key(NamedTuple):
    """A key and the number by which records name it."""

    id: int
    secret: bytes


class KeyRing:
    """The keys in one file, readable by its owner alone; changes are written whole or not at all.

    A key once destroyed cannot be had again: every copy of the database becomes unreadable. That
    is why the file is backed up apart from it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def active(self, term: int) -> Key:
        """Return the key by which answers of the term are sealed now; the first call makes it.

        Raises:
            KeyDestroyed: the keys of the term were destroyed.
        """
        with self._opened() as entries:
            if entries.get(f"destroyed-{term}"):
                raise KeyDestroyed(term=term)
            for name, entry in entries.items():
                if entry["term"] == term and entry["is_active"]:
                    return Key(int(name), bytes.fromhex(entry["key"]))
            return self._added(entries, term)

    def of(self, key_id: int) -> Key:
        """Return the key of this number.

        Raises:
            KeyDestroyed: there is none any more.
        """
        entry = self._read().get(str(key_id))
        if entry is None:
            raise KeyDestroyed(key=key_id)
        return Key(key_id, bytes.fromhex(entry["key"]))

    def renew(self, term: int) -> Key:
        """Make a new active key for the term; older ones still open what they sealed."""
        with self._opened() as entries:
            for entry in entries.values():
                entry["is_active"] = entry["is_active"] and entry["term"] != term
            return self._added(entries, term)

    def remove_old(self, term: int) -> None:
        """Destroy the keys of the term that seal no longer."""
        with self._opened() as entries:
            for name in [n for n, one in entries.items() if one["term"] == term]:
                if not entries[name]["is_active"] and name.isdigit():
                    del entries[name]

    def destroy(self, term: int) -> None:
        """Destroy every key of the term, and remember that there shall be none again."""
        with self._opened() as entries:
            for name in [n for n, one in entries.items() if one["term"] == term]:
                del entries[name]
            entries[f"destroyed-{term}"] = _Entry(term=term, key="", is_active=False)

    def _added(self, entries: dict[str, _Entry], term: int) -> Key:
        made = Key(secrets.randbelow(LARGEST_ID), secrets.token_bytes(KEY_BYTES))
        entries[str(made.id)] = _Entry(term=term, key=made.secret.hex(), is_active=True)
        return made

    def _read(self) -> dict[str, _Entry]:
        if not self.path.exists():
            return {}
        found: dict[str, _Entry] = json.loads(self.path.read_text())
        return found

    @contextmanager
    def _opened(self) -> Iterator[dict[str, _Entry]]:
        """Hand out the entries while no other process changes them, and keep what was changed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        gate = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            entries = self._read()
            before = json.dumps(entries)
            yield entries
            if json.dumps(entries) != before:
                self._write(entries)
        finally:
            os.close(gate)

    def _write(self, entries: dict[str, _Entry]) -> None:
        with NamedTemporaryFile("w", dir=self.path.parent, delete=False) as file:  # 0600
            json.dump(entries, file)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self.path)
