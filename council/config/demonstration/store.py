"""The demo's own database: thrown away and made anew on request."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from council.config.demonstration.stage import read
from council.members.models import Council


def forget_database() -> None:
    """Remove what an earlier demo left: the SQLite file, or all tables of a PostgreSQL database.

    What was signed of it goes too: its signer would refuse another register under the same name.

    Raises:
        CommandError: the database holds a council that is not the demo's.
    """
    _refuse_what_is_not_a_demo()
    shutil.rmtree(settings.REGISTER_DIR / _demo(), ignore_errors=True)
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _refuse_what_is_not_a_demo() -> None:
    if "members_council" not in connection.introspection.table_names():
        return
    others = Council.objects.exclude(slug=_demo()).values_list("slug", flat=True)
    if found := ", ".join(others[:3]):
        raise CommandError(
            f"This database holds a council that is not the demo's: {found}. Nothing was deleted; "
            "set DATABASE_URL to another database."
        )


def _demo() -> str:
    return str(read("bodies.json")["council"]["key"])
