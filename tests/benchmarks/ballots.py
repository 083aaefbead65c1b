"""A thousand members cast at once: over the live line and by POST, against plain views."""

import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.benchmarks.report import at_least, at_most, spread
from tests.support.machine import Missing
from tests.support.postgres import private_postgres
from tests.support.site import free_port
from tests.support.source import ROOT

WAYS = {  # name: door, path, share of the members
    "line": ("socket", "polls", 1),
    "post": ("post", "polls", 1),
    "idle view": ("post", "empty", 1),
    "plain view": ("post", "plain", 5),
}
BOX = (
    "SELECT m.user_id, b.choice, b.seq FROM voting_ballot b"
    " JOIN voting_rollentry r ON r.id = b.entry_id JOIN members_member m ON m.id = r.member_id"
)


def add_options(parser):
    """Offer a smaller hall, for a look at a busy machine."""
    parser.add_argument("--members", type=int, default=1000, help="who cast at once (1000)")


def run(report, options):
    """Measure on SQLite with ``synchronous=FULL``, then on a PostgreSQL with ``fsync``."""
    members = options.members
    report.line("database, way", "ballots/s", "p99 [ms]", "server CPU [ms]", "driver CPU [ms]")
    for name, database in (("SQLite", nullcontext("")), ("PostgreSQL", private_postgres())):
        try:
            with database as url:
                found = measure(report, name, url, members, options.rounds)
        except Missing as reason:
            report.line(f"NOT MEASURED on {name}: {reason}")
        else:
            judge(report, name, found)


def judge(report, name, found):
    """Compare the figures with the goals."""
    rate = {
        way: statistics.median(each["rate"] for each in rounds) for way, rounds in found.items()
    }
    p99 = statistics.median(each["p99"] for each in found["line"])
    wrong = sum(each["wrong"] for rounds in found.values() for each in rounds)
    report.goals += [
        at_least(f"{name}: ballots over the line [1/s]", 6000, rate["line"]),
        at_most(f"{name}: 99 of 100 have their answer [ms]", 250, p99),
        at_least(f"{name}: by POST, of an idle view", 0.8, rate["post"] / rate["idle view"]),
        at_least(f"{name}: by POST, of a plain view", 5, rate["post"] / rate["plain view"]),
        at_most(f"{name}: ballots lost or doubled", 0, wrong),
    ]


def measure(report, name, url, members, rounds):
    """Let the ways alternate in one hall; return the figures of each round by way."""
    found = {way: [] for way in WAYS}
    with hall(url, members) as (ask, box, server):
        for number in range(rounds + 1):  # the first is for warming up
            for place, (way, (door, path, share)) in enumerate(WAYS.items()):
                before = cpu(server)
                seq = number * len(WAYS) + place + 1
                told = ask(door=door, path=path, seq=seq, members=members // share)
                figures = told | {"server": cpu(server) - before}
                found[way].append(figures | judged(told, None if path == "empty" else box()))
    for way, each in found.items():
        del each[0]
        report.line(f"{name}, {way}", *cells(each))
    return found


def judged(told, box):
    """Return the rate, and how many acknowledged ballots are not in the box, or are not one."""
    acknowledged = told["acknowledged"]
    wrong = 0
    if box is not None:
        wrong = sum(box.get(int(user)) != [tuple(each)] for user, each in acknowledged.items())
    return {"rate": len(acknowledged) / told["seconds"], "p99": told["p99"] * 1000, "wrong": wrong}


def cells(rounds):
    """Return median and spread of what the rounds took, for one line of the table."""
    times = [spread([each[what] for each in rounds])[1] for what in ("rate", "p99")]
    cpus = [statistics.median(each[what] for each in rounds) for what in ("server", "cpu")]
    ballots = len(rounds[0]["acknowledged"]) or 1
    return (*times, *(f"{each / ballots * 1000:.3f}" for each in cpus))


@contextmanager
def hall(url, members):
    """Start a server and a driver; yield how to ask the driver, read the box, and the server."""
    port = free_port()
    with TemporaryDirectory(prefix="majlis-ballots-", dir="/var/tmp") as state:
        facts = {
            "MAJLIS_STATE_DIR": state,
            "MAJLIS_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAJLIS_SOCKETS_PER_ADDRESS": str(members + 10),
            "DATABASE_URL": url,
            "REDIS_URL": "",
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.hall.settings",
        }
        server = start("serving", port, members, environment=os.environ | facts)
        known = server.stdout.readline()
        wait_for(port)
        driver = start("driving", port)
        driver.stdin.write(known)

        def ask(**order):
            driver.stdin.write(json.dumps(order) + "\n")
            driver.stdin.flush()
            return json.loads(driver.stdout.readline())

        try:
            yield ask, lambda: read_box(url, Path(state)), json.loads(known)["pid"]
        finally:
            driver.stdin.close()
            driver.wait(10)
            server.terminate()
            server.wait(30)


def start(name, *arguments, environment=None):
    """Start one of the two processes."""
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            f"tests.benchmarks.hall.{name}",
            *map(str, arguments),
        ],
        cwd=ROOT,
        env=environment or os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def read_box(url, state):
    """Return the ballots in the box by account, read from the database and by nothing of ours."""
    if url:
        with psycopg.connect(url) as connection:
            rows = connection.execute(BOX).fetchall()
    else:
        file = f"file:{state / 'majlis.sqlite3'}?mode=ro"
        with sqlite3.connect(file, uri=True) as connection:
            rows = connection.execute(BOX).fetchall()
        connection.close()
    found = {}
    for user, choice, seq in rows:
        found.setdefault(user, []).append((choice, seq))
    return found


def cpu(process):
    """Return the time that the process has had a processor [s]."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(port):
    """Wait until somebody listens."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError
