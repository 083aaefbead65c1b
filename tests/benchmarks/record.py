"""The record: entries published, proofs, an audit of all, minutes compiled, texts searched."""

import json
import os
import statistics
import subprocess
import sys
from contextlib import nullcontext
from tempfile import TemporaryDirectory

from tests.benchmarks.report import at_least, at_most, spread
from tests.support.machine import Missing
from tests.support.postgres import private_postgres
from tests.support.source import ROOT


def add_options(parser):
    """Offer a smaller register, for a look at a busy machine."""
    parser.add_argument("--entries", type=int, default=100_000, help="in the audit (100000)")
    parser.add_argument("--texts", type=int, default=50_000, help="to be searched (50000)")


def run(report, options):
    """Measure on SQLite with ``synchronous=FULL``, then on a PostgreSQL with ``fsync``."""
    report.line(
        "database",
        "appends/s",
        "proof [ms]",
        "signing [ms]",
        "audit [s]",
        "minutes [s]",
        "paper [s]",
        "search [ms]",
    )
    for name, database in (("SQLite", nullcontext("")), ("PostgreSQL", private_postgres())):
        try:
            with database as url:
                found = apart(url, options)
        except Missing as reason:
            report.line(f"NOT MEASURED on {name}: {reason}")
        else:
            kinds = ("appends", "proofs", "signings", "audits", "drafts", "papers", "searches")
            report.line(name, *(spread(found[each])[1] for each in kinds))
            judge(report, name, found, options)


def judge(report, name, found, options):
    """Compare the figures with the goals."""
    middle = {what: statistics.median(figures) for what, figures in found.items()}
    report.goals += [
        at_least(f"{name}: entries in transactions of their own [1/s]", 200, middle["appends"]),
        at_most(f"{name}: a proof [ms]", 2, middle["proofs"]),
        at_most(f"{name}: audit of {options.entries} entries [s]", 5, middle["audits"]),
        at_most(f"{name}: minutes of a meeting with 20 items compiled [s]", 1, middle["drafts"]),
        at_most(f"{name}: their paper in one language set [s]", 3, middle["papers"]),
        at_most(f"{name}: a search of {options.texts} texts [ms]", 100, middle["searches"]),
        at_least(
            f"{name}: a rare word by trigrams against icontains on every row [times as fast]",
            1,
            middle["scans"] / middle["rare"],
        ),
    ]


def apart(url, options):
    """Measure in a process of its own, with the database and the settings of a council."""
    with TemporaryDirectory(prefix="majlis-record-", dir="/var/tmp") as state:
        facts = {"MAJLIS_STATE_DIR": state, "DATABASE_URL": url, "REDIS_URL": ""}
        facts |= {"DJANGO_SETTINGS_MODULE": "council.config.settings"}
        facts |= {"MAJLIS_REGISTER_SIGNS_AT_ONCE": "no"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.book.measuring"]
        command += [str(options.entries), str(options.rounds), str(options.texts)]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | facts, check=True, stdout=subprocess.PIPE, text=True
        )
        return json.loads(done.stdout)
