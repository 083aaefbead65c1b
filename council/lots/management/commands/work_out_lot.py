"""Computes one lottery: ``manage.py work_out_lot NUMBER``; the site starts it by itself."""

import os
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from council.lots.services.computing import work_out

YIELDING = 5  # people who look at pages come first


class Command(BaseCommand):
    help = "Computes the lottery of a lot. The site starts this by itself; nobody needs to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("computation", type=int)

    def handle(self, *, computation: int, **_: object) -> None:
        os.nice(YIELDING)
        work_out(actor=None, computation_id=computation)
