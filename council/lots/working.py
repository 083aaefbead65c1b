"""A computation in a process of its own: the solver never runs where pages are made."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "work_out_lot"


def set_to_work(computation_id: int, then: Callable[[int], object]) -> None:
    """Start the process; ``then`` is told the exit code when it ends.

    It outlives the page that asked for it, and a server that is restarted. It inherits where the
    database is from the environment, and nothing else.
    """
    command = [sys.executable, "-m", "django", COMMAND, str(computation_id)]
    process = subprocess.Popen(  # noqa: S603 - our own command and a number
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=lambda: then(process.wait()), daemon=True).start()


class Pulse:
    """Says again and again that the process lives, until it is told to stop."""

    def __init__(self, beat: Callable[[], object], every: int) -> None:
        self._beat, self._every, self._over = beat, every, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Pulse":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, once the last beat is over."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            self._beat()
