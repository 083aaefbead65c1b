"""A council's whole meeting, two hours in five minutes, with cuts of the network and a kill -9."""

import asyncio
import statistics
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.report import at_most
from tests.support.proxy import Proxy
from tests.support.simulator.places import POSTGRES, own_database
from tests.support.simulator.record import Record
from tests.support.simulator.session import Hall, Session
from tests.support.simulator.standby import standing_by
from tests.support.simulator.storm import BAD, calm, storm
from tests.support.simulator.verdict import judge

ITEMS = 8
CLICK = 0.250  # a click at the desk is answered within [s]
PATIENCE = 3  # times as long as planned, then something hangs


def add_options(parser):
    parser.add_argument("--minutes", type=float, default=5, help="how long it takes (default 5)")
    parser.add_argument("--members", type=int, default=200, help="who have a seat (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is by chance")
    parser.add_argument("--calm", action="store_true", help="no cuts and no kill")
    parser.add_argument("--record", type=Path, help="write down what everybody did, as JSON lines")
    parser.add_argument("--postgres", **POSTGRES)


def run(report, options):
    """Play the meeting and judge it."""
    minutes, members = options.minutes, options.members
    with (
        TemporaryDirectory(prefix="majlis-session-") as folder,
        own_database(options.postgres) as address,
        standing_by(Path(folder) / "state", **address) as standby,
    ):
        work = "tests.support.simulator.town:settle"
        town = standby.do(work, seats=members, items=ITEMS)
        session = town["people"]["chair"]["session"]
        standby.warm_up(meeting=town["meeting"], session=session)
        hall, verdict = asyncio.run(play(standby, town, 60 * minutes, options))
        complaints = standby.log.read_text()
    tell(report, hall, verdict, complaints)


async def play(standby, town, seconds, options):
    """Let the meeting take place; return who was there, and what is to be said of it."""
    seed, is_calm = options.seed, options.calm
    record = Record(options.record)
    weather = None if is_calm else BAD
    async with (
        Proxy(standby.port, seed=seed, weather=weather) as members,
        Proxy(standby.port, seed=seed) as desk,
    ):
        doors = standby.do("tests.support.simulator.town:doors")
        hall = Hall(town, record, seed, members.port, desk.port, "ballot.cast" in doors)
        trouble = storm(standby, (members, desk), record, seconds=seconds, seed=seed)
        async with calm(standby) if is_calm else trouble:
            meeting = Session(hall, seconds=seconds)
            await asyncio.wait_for(meeting.play(), PATIENCE * seconds + 60)
        members.weather = desk.weather
        verdict = await judge(hall, standby)
        record.tell("met", faults=Counter(fault.name for fault, _ in members.met))
        for one in hall.people.values():
            one.close()
    return hall, verdict


def tell(report, hall, verdict, complaints):
    """Write the table, and set the goals."""
    acts = hall.record.acts
    lines = [one.line for one in hall.people.values()]
    report.line("pages", len(lines), "loaded", sum(line.loads for line in lines))
    report.line("lines broken", sum(line.breaks for line in lines), "notices", lines[0].seq)
    report.line("acts", len(acts), "repeated", sum(act.tries > 1 for act in acts))
    report.line("", "median", "p99", "max [ms]", "number")
    clicks = [act for act in acts if act.act.startswith("click")]
    groups = {
        "clicks of the chair": [act.seconds for act in clicks if act.tries == 1],
        "clicks in an outage": [act.seconds for act in clicks if act.tries > 1],
        "ballots": [act.seconds for act in acts if act.act == "ballot.cast" and act.tries == 1],
        "other acts": [act.seconds for act in acts if act not in clicks and act.tries == 1],
        "acts repeated": [act.seconds for act in acts if act.tries > 1],
        "notices": [delay for line in lines for delay in line.delays],
    }
    for name, figures in groups.items():
        report.line(name, *(f"{1000 * each:.0f}" for each in spread(figures)), len(figures))
    for kind in ("lost", "gaps", "pages", "complaints"):
        for each in getattr(verdict, kind)[:5]:
            report.line(kind, each)
    report.goals += [
        at_most("acts lost [acts]", 0, len(verdict.lost)),
        at_most("numbers left out, told twice or never [pages]", 0, len(verdict.gaps)),
        at_most("pages that differ from a reload [pages]", 0, len(verdict.pages)),
        at_most("complaints of the database [complaints]", 0, len(verdict.complaints)),
        at_most("errors of the server [tracebacks]", 0, complaints.count("Traceback")),
        at_most("clicks of the chair, p99 [s]", CLICK, spread(groups["clicks of the chair"])[1]),
    ]


def spread(figures):
    """Return median, 99th percentile and the largest of the figures."""
    if not figures:
        return (0.0, 0.0, 0.0)
    ordered = sorted(figures)
    late = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return (statistics.median(ordered), late, ordered[-1])
