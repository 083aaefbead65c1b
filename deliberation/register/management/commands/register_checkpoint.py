"""``manage.py register_checkpoint``: sign the registers; the one process that reads the keys."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from council.kernel.phrases import sentence
from council.members.models import Council
from council.rules.errors import RuleViolation
from deliberation.register.services.signing import Change, sign_checkpoint
from deliberation.register.services.stamping import stamp_checkpoints
from deliberation.rules.checkpoints import UnusableNote


class Command(BaseCommand):
    help = "Sign what the registers hold, if they only grew since they were signed last."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", default="", help="short name; without it, every council")
        parser.add_argument("--new-key", action="store_true", help="let another key sign too")
        parser.add_argument("--retire", default="", help="let the key with this id sign no more")
        parser.add_argument("--lost", action="store_true", help="the old keys are lost or stolen")
        parser.add_argument("--since", type=Path, help="a checkpoint that others have kept")

    def handle(self, *_: Any, **told: Any) -> None:
        councils = Council.objects.order_by("pk")
        if told["council"]:
            councils = councils.filter(slug=told["council"])
        elif told["new_key"] or told["retire"] or told["lost"] or told["since"]:
            raise CommandError("Name the council whose keys are changed: --council.")
        change = Change(
            makes_key=told["new_key"],
            retires=told["retire"],
            replaces_lost=told["lost"],
            witnessed=told["since"].read_text() if told["since"] else "",
        )
        for council in councils:
            self._sign(council, change)

    def _sign(self, council: Council, change: Change) -> None:
        try:
            signed = sign_checkpoint(actor=None, council_id=council.pk, change=change)
        except RuleViolation as refusal:
            raise CommandError(f"{council.slug}: {sentence(refusal)}") from None
        except UnusableNote:
            raise CommandError(f"{council.slug}: no key of the register signed that.") from None
        self.stdout.write(signed.note)
        self._stamp(council)

    def _stamp(self, council: Council) -> None:
        """Ask for time stamps; what was signed stands without them, too."""
        try:
            stamp_checkpoints(actor=None, council_id=council.pk)
        except RuleViolation as refusal:
            self.stderr.write(f"{council.slug}: {sentence(refusal)}")
