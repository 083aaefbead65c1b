"""Whether the database waits for the disk: what was acknowledged must survive a power failure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import (
    CheckMessage,
    Error,
    Tags,
    Warning,  # noqa: A004 - Django's
    register,
)
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections


@dataclass(frozen=True, slots=True)
class Demand:
    """A setting of the database, and the values with which it answers before the disk has it.

    What counts is how our own connections find it: a role, a database or an option of the
    connection may say otherwise than the configuration file does.
    """

    number: int
    name: str
    question: str
    forgetful: frozenset[str]
    hint: str


DEMANDS: Mapping[str, Sequence[Demand]] = {
    "sqlite": (
        Demand(
            21,
            "synchronous",
            "PRAGMA synchronous",
            frozenset({"0", "1"}),  # OFF, NORMAL
            "Let every connection begin with PRAGMA synchronous=FULL, as we ship it.",
        ),
        Demand(
            22,
            "journal_mode",
            "PRAGMA journal_mode",
            frozenset({"off", "memory"}),
            "Let every connection begin with PRAGMA journal_mode=WAL, as we ship it.",
        ),
    ),
    "postgresql": (
        Demand(
            23,
            "synchronous_commit",
            "SHOW synchronous_commit",
            frozenset({"off"}),
            "Set it to on again: for the server, the database, the role and in DATABASE_URL.",
        ),
        Demand(
            24,
            "fsync",
            "SHOW fsync",
            frozenset({"off"}),
            "Set it to on again in postgresql.conf, and reload the server.",
        ),
    ),
}


def lapses(alias: str = DEFAULT_DB_ALIAS) -> list[tuple[Demand, str]]:
    """Return what lets the database forget, each with the value that was found.

    Raises:
        DatabaseError: it does not answer.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        found = [(each, _asked(cursor, each)) for each in DEMANDS[connection.vendor]]
    return [(demand, value) for demand, value in found if value in demand.forgetful]


def forgets() -> bool:
    """Say whether the database may lose what was acknowledged, though nobody has allowed it."""
    return bool(lapses()) and not settings.DATABASE_MAY_FORGET


def _asked(cursor: Any, demand: Demand) -> str:  # noqa: ANN401 - Django's wrapper has no public type
    cursor.execute(demand.question)
    return str(cursor.fetchone()[0]).lower()


@register(Tags.database)
def nothing_is_forgotten(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """Refuse to run on a database that acknowledges what is not yet on the disk."""
    return [_finding(alias, *lapse) for alias in databases or () for lapse in lapses(alias)]


@register(Tags.security, deploy=True)
def nothing_will_be_forgotten(
    *, databases: Sequence[str] | None, **_: Any
) -> Sequence[CheckMessage]:
    """Say the same in ``check --deploy``, which asks no database unless one is named."""
    if databases:
        return []  # asked already
    try:
        return nothing_is_forgotten(databases=[DEFAULT_DB_ALIAS])
    except DatabaseError as problem:
        return [
            Error(
                f"The database does not answer, so nobody knows what it would forget: {problem}",
                hint="Start it, or mend DATABASE_URL.",
                id="majlis.E025",
            )
        ]


def _finding(alias: str, demand: Demand, value: str) -> CheckMessage:
    """For a database that lives as long as a run of tests, nobody is stopped, but all are told."""
    is_allowed = settings.DATABASE_MAY_FORGET
    words = f"The database {alias} may lose what was acknowledged: {demand.name} is {value}."
    make, kind = (Warning, "W") if is_allowed else (Error, "E")
    return make(words, hint=demand.hint, id=f"majlis.{kind}{demand.number:03}")
