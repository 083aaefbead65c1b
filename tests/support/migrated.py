"""One migrated database that later ones begin with: migrating takes half a minute each time.

It is found by what all migrations say, so whoever changes one begins anew. And Django migrates the
copy as well, which costs nothing when nothing is missing. Of processes that find none one migrates,
and the others wait for what it keeps; the gate opens by itself when a process dies.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.postgresql.client import DatabaseClient
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.sqlite3.creation import DatabaseCreation as SqliteCreation

GATE = os.open(
    Path(gettempdir()) / f"majlis-migrating-{os.getuid()}", os.O_RDWR | os.O_CREAT, mode=0o600
)


def migrate(**options: Any) -> None:
    """Make the tables of an installation that has none."""
    name = Path(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql" or not name.exists():
        begin(str(name))
    call_command("migrate", verbosity=0, **options)
    keep()


def template() -> Path:
    """Return where the migrated database is kept, or will be; asks no database."""
    told = sha256(f"{django.VERSION} {sqlite3.sqlite_version} {connection.vendor}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(import_module(app.name).__path__[0]) / "migrations"
        for path in sorted(folder.glob("*.py")):
            told.update(f"{app.name} {path.name}".encode() + path.read_bytes())
    name = f"majlis-migrated-{os.getuid()}-{told.hexdigest()}"
    return Path(gettempdir()) / f"{name}.{connection.vendor}"


def begin(name: str) -> None:
    """Fill the empty database of that name from what is kept; wait if somebody is making that."""
    if not template().exists():
        fcntl.flock(GATE, fcntl.LOCK_EX)
    if not template().exists():
        return
    if connection.vendor == "sqlite":
        for beside in ("-wal", "-shm"):  # of a process that was killed and had our number
            Path(f"{name}{beside}").unlink(missing_ok=True)
        shutil.copyfile(template(), name)
    elif connection.vendor == "postgresql":
        _at_postgres(
            "psql", name, "--quiet", "--no-psqlrc", "--single-transaction",
            "--set=ON_ERROR_STOP=1", f"--file={template()}",
        )  # fmt: skip


def keep() -> None:
    """Keep what this process has migrated, for the next and for those that wait for it."""
    if not template().exists():
        unfinished = template().with_suffix(f".{os.getpid()}")
        _keep(unfinished)
        if unfinished.exists():
            unfinished.replace(template())  # at once, for others may be looking
    fcntl.flock(GATE, fcntl.LOCK_UN)


def _keep(place: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(place) as copy:
            connection.connection.backup(copy)
        copy.close()
    elif shutil.which("pg_dump"):
        name = connection.settings_dict["NAME"]
        _at_postgres("pg_dump", name, "--no-owner", f"--file={place}")


def _at_postgres(program: str, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database of that name."""
    facts = connection.settings_dict | {"NAME": name}
    (_, *where), told = DatabaseClient.settings_to_cmd_args_env(facts, ())
    environment = os.environ | (told or {})
    subprocess.run(
        [program, *arguments, *where], check=True, env=environment, stdout=subprocess.DEVNULL
    )


def _beginning(
    create: Callable[[BaseDatabaseCreation, int, bool, bool], str],
) -> Callable[[BaseDatabaseCreation, int, bool, bool], str]:
    """Let a test database begin with the migrated one if there is one, instead of empty."""

    def create_and_begin(
        creation: BaseDatabaseCreation, verbosity: int, autoclobber: bool, keepdb: bool = False
    ) -> str:
        name = create(creation, verbosity, autoclobber, keepdb)
        if not keepdb:
            begin(name)
        return name

    return create_and_begin


def install() -> None:
    """Let every test database begin with the migrated one."""
    for creation in (SqliteCreation, PostgresCreation):
        creation._create_test_db = _beginning(creation._create_test_db)
