"""Bring the search up to date, or read everything anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from deliberation.search.machinery import merge
from deliberation.search.services import catch_up, rebuild


class Command(BaseCommand):
    """``manage.py search_index [--rebuild]``."""

    help = "Read what changed into the index of the search; with --rebuild, everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="read everything anew")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"{rebuild(actor=None)} things can be found.")
            return
        done = 0
        while read := catch_up(actor=None):
            done += read
        merge(DEFAULT_DB_ALIAS)
        self.stdout.write(f"{done} things were read anew.")
