"""Servers that start in hundredths of a second, because a process stands by to fork them.

So a server can be killed and started again a thousand times in minutes, as it is installed: with
the project's own settings and a database that is synchronised before anybody is answered.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.simulator.places import quiet_port
from tests.support.site import Site
from tests.support.suite import ROOT

DATABASE = "majlis.sqlite3"
PATIENCE = 60  # until a server answers, or a work is done [s]


class Failed(Exception):
    """What was to be done behind the stage ended with this traceback."""


class Standby:
    """Starts and kills servers, and has things done in their database."""

    def __init__(self, state: Path, *, under: Sequence[str] = (), **environment: str) -> None:
        self.site = Site(state, quiet_port())
        self.log = state / "standby.log"
        self.pids: set[int] = set()
        self._complaints = self.log.open("a")
        command = [*under, sys.executable, "-m", "tests.support.simulator.forking"]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.site.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )

    @property
    def port(self) -> int:
        """Where its servers listen."""
        return self.site.port

    def serve(self, *changes: str, port: int | None = None) -> int:
        """Start a server, changed as the named functions change it; return its process id."""
        pid = self._ask(do="serve", port=port or self.port, changes=changes)
        self.pids.add(pid)
        self._wait_until_answered(pid, port or self.port)
        return int(pid)

    def do(self, work: str, **facts: Any) -> Any:
        """Have a function done, ``package.module:name``, in a process of its own.

        Raises:
            Failed: it raised.
        """
        return self._ask(do="work", work=work, facts=facts)

    def warm_up(self, **facts: Any) -> None:
        """Let what servers are forked from have done once what they will do: templates are read."""
        self._ask(do="warm up", facts=facts)

    def kill(self, pid: int, sign: int = signal.SIGKILL) -> None:
        """Kill a server and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(pid, sign)
        until = time.monotonic() + PATIENCE
        while _lives(pid):
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.001)
        self.pids.discard(pid)

    def close(self) -> None:
        """End everything."""
        for pid in list(self.pids):
            self.kill(pid)
        self._process.communicate(timeout=PATIENCE)
        self._complaints.close()

    def _wait_until_answered(self, pid: int, port: int) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                return
            if not _lives(pid):
                raise Failed(self.log.read_text())
            time.sleep(0.002)
        raise TimeoutError

    def _ask(self, **asked: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise Failed(self.log.read_text())
        answer = json.loads(line)
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer["done"]


@contextmanager
def standing_by(state: Path, *, under: Sequence[str] = (), **environment: str) -> Iterator[Standby]:
    """Have a process stand by over an empty database, until the block ends."""
    state.mkdir(parents=True, exist_ok=True)
    is_file = "DATABASE_URL" not in environment
    if is_file and _empty is not None:
        shutil.copy(Path(_empty.name) / DATABASE, state / DATABASE)
    standby = Standby(state, under=under, **environment)
    try:
        if not (state / DATABASE).exists():
            standby.do("tests.support.simulator.town:found")
            if is_file:
                _keep(state / DATABASE)
        yield standby
    finally:
        standby.close()


_empty: TemporaryDirectory[str] | None = None


def _keep(made: Path) -> None:
    """Keep the empty database for the next who needs one: making it takes seconds."""
    global _empty  # noqa: PLW0603 - one for the life of the process
    _empty = TemporaryDirectory(prefix="majlis-empty-")
    with sqlite3.connect(made) as source, sqlite3.connect(Path(_empty.name) / DATABASE) as copy:
        source.backup(copy)
    source.close()
    copy.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
