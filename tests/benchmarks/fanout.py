"""How fast one notice reaches a hall: the hub beside the tutorial's design and beside bare bytes.

Closed loop: the next notice is made when the last browser has the one before. All servers are up
at the same time and take turns; the driver is this process and shares the machine with them.
"""

import statistics
import time

from tests.benchmarks.lines.driver import OURS, Crowd, Driver, cpu
from tests.benchmarks.lines.machine import machine, private_redis
from tests.benchmarks.report import at_least, at_most, spread

LANGUAGES = ("ar", "tr", "en", "de")
SIZES = (300, 2000)  # of the message [bytes]
NOTICE = b'{"t":"n"'
SPELL = 0.5  # for as long each server is measured in each round [s]
HUB, TUTORIAL, PUBSUB, REDIS = "hub", "tutorial, memory", "tutorial, pubsub", "tutorial, Redis"
BROADCAST, TCP = "broadcast", "raw TCP"
JUDGED_AT = 1000  # sockets at which the goals hold


def add_options(parser):
    parser.add_argument(
        "--sockets", type=int, nargs="+", default=[100, 500, 1000, 2000], help="how many listen"
    )


def run(report, options):
    driver = Driver()
    with private_redis() as redis, machine() as start:
        servers = {HUB: start("hub", 0), TUTORIAL: start("tutorial", "memory")}
        if redis:
            servers[REDIS] = start("tutorial", "redis", redis)
            servers[PUBSUB] = start("tutorial", "pubsub", redis)
        servers |= {BROADCAST: start("bare", "websockets"), TCP: start("bare", "tcp")}
        meeting = servers[HUB].tell("tell")["meeting"]
        report.line("server", "sockets × bytes", "delivered/s", "µs CPU each", "last [ms]")
        for count in options.sockets:
            crowds = {name: crowd(driver, name, each, count, meeting)
                      for name, each in servers.items()}  # fmt: skip
            for size in SIZES:
                judge(report, measure(report, options.rounds, servers, crowds, size), count, size)
            for each in crowds.values():
                each.close()
            driver.linger(1)


def crowd(driver, name, server, count, meeting):
    """Connect so many browsers, every fourth in the same language."""
    ours = [(f"/ws/meetings/{meeting}/?lang={each}", OURS) for each in LANGUAGES]
    asked = ours if name == HUB else [["/ws/hall/"]]
    made = Crowd(driver, server.port, [asked[number % len(asked)] for number in range(count)])
    made.connect()
    if name == HUB and made.wait(1) is None:
        raise RuntimeError("somebody was not greeted")
    made.count(NOTICE if name == HUB else b"")
    return made


def measure(report, rounds, servers, crowds, size):
    """Let the servers take turns; return the figures of each, by name."""
    found = {name: [] for name in servers}
    for number in range(rounds):
        names = list(servers)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            found[name].append(spell(servers[name], crowds[name], size))
    count = len(crowds[HUB].browsers)
    for name, rows in found.items():
        figures = [spread([row[which] for row in rows])[1] for which in range(3)]
        report.line(name, f"{count} × {size}", *figures)
    driving = statistics.median(row[3] for row in found[HUB])
    report.line("driver, at the hub", f"{count} × {size}", "", f"{driving:.3g}")
    return {name: [statistics.median(column) for column in zip(*rows, strict=True)]
            for name, rows in found.items()}  # fmt: skip


def spell(server, crowd, size):
    """Measure one server: deliveries per second, CPU for each, time to the last, driver's CPU."""
    crowd.count(crowd.browsers[0].mark)
    began, used, driving = time.monotonic(), server.tell("ask")["cpu"], cpu()
    lasts = []
    while time.monotonic() - began < SPELL or len(lasts) < 3:
        server.ask("publish", size, 1)
        last = crowd.wait(len(lasts) + 1)
        if last is None:
            raise RuntimeError("a notice did not arrive")
        lasts.append(last - server.answer()["began"])
    deliveries = len(lasts) * len(crowd.browsers)
    each = 1e6 / deliveries
    return (
        deliveries / sum(lasts),
        (server.tell("ask")["cpu"] - used) * each,
        statistics.median(lasts) * 1000,
        (cpu() - driving) * each,
    )


def judge(report, figures, count, size):
    """State the goals for one size of hall and of notice."""
    if count != JUDGED_AT:
        return
    where = f"{count} sockets, {size} bytes"
    rate = {name: each[0] for name, each in figures.items()}
    for name, ratio in ((TUTORIAL, 20), (REDIS, 20), (PUBSUB, 20), (BROADCAST, 1.3), (TCP, 0.6)):
        if name in rate:
            goal = f"{where}: times the rate of {name}"
            report.goals.append(at_least(goal, ratio, rate[HUB] / rate[name]))
    ratio = figures[HUB][2] / figures[TCP][2]
    report.goals.append(at_most(f"{where}: last client, times raw TCP", 1.5, ratio))
