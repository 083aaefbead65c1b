"""What this machine offers beyond Python: services, a browser, tools of the system."""

import os
import shutil
from functools import cache
from pathlib import Path

import psycopg
import pytest
import redis

POSTGRES = "MAJLIS_TEST_POSTGRES_URL"
REDIS = "MAJLIS_TEST_REDIS_URL"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class Missing(Exception):
    """A tool that some tests need is not here; the text says which, and how to get it."""


@cache
def postgres_url() -> str:
    """Return a server on which the tests may create databases of their own.

    Raises:
        Missing: there is none, it does not answer, or it does not let us create databases.
    """
    url = os.environ.get(POSTGRES, "postgresql:///postgres")
    allowed = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            answer = connection.execute(allowed).fetchone()
    except psycopg.OperationalError as problem:
        reason = f"no PostgreSQL answers here; set {POSTGRES} ({str(problem).splitlines()[0]})"
        raise Missing(reason) from None
    if answer != (True,):
        reason = f"the PostgreSQL here lets us create no databases; set {POSTGRES}"
        raise Missing(reason)
    return url


@cache
def redis_url() -> str:
    """Return a Redis that the tests may write to, by default database 15 of the local one.

    Raises:
        Missing: there is none, or it does not answer.
    """
    url = os.environ.get(REDIS, "redis://127.0.0.1:6379/15")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except redis.RedisError as problem:
        reason = f"no Redis answers here; set {REDIS} ({problem})"
        raise Missing(reason) from None
    return url


@cache
def chromium() -> str:
    """Return the path of a Chromium that a test may drive.

    Raises:
        Missing: there is none on the search path.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium was found; on Debian: apt install chromium"
        raise Missing(reason)
    return found


@cache
def gettext() -> str:
    """Return the path of GNU xgettext.

    Raises:
        Missing: there is none on the search path.
    """
    found = shutil.which("xgettext")
    if found is None:
        reason = "GNU gettext was not found; on Debian: apt install gettext"
        raise Missing(reason)
    return found


@cache
def program(name: str, package: str) -> str:
    """Return the path of a program, wherever Debian keeps those of administrators.

    Raises:
        Missing: it is not installed.
    """
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        reason = f"{name} was not found; on Debian: apt install {package}"
        raise Missing(reason)
    return found


@cache
def postgres_programs() -> Path:
    """Return the folder with ``initdb`` and ``pg_ctl`` of the newest PostgreSQL.

    Raises:
        Missing: there is none.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found:
        reason = "no server of PostgreSQL was found; on Debian: apt install postgresql"
        raise Missing(reason)
    return found[-1].parent


def _version(path: Path) -> int:
    return int(path.parts[-3])


def require_services(*programs: str) -> None:
    """Skip the test, and say why, where PostgreSQL or one of the programs is missing.

    Debian's packages are called as the programs are.
    """
    try:
        postgres_programs()
        for name in programs:
            program(name, name)
    except Missing as reason:
        pytest.skip(str(reason))
