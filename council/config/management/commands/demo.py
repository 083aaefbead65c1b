"""``manage.py demo``: a council to try, with sign-in links for its whole cast."""

import json
import logging
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from council.config.demonstration.links import Entrance, entrances
from council.config.demonstration.loading import is_loaded, load_demo
from council.config.demonstration.store import forget_database


class Command(BaseCommand):
    """Prepare the demo council and serve it."""

    help = "Load the demo council and serve it on http://127.0.0.1:8000."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, and what to do with the database and afterwards."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="start from a new database")
        parser.add_argument("--no-serve", action="store_true", help="load the council only")
        parser.add_argument("--links", action="store_true", help="print the links as JSON")
        parser.add_argument("--play", action="store_true", help="let members speak and vote")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        logging.getLogger("council.security").setLevel(logging.WARNING)  # 78 accounts are made
        if options["fresh"]:
            forget_database()
        self._step("Preparing the database", lambda: call_command("migrate", verbosity=0))
        if not is_loaded():
            self._step("Loading the demo council", lambda: load_demo(self._progress))
        found = entrances()
        if options["links"]:
            self.stdout.write(json.dumps([one.plain() for one in found], ensure_ascii=False))
        if options["no_serve"]:
            return
        self._welcome(found)
        arguments = ["--play"] if options["play"] else []
        call_command("serve", *arguments, port=options["port"], bind="127.0.0.1")

    def _step(self, title: str, do: Callable[[], object]) -> None:
        started = time.monotonic()
        sys.stderr.write(f"{title} …\n")
        do()
        sys.stderr.write(f"{title}: done in {time.monotonic() - started:.1f} s\n")

    def _progress(self, done: int, of: int) -> None:
        if done % 50 == 0:
            sys.stderr.write(f"  {done} of {of} acts\n")

    def _welcome(self, found: list[Entrance]) -> None:
        self.stdout.write("\nOpen one of these in your browser:\n")
        for one in found:
            self.stdout.write(f"\n  {one.role} ({', '.join(one.languages)})\n  {one.url}\n")
        self.stdout.write("\nStop with Ctrl-C. Start from scratch with --fresh.\n\n")
