"""The demo council moves from SQLite to PostgreSQL, past included."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.support.demo import environment, rows, run
from tests.support.machine import require_services
from tests.support.servers import Postgres
from tests.support.source import ROOT

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]


@pytest.fixture(scope="module")
def postgres():
    require_services()
    made = Postgres()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def moved(tmp_path_factory, postgres):
    """A council with a past, moved: its state, and what was said."""
    state = tmp_path_factory.mktemp("moving") / "state"
    run(state, "manage.py", "demo", "--no-serve", MAJLIS_SECRET_KEY=SECRET)
    found = next(state.rglob("majlis.sqlite3")).parent
    said = run(found, "manage.py", "move", "--to", postgres.url, MAJLIS_SECRET_KEY=SECRET).stdout
    return found, said


SECRET = "known to everybody, for it guards nothing"
TABLES = ("accounts_user", "ledger_entry", "voting_ballot", "voting_outcome", "register_decision")


def test_every_row_arrives(moved, postgres):
    state, said = moved

    assert said.startswith("Moved and compared ")
    for table in TABLES:
        ((there,),) = postgres.ask(f"SELECT count(*) FROM {table}")
        assert [(there,)] == rows(state, f"SELECT count(*) FROM {table}")
        assert there > 0


def test_the_guards_stand_again(moved, postgres):
    with psycopg.connect(postgres.url) as line, pytest.raises(psycopg.errors.CheckViolation):
        line.execute("DELETE FROM voting_ballot")


def test_numbers_go_on_where_they_were(moved, postgres):
    last = "SELECT max(id) FROM ledger_entry"
    next_one = "SELECT nextval(pg_get_serial_sequence('ledger_entry', 'id'))"

    assert postgres.ask(next_one)[0][0] == postgres.ask(last)[0][0] + 1


def test_a_database_that_is_in_use_is_not_overwritten(moved, postgres):
    state, _ = moved
    before = postgres.ask("SELECT count(*) FROM accounts_user")

    done = subprocess.run(
        [sys.executable, "manage.py", "move", "--to", postgres.url],
        cwd=ROOT,
        env=environment(state) | {"MAJLIS_SECRET_KEY": SECRET, "PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 1
    assert "in use already" in done.stderr
    assert postgres.ask("SELECT count(*) FROM accounts_user") == before
