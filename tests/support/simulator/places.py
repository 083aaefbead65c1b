"""Where a simulated council is kept: in a file of SQLite, or in a PostgreSQL database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg


@contextmanager
def own_database(url: str = "") -> Iterator[dict[str, str]]:
    """Yield what servers are told of their database: nothing (SQLite), or one on that server."""
    if not url.startswith("postgresql"):
        yield {}
        return
    name = f"majlis_faults_{uuid4().hex[:12]}"
    server, _, _ = url.rpartition("/")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": f"{server}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def asked_for() -> str:
    """Return the server on which the suite runs this time; nothing: SQLite."""
    return os.environ.get("DATABASE_URL", "")
