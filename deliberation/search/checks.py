"""What must hold before anybody searches: the index forgets what changes, and has its trigrams."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections

from council.kernel.guards import Guards, expect
from deliberation.search.machinery import SOURCES, has_trigrams, names_on

expect(
    *(
        Guards(
            table,
            "manage.py migrate",
            sqlite=names_on(table, "sqlite"),
            postgresql=names_on(table, "postgresql"),
        )
        for table in (*SOURCES, "search_findable")
    )
)


@register(Tags.database)
def trigrams_stand(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """Warn where the search has to read every row."""
    return [
        checks.Warning(
            f"The database {alias} has no index of trigrams: searching reads every row.",
            hint=(
                "Let a superuser of PostgreSQL run CREATE EXTENSION pg_trgm in this database, then "
                "manage.py migrate."
            ),
            id="majlis.W030",
        )
        for alias in databases or ()
        if "search_findable" in connections[alias].introspection.table_names()
        and not has_trigrams(connections[alias])
    ]
