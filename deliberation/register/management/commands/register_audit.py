"""``manage.py register_audit``: read every register anew and say whether it was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deliberation.register.audit import audit
from deliberation.register.models import RegisterHead


class Command(BaseCommand):
    help = "Recompute the register from its entries; exit 1 if anything was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", default="", help="short name; without it, every council")

    def handle(self, *_: Any, **told: Any) -> None:
        heads = RegisterHead.objects.select_related("council").order_by("pk")
        if told["council"]:
            heads = heads.filter(council__slug=told["council"])
        findings = 0
        for head in heads:
            found = audit(head)
            findings += len(found.findings)
            self.stdout.write(
                f"{head.origin}: {found.size} entries, {found.checkpoints} checkpoints,"
                f" {found.stamps} time stamps, {found.disclosures} values"
            )
            for finding in found.findings:
                self.stderr.write(f"  {finding}")
        if findings:
            raise CommandError("The register is not what was signed. Do not sign it; look first.")
        self.stdout.write("Everything hashes to what was signed.")
