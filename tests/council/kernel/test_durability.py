"""A database that does not wait for the disk is not served, and cannot become one in silence."""

import subprocess
import sys

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connection, connections
from django.urls import reverse

from council.kernel import durability
from tests.support.machine import require_services
from tests.support.servers import Postgres, until
from tests.support.site import SECRET
from tests.support.suite import ROOT, clean_environment

NUMBER = {"sqlite": "021", "postgresql": "023"}
RELAX = {
    "sqlite": "PRAGMA synchronous=NORMAL",
    "postgresql": "SET synchronous_commit=off",
}
RESTORE = {
    "sqlite": "PRAGMA synchronous=FULL",
    "postgresql": "RESET synchronous_commit",
}


def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def relaxed(transactional_db, settings):
    """Let our connection answer before the disk has it; return the number of the finding."""
    settings.DATABASE_MAY_FORGET = False
    ask(RELAX[connection.vendor])
    yield NUMBER[connection.vendor]
    ask(RESTORE[connection.vendor])


def ids(**facts):
    """Return the findings; whether this server's disk is waited for is not our affair here."""
    found = {each.id for each in run_checks(**facts) if "may lose" in each.msg}
    return found - {"majlis.E024", "majlis.W024"}


@pytest.mark.django_db
def test_as_it_is_shipped_nothing_is_forgotten():
    assert ids(tags=[Tags.database], databases=["default"]) == set()


def test_a_database_that_does_not_wait_is_found(relaxed):
    assert ids(tags=[Tags.database], databases=["default"]) == {f"majlis.E{relaxed}"}


def test_deployment_is_told_once_whether_or_not_the_database_is_named(relaxed):
    for databases in (None, ["default"]):
        found = run_checks(include_deployment_checks=True, databases=databases)
        assert [each.id for each in found].count(f"majlis.E{relaxed}") == 1


def test_nothing_is_served_on_it(relaxed):
    with pytest.raises(SystemCheckError, match="may lose what was acknowledged"):
        call_command("serve", port=0)


def test_a_process_that_serves_already_is_no_longer_ready(relaxed, client):
    assert client.get(reverse("ready")).json()["problems"] == ["durability"]


def test_a_run_of_tests_is_told_and_goes_on(relaxed, settings):
    settings.DATABASE_MAY_FORGET = True

    assert ids(tags=[Tags.database], databases=["default"]) == {f"majlis.W{relaxed}"}
    assert not durability.forgets()


def test_a_site_in_earnest_has_no_such_leave():
    environment = clean_environment() | {"DJANGO_SETTINGS_MODULE": "council.config.settings"}
    asked = "from django.conf import settings; print(settings.DATABASE_MAY_FORGET)"

    said = subprocess.check_output([sys.executable, "-c", asked], env=environment, cwd=ROOT)

    assert said == b"False\n"


@pytest.fixture
def own(db, tmp_path):
    """A database that nobody else has open, for else its journal could not be changed."""
    facts = connection.settings_dict | {"NAME": tmp_path / "own.sqlite3"}
    connections["own"] = type(connections["default"])(facts, "own")
    yield connections["own"]
    connections["own"].close()
    del connections["own"]


@pytest.mark.apart  # a journal in memory is SQLite's
def test_a_journal_in_memory_is_found(own, settings):
    settings.DATABASE_MAY_FORGET = False
    assert ids(tags=[Tags.database], databases=["own"]) == set()

    with own.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=MEMORY")

    assert ids(tags=[Tags.database], databases=["own"]) == {"majlis.E022"}


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_a_finding_too(monkeypatch):
    def away(*_, **__):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)

    assert [each.id for each in durability.nothing_will_be_forgotten(databases=None)] == [
        "majlis.E025"
    ]


@pytest.fixture(scope="module")
def server():
    require_services()
    made = Postgres()
    yield made
    made.remove()


def manage(server, folder, *command):
    environment = clean_environment() | {
        "DJANGO_SETTINGS_MODULE": "council.config.settings",
        "MAJLIS_STATE_DIR": str(folder),
        "MAJLIS_SECRET_KEY": SECRET,
        "DATABASE_URL": server.url,
    }
    told = {"cwd": ROOT, "env": environment, "capture_output": True, "text": True}
    return subprocess.run([sys.executable, "manage.py", *command], check=False, **told)


@pytest.mark.service
@pytest.mark.slow
@pytest.mark.apart
def test_a_postgresql_that_was_relaxed_behind_our_back_is_not_served(server, tmp_path):
    """The server's file, and the role: whichever it was, our own connection finds it."""
    assert manage(server, tmp_path, "migrate", "--verbosity", "0").returncode == 0
    server.order("ALTER SYSTEM SET fsync = off")
    server.order("SELECT pg_reload_conf()")
    server.order("ALTER ROLE majlis SET synchronous_commit = off")
    until(lambda: server.ask("SHOW fsync") == [("off",)])

    serve = manage(server, tmp_path, "serve", "--port", "0")
    check = manage(server, tmp_path, "check", "--deploy")

    for answer in (serve, check):
        assert answer.returncode == 1
        assert "synchronous_commit is off" in answer.stderr
        assert "fsync is off" in answer.stderr
