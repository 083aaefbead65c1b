"""Where a simulated council is kept: in a file of SQLite, or in a PostgreSQL database."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import SystemRandom
from uuid import uuid4

import psycopg

from tests.support.postgres import private_postgres

DATABASES = ("SQLite", "PostgreSQL")  # both are installed somewhere, and both must hold
OWN = "own"  # instead of a URL: a server for this once, which waits for the disk
QUIET = range(10_000, 32_000)  # ports that the kernel gives to nobody who only connects
POSTGRES = {  # an option of the command line
    "nargs": "?",
    "const": OWN,
    "default": "",
    "metavar": "URL",
    "help": "on that PostgreSQL server; without a URL, on one that is started for it",
}
AT_MOST = "10"  # connections of one process, so that eight fit the hundred of a server


@contextmanager
def own_database(url: str = "") -> Iterator[dict[str, str]]:
    """Yield what servers are told of their database: nothing (SQLite), or one on that server."""
    if url == OWN:
        with private_postgres() as made, own_database(made) as address:
            yield address
        return
    if not url.startswith("postgresql"):
        yield {}
        return
    name = f"majlis_faults_{uuid4().hex[:12]}"
    server, _, _ = url.rpartition("/")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            address = f"{server}/{name}"
            yield {"DATABASE_URL": address, "MAJLIS_DATABASE_CONNECTIONS": AT_MOST}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database_of(kind: str) -> str:
    """Return what to say to ``own_database`` for one of ``DATABASES``."""
    return OWN if kind == "PostgreSQL" else ""


def quiet_port() -> int:
    """Return a port that is free, and stays so while a server is killed and started again."""
    while True:
        port = SystemRandom().choice(QUIET)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
