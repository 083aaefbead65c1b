"""``manage.py register_timestamp``: let an outside authority stamp what was signed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from council.kernel.phrases import sentence
from council.members.models import Council
from council.rules.errors import RuleViolation
from deliberation.register.services.stamping import stamp_checkpoints


class Command(BaseCommand):
    help = "Let an outside authority stamp every checkpoint that has no time stamp yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", default="", help="short name; without it, every council")

    def handle(self, *_: Any, **told: Any) -> None:
        if not settings.TIMESTAMP_URL:
            self.stdout.write("No authority is set (MAJLIS_TIMESTAMP_URL); nothing is stamped.")
            return
        councils = Council.objects.order_by("pk")
        if told["council"]:
            councils = councils.filter(slug=told["council"])
        for council in councils:
            self._stamp(council)

    def _stamp(self, council: Council) -> None:
        try:
            stamps = stamp_checkpoints(actor=None, council_id=council.pk)
        except RuleViolation as refusal:
            raise CommandError(f"{council.slug}: {sentence(refusal)}") from None
        for stamp in stamps:
            at = f"{stamp.stamped_at:%Y-%m-%d %H:%M:%S} UTC"
            self.stdout.write(f"{council.slug} at {stamp.checkpoint.size}: {at}, {stamp.authority}")
