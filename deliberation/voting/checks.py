"""What must hold before votes are taken: the guards stand in the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

# SQLite rebuilds a table for most changes and silently loses its triggers, so they are counted.
GUARDS: Mapping[str, frozenset[str]] = {
    "voting_poll": frozenset({"poll_is_frozen", "poll_deadline", "poll_procedure", "poll_stays"}),
    "voting_rollentry": frozenset({"roll_is_closed", "roll_stays", "roll_is_frozen"}),
    "voting_outcome": frozenset({"outcome_stands", "outcome_stays"}),
}
BALLOT_GUARDS: Mapping[str, frozenset[str]] = {
    "sqlite": frozenset({"ballot_stays", "ballot_cast_insert", "ballot_cast_update"}),
    "postgresql": frozenset({"ballot_stays", "ballot_cast"}),
}
STANDING: Mapping[str, str] = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        " AND pg_table_is_visible(c.oid)"
    ),
}


@register(Tags.database)
def ballots_are_guarded(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """Refuse to run where a guard on polls, rolls, ballots or outcomes is missing.

    A database without our tables has nothing to guard yet: migrations make both.
    """
    return [
        Error(
            f"The database {alias} has lost the guards {', '.join(missing)}.",
            hint="Create them again as voting/migrations/0002_guards.py does, before any vote.",
            id="majlis.E020",
        )
        for alias in databases or ()
        if (missing := missing_guards(alias))
    ]


def missing_guards(alias: str) -> Sequence[str]:
    """Return the names of the guards that should stand in the database and do not."""
    connection = connections[alias]
    if "voting_ballot" not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = {(name, table) for name, table in cursor.fetchall()}
    wanted = {**GUARDS, "voting_ballot": BALLOT_GUARDS[connection.vendor]}
    return sorted(
        name for table, names in wanted.items() for name in names if (name, table) not in standing
    )
