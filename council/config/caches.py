"""Which cache counts tries and keeps short-lived things: shared by all processes, never LocMem."""

import pickle
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

_SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value BLOB NOT NULL, expires_at REAL);
CREATE INDEX IF NOT EXISTS entry_expires_at ON entry (expires_at);
"""


def cache_of(redis_url: str, path: Path, prefix: str) -> dict[str, Any]:
    """Return Django's settings for the Redis at ``redis_url``, or else for an SQLite file."""
    if redis_url:
        return {
            "BACKEND": "council.config.redis_cache.SharedCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": prefix,
        }
    return {"BACKEND": "council.config.caches.SQLiteCache", "LOCATION": str(path)}


class SQLiteCache(BaseCache):
    """A cache in an SQLite file of its own.

    Django's cache in a database table would need a second database in every test, its cache in
    files cannot ``add`` atomically, and LocMem is one per process: limits would be too wide.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._location = location
        self._local = threading.local()

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Store ``value`` unless there is one already; say whether it was stored."""
        statement = (
            "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " value = excluded.value, expires_at = excluded.expires_at"
            " WHERE entry.expires_at <= ?"
        )
        return self._write(statement, *self._row(key, value, timeout, version), time.time()) > 0

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is stored and has not expired, or ``default``."""
        found = self._connection().execute(
            "SELECT value FROM entry WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)",
            (self.make_and_validate_key(key, version=version), time.time()),
        )
        row = found.fetchone()
        return default if row is None else pickle.loads(row[0])  # noqa: S301 - we wrote it

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Store ``value``."""
        self._write(
            "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)",
            *self._row(key, value, timeout, version),
        )

    def touch(
        self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Give what is stored a new time to expire; say whether there was anything."""
        name = self.make_and_validate_key(key, version=version)
        expires_at = self.get_backend_timeout(timeout)
        statement = "UPDATE entry SET expires_at = ? WHERE key = ? AND expires_at > ?"
        return self._write(statement, expires_at, name, time.time()) > 0

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget what is stored; say whether there was anything."""
        name = self.make_and_validate_key(key, version=version)
        return self._write("DELETE FROM entry WHERE key = ?", name) > 0

    def clear(self) -> None:
        """Forget everything."""
        self._write("DELETE FROM entry")

    def purge(self) -> None:
        """Forget what has expired."""
        self._write("DELETE FROM entry WHERE expires_at <= ?", time.time())

    def _row(
        self, key: str, value: object, timeout: float | None, version: int | None
    ) -> tuple[str, bytes, float | None]:
        name = self.make_and_validate_key(key, version=version)
        return name, pickle.dumps(value), self.get_backend_timeout(timeout)

    def _write(self, statement: str, *values: Any) -> int:
        return self._connection().execute(statement, values).rowcount

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self._location, timeout=10, isolation_level=None)
            connection.executescript(_SCHEMA)
            self._local.connection = connection
            self.purge()
        opened: sqlite3.Connection = self._local.connection
        return opened
