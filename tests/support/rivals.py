"""Many at once: the same act in many threads, each with its own connection to one database."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

Answer = TypeVar("Answer")


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Let threads work on one real database; what they do there may not come back here.

    Where SQLite's tests live in memory, a second connection is turned away instead of waiting as
    it does at a file: so the threads get a file with the same contents.
    """
    settings = connections.settings["default"]
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    path, name = folder / "shared.sqlite3", settings["NAME"]
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        settings["NAME"] = name


def race(act: Callable[[int], Answer], times: int) -> list[Answer]:
    """Carry out ``act`` ``times`` times, all starting together; return what each came to."""
    line = Barrier(times)

    def run(number: int) -> Answer:
        line.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
