"""Guards that stand in the database itself, and whether they still do.

A trigger refuses what no service asks for, whoever asks. SQLite rebuilds a table for most changes
and silently loses its triggers, so they are counted before anything is served.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

STANDING: Mapping[str, str] = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        " AND pg_table_is_visible(c.oid)"
    ),
}


@dataclass(frozen=True, slots=True)
class Guards:
    """What guards one table, and which migration made it."""

    table: str
    made_by: str
    both: frozenset[str] = frozenset()
    sqlite: frozenset[str] = frozenset()
    postgresql: frozenset[str] = frozenset()

    def on(self, vendor: str) -> frozenset[str]:
        """Return the guards' names on this kind of database."""
        return self.both | (self.sqlite if vendor == "sqlite" else self.postgresql)


_expected: list[Guards] = []


def expect(*guards: Guards) -> None:
    """Let every start miss these guards when they are gone."""
    _expected.extend(guards)


@register(Tags.database)
def guards_stand(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """Refuse to run where a guard is missing.

    A database without a table has nothing to guard yet: migrations make both.
    """
    return [
        Error(
            f"The database {alias} has lost the guards {', '.join(missing)} on {guards.table}.",
            hint=f"Create them again as {guards.made_by} does, before anybody acts.",
            id="majlis.E020",
        )
        for alias in databases or ()
        for guards, missing in missing_guards(alias)
    ]


def missing_guards(alias: str) -> Iterator[tuple[Guards, list[str]]]:
    """Yield what should stand in the database and does not, table by table."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = {(name, table) for name, table in cursor.fetchall()}
    for guards in _expected:
        wanted = guards.on(connection.vendor)
        missing = sorted(name for name in wanted if (name, guards.table) not in standing)
        if guards.table in tables and missing:
            yield guards, missing
