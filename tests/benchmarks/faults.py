"""Servers killed in the middle of acts, as often as is asked for: what is lost, what is doubled?"""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.report import at_least, at_most
from tests.support.simulator.kills import Kills
from tests.support.simulator.places import POSTGRES, own_database
from tests.support.simulator.races import close_against_casting
from tests.support.simulator.standby import standing_by

ACTS = {"casting": ("casting",), "closing": ("closing",), "declaring": ("declaring", "publishing")}
ENDS = ("not done", "done, not answered", "answered")
SEATS, SERVERS = 48, 8
RACES = 20  # one for so many kills


def add_options(parser):
    parser.add_argument("--count", type=int, default=50, help="kills of each act (default 50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    parser.add_argument("--postgres", **POSTGRES)


def run(report, options):
    """Kill, compare, and count what must not be."""
    count, seed = options.count, options.seed
    with (
        TemporaryDirectory(prefix="majlis-faults-") as folder,
        own_database(options.postgres) as address,
        standing_by(Path(folder) / "state", **address) as standby,
    ):
        town = settle(standby, seats=9, name="adana")
        for act, kinds in ACTS.items():
            kills = Kills(standby, town, seed=seed)
            began = time.monotonic()
            asyncio.run(getattr(kills, act)(count))
            tell(report, kills.findings, kinds, time.monotonic() - began, count)
        hall = settle(standby, seats=SEATS, name="mersin")
        races = [race(standby, hall, seed + each) for each in range(max(1, count // RACES))]
        report.line("close against casting", f"{len(races)} times", f"{SERVERS} servers")
        wrong = [each for found in races for each in found.faults]
        report.goals.append(at_most("ballots told wrongly at the close", 0, len(wrong)))


def settle(standby, **facts):
    """Make a town, and have everything read that is read once."""
    town = standby.do("tests.support.simulator.town:settle", **facts)
    session = town["people"]["chair"]["session"]
    standby.warm_up(meeting=town["meeting"], session=session)
    return town


def race(standby, hall, seed):
    return asyncio.run(close_against_casting(standby, hall, servers=SERVERS, seed=seed))


def tell(report, findings, kinds, seconds, count):
    """Write how the acts ended, and set the goals."""
    for kind in kinds:
        ends = [f"{findings.ends[kind, end]} {end}" for end in ENDS]
        report.line(kind, f"{count} kills", *ends)
        report.goals.append(
            at_least(f"{kind}: acts that a kill prevented [acts]", 1, findings.ends[kind, ENDS[0]])
        )
    for each in findings.faults[:5]:
        report.line("", each)
    name = " and ".join(kinds)
    each = seconds / (count * len(kinds))
    report.line("", f"{each:.2f} s each, with the comparison")
    report.goals.append(at_most(f"{name}: lost, doubled, halved [acts]", 0, len(findings.faults)))
