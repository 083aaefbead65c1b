"""Where a simulated council is kept: in a file of SQLite, or in a PostgreSQL database."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import SystemRandom
from uuid import uuid4

import psycopg

QUIET = range(10_000, 32_000)  # ports that the kernel gives to nobody who only connects


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


def quiet_port() -> int:
    """Return a port that is free, and stays so while a server is killed and started again."""
    while True:
        port = SystemRandom().choice(QUIET)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
