"""Which database: SQLite beside the project, or the PostgreSQL of ``DATABASE_URL``."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Durable before it is acknowledged: WAL loses nothing at synchronous=FULL, IMMEDIATE takes the
# write lock at the start (no upgrade deadlocks), secure_delete leaves no old rows in free pages.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"),
}
KEPT_FOR = 60  # by the threads that serve pages and obey commands (realtime.turns) [s]


def sqlite(path: Path) -> dict[str, Any]:
    """Return Django's settings for an SQLite database at ``path``."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": dict(SQLITE_OPTIONS),
        "CONN_MAX_AGE": KEPT_FOR,
    }


# A thread per request would make a connection per request, 6 ms each, and as many as there are
# requests. Health checks find connections that a restart of the server has cut. Psycopg would try
# to replace those ever more rarely, for five minutes; it is asked anew by the next request instead.
POOL = {"timeout": 5, "reconnect_timeout": 2}  # then the request is told to come back [s]


def database_of(url: str, most: int = 20) -> dict[str, Any]:
    """Return Django's settings for ``url``; at most so many connections from one process.

    Raises:
        ImproperlyConfigured: the scheme is neither ``postgresql`` nor ``sqlite``.

    >>> database_of("postgresql://majlis:secret@db.example/majlis")["HOST"]
    'db.example'
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL: {parts.scheme!r} is neither postgresql nor sqlite"
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": POOL | {"min_size": min(2, most), "max_size": most},
            "connect_timeout": 5,
            "application_name": "majlis",
        },
    }
