"""The demo's own database: thrown away and made anew on request."""

from pathlib import Path

from django.db import connection


def forget_database() -> None:
    """Remove what an earlier demo left: the SQLite file, or all tables of a PostgreSQL database."""
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
