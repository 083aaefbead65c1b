"""Emptying the database between tests although its guards forbid deleting.

PostgreSQL truncates, for which its triggers are told to sleep; SQLite deletes, so they are taken
off for that moment and put on again. No test runs without them.

Django writes its own types and permissions again after every flush. Nothing of ours reads them,
and to write them takes longer than to empty the database.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.commands import flush
from django.db import transaction
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3 import base

DatabaseOperations = base.DatabaseOperations
_flush: Callable[[DatabaseOperations, Iterable[str]], None] = DatabaseOperations.execute_sql_flush
_truncate: Callable[[PostgresOperations, Iterable[str]], None] = (
    PostgresOperations.execute_sql_flush
)


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


def truncate_past_the_guards(operations: PostgresOperations, statements: Iterable[str]) -> None:
    """Carry out the statements as a replica would, for which triggers do not fire."""
    alias = operations.connection.alias
    with transaction.atomic(using=alias), operations.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        _truncate(operations, statements)


def leave_empty(*_: Any) -> None:
    """Write nothing into the empty database."""


def drop_with_whoever_is_there(creation: PostgresCreation, name: str, verbosity: int) -> None:
    """Drop the tests' database; a thread that ended may still be known, and hold a connection."""
    with creation._nodb_cursor() as cursor:
        quoted = creation.connection.ops.quote_name(name)
        cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def install() -> None:
    """Let every flush go past the guards, leave every database empty, and drop it in the end."""
    DatabaseOperations.execute_sql_flush = flush_past_the_guards
    PostgresOperations.execute_sql_flush = truncate_past_the_guards
    flush.emit_post_migrate_signal = leave_empty
    PostgresCreation._destroy_test_db = drop_with_whoever_is_there
