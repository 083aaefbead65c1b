"""The demo, loaded once for all who look into it."""

import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from tests.support.demo import run
from tests.support.site import free_port


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo, loaded once: over an older database that it was told to forget.

    Whoever changes something works on a copy of its state.
    """
    state = tmp_path_factory.mktemp("demo")
    with closing(sqlite3.connect(state / "majlis.sqlite3")) as old:
        old.execute("CREATE TABLE left_over (id)")
    port = free_port()
    asked = ("--fresh", "--no-serve", "--links", "--port", str(port))
    done = run(state, "manage.py", "demo", *asked)
    return SimpleNamespace(state=state, port=port, links=json.loads(done.stdout), told=done.stderr)
