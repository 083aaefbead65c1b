"""Moves a council from the embedded installation to the large one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from council.config.moving import Different, NotEmpty, move


class Command(BaseCommand):
    help = "Copy everything into an empty PostgreSQL database, and compare. The site must be down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, help="postgresql://user:password@host:port/name")

    def handle(self, *, to: str, **_: Any) -> None:
        if settings.DATABASE_URL.startswith("postgres"):
            message = "DATABASE_URL names PostgreSQL already: this moves away from SQLite."
            raise CommandError(message)
        self.check_migrations()
        try:
            copied = move(to)
        except NotEmpty:
            raise CommandError("Nothing was moved: the database is in use already.") from None
        except Different as table:
            message = f"Nothing was moved: the table {table} did not arrive as it was."
            raise CommandError(message) from None
        self.stdout.write(
            f"Moved and compared {sum(copied.values())} rows of {len(copied)} tables."
        )
