"""Emptying the database between tests although its guards forbid deleting.

PostgreSQL truncates, which fires no row triggers; SQLite deletes, so the triggers are taken off
for that moment and put on again. No test runs without them.
"""

from collections.abc import Callable, Iterable

from django.db.backends.sqlite3 import base

DatabaseOperations = base.DatabaseOperations
_flush: Callable[[DatabaseOperations, Iterable[str]], None] = DatabaseOperations.execute_sql_flush


def flush_past_the_guards(operations: DatabaseOperations, statements: Iterable[str]) -> None:
    """Carry out the statements with the triggers taken off."""
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        _flush(operations, statements)
        for _, made_by in guards:
            cursor.execute(made_by)


def install() -> None:
    """Let every flush on SQLite go past the guards."""
    DatabaseOperations.execute_sql_flush = flush_past_the_guards
