"""One migrated database that later runs on SQLite begin with: migrating takes seconds each time.

It is found by what all migrations say, so whoever changes one begins anew. And Django migrates the
copy as well, which costs nothing when nothing is missing. Of processes that find none one migrates,
and the others wait for what it keeps; the gate opens by itself when a process dies.
"""

import fcntl
import os
import shutil
import sqlite3
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir

import django
from django.apps import apps
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

GATE = os.open(
    Path(gettempdir()) / f"majlis-migrating-{os.getuid()}", os.O_RDWR | os.O_CREAT, mode=0o600
)

_create = DatabaseCreation._create_test_db


def template() -> Path:
    """Return where the migrated database is kept, or will be."""
    told = sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(import_module(app.name).__path__[0]) / "migrations"
        for path in sorted(folder.glob("*.py")):
            told.update(f"{app.name} {path.name}".encode() + path.read_bytes())
    return Path(gettempdir()) / f"majlis-migrated-{os.getuid()}-{told.hexdigest()}.sqlite3"


def create_from_template(
    creation: DatabaseCreation, verbosity: int, autoclobber: bool, keepdb: bool = False
) -> str:
    """Begin with the migrated database if there is one, instead of an empty one."""
    name = _create(creation, verbosity, autoclobber, keepdb)
    if not keepdb and not template().exists():
        fcntl.flock(GATE, fcntl.LOCK_EX)
    if not keepdb and template().exists():
        for beside in ("-wal", "-shm"):  # of a process that was killed and had our number
            Path(f"{name}{beside}").unlink(missing_ok=True)
        shutil.copyfile(template(), name)
    return name


def keep() -> None:
    """Keep what this process has migrated, for the next and for those that wait for it."""
    if connection.vendor == "sqlite" and not template().exists():
        connection.ensure_connection()
        unfinished = template().with_suffix(f".{os.getpid()}")
        with sqlite3.connect(unfinished) as copy:
            connection.connection.backup(copy)
        copy.close()
        unfinished.replace(template())  # at once, for others may be looking
    fcntl.flock(GATE, fcntl.LOCK_UN)


def install() -> None:
    """Let every test database on SQLite begin with the migrated one."""
    DatabaseCreation._create_test_db = create_from_template
