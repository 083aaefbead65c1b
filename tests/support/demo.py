"""The demo as a visitor starts it: another process, a state of its own, a port that is free."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress

from tests.support.source import ROOT


def environment(state):
    """Return an environment in which nothing of the tests' own settings is left."""
    own = {"MAJLIS_STATE_DIR": str(state), "DATABASE_URL": "", "REDIS_URL": ""}
    others = ("DJANGO_SETTINGS_MODULE", "MAJLIS_")
    return {k: v for k, v in os.environ.items() if not k.startswith(others)} | own


def run(state, *command, **variables):
    """Run Python in the project's folder; return what it answered, and fail as it fails."""
    told = {"cwd": ROOT, "env": environment(state) | variables, "timeout": 300}
    told |= {"capture_output": True, "text": True}
    done = subprocess.run([sys.executable, *command], check=False, **told)
    assert done.returncode == 0, done.stderr
    return done


def copy_of(state, place):
    """Return a second state, so that what happens in it happens there only."""
    shutil.copytree(state, place)
    return place


def rows(state, question):
    """Ask the database of a state, in SQL."""
    with closing(sqlite3.connect(state / "majlis.sqlite3")) as database:
        return database.execute(question).fetchall()


def facts_of_outcomes(state):
    """Return what every outcome was computed from and what it is, oldest first."""
    return [json.loads(facts) for (facts,) in rows(state, OUTCOMES)]


OUTCOMES = "SELECT facts FROM voting_outcome ORDER BY poll_id"


@contextmanager
def serving(state, port, *options):
    """Serve the demo; gives the file with all that is printed. It must end well when asked to."""
    printed = state / "printed"
    command = [sys.executable, "-u", "manage.py", "demo", "--port", str(port), *options]
    with printed.open("w") as paper:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(state), stdout=paper, stderr=subprocess.STDOUT
        )
    try:
        wait_until(lambda: _answers(port), 60)
        yield printed
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=30)
    assert code == 0, printed.read_text()


def wait_until(is_so, seconds):
    """Look again and again."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def _answers(port):
    with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port))):
        return True
    return False
