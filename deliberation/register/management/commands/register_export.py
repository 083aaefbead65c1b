"""``manage.py register_export``: a register as files, for mirrors, witnesses and archives."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from deliberation.register.authority import pem
from deliberation.register.models import RegisterHead
from deliberation.register.selectors.keys import keys_of
from deliberation.register.selectors.published import files_of, latest_checkpoint

VERIFIER = Path(__file__).parents[2] / "verify_register.py"


class Command(BaseCommand):
    help = "Write the signed register of a council into a folder, and how to check it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--council", required=True, help="short name")

    def handle(self, *_: Any, **told: Any) -> None:
        head = RegisterHead.objects.filter(council__slug=told["council"]).first()
        if head is None or latest_checkpoint(head) is None:
            raise CommandError("Nothing of this council is signed yet: run register_checkpoint.")
        folder: Path = told["folder"]
        keys = keys_of(head.pk)
        written = 0
        for path, contents in files_of(head):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(contents)
            written += 1
        (folder / "keys.txt").write_text("".join(f"{each.key}\n" for each in keys))
        if settings.TIMESTAMP_URL:
            (folder / "authority.pem").write_bytes(pem())
        (folder / VERIFIER.name).write_bytes(VERIFIER.read_bytes())
        asked = " ".join(f"--key {each.key}" for each in keys if each.until is None)
        self.stdout.write(
            f"{written} files. Check them, also elsewhere and later:\n"
            f"python3 {VERIFIER.name} log {folder} --origin {head.origin} {asked}"
        )
