"""What a second process brings: a hall at one process, and the same hall at two over Redis.

Closed loop: acts are done at each process in turn; the next one follows when every browser has been
told. The driver is this process. Where there are two processors it takes one of them away from
the servers, so that wall time cannot show what two processes bring where each has its own: their
processor time is counted apart, and what the busiest of them spends on a notice is the limit.
"""

import statistics
import time
from tempfile import TemporaryDirectory

from tests.benchmarks.lines.driver import OURS, Crowd, Driver, cpu
from tests.benchmarks.lines.machine import machine, private_redis
from tests.benchmarks.report import at_least, spread

LANGUAGES = ("ar", "tr", "en", "de")
NOTICE = b'{"t":"n"'
SOCKETS, SIZE = 2000, 300
SPELL = 1.0  # for as long each installation is measured in each round [s]
ONE, TWO = "one process", "two processes"


def add_options(parser):
    parser.add_argument("--sockets", type=int, default=SOCKETS, help="in all")


def run(report, options):
    count, driver = options.sockets, Driver()
    with private_redis() as redis, machine() as start, TemporaryDirectory() as folder:
        if redis is None:
            report.line("not measured: redis-server was not found")
            return
        sites = {name: Site(start, redis, f"{folder}/{number}", number)
                 for number, name in enumerate((ONE, TWO), 1)}  # fmt: skip
        for each in sites.values():
            each.fill(driver, count)
        report.line("installation", "delivered/s", "last [ms]", "µs CPU each", "busiest each")
        found = measure(report, sites, options.rounds)
    judge(report, found, count)


class Site:
    """So many processes, and the sockets at each of them."""

    def __init__(self, start, redis, state, processes):
        redis = redis.replace("/0", f"/{processes}")
        first = start("process", state, redis, 0)
        meeting = first.tell("tell")["meeting"]
        more = [start("process", state, redis, meeting) for _ in range(processes - 1)]
        self.servers, self.meeting, self.crowds = [first, *more], meeting, []

    def fill(self, driver, count):
        """Connect browsers, as many at each process, every fourth in the same language."""
        asked = [(f"/ws/meetings/{self.meeting}/?lang={each}", OURS) for each in LANGUAGES]
        share = count // len(self.servers)
        for each in self.servers:
            crowd = Crowd(driver, each.port, [asked[number % 4] for number in range(share)])
            crowd.connect()
            if crowd.wait(1) is None:
                raise RuntimeError("somebody was not greeted")
            self.crowds.append(crowd)

    def spell(self):
        """Return rate, time to the last, CPU for a delivery, of the busiest, and the driver's."""
        for crowd in self.crowds:
            crowd.count(NOTICE)
        used, driving, lasts = self._used(), cpu(), []
        began = time.monotonic()
        while time.monotonic() - began < SPELL or len(lasts) < 3:
            lasts.append(self._notice(len(lasts) + 1))
        spent = [after - before for before, after in zip(used, self._used(), strict=True)]
        each = 1e6 / (len(lasts) * sum(len(crowd.browsers) for crowd in self.crowds))
        return (
            1e6 / each / sum(lasts),
            statistics.median(lasts) * 1000,
            sum(spent) * each,
            max(spent) * each,
            (cpu() - driving) * each,
        )

    def _notice(self, number):
        actor = self.servers[number % len(self.servers)]
        actor.ask("publish", SIZE, 1)
        told = [crowd.wait(number) for crowd in self.crowds]
        if None in told:
            raise RuntimeError("a notice did not arrive")
        return max(told) - actor.answer()["began"]

    def _used(self):
        return [each.tell("ask")["cpu"] for each in self.servers]


def measure(report, sites, rounds):
    """Let both take turns; return the medians of each, by name."""
    rows = {name: [] for name in sites}
    for number in range(rounds):
        for name in (ONE, TWO) if number % 2 else (TWO, ONE):
            rows[name].append(sites[name].spell())
    for name, found in rows.items():
        report.line(name, *(spread(column)[1] for column in list(zip(*found, strict=True))[:4]))
        driving = statistics.median(row[4] for row in found)
        report.line(f"driver, at {name}", "", "", f"{driving:.3g}")
    return {name: [statistics.median(column) for column in zip(*found, strict=True)]
            for name, found in rows.items()}  # fmt: skip


def judge(report, found, count):
    """State what two bring, by the processor's time and by the clock."""
    one, two = found[ONE], found[TWO]
    apart = f"{count} sockets: two processes, times one, each on a processor of its own"
    report.goals.append(at_least(apart, 1.7, one[3] / two[3]))
    spent = f"{count} sockets: deliveries per second of the servers' CPU, times one process"
    report.goals.append(at_least(spent, 0.85, one[2] / two[2]))
    wall = f"{count} sockets: two processes, times one, by the clock beside the driver"
    report.goals.append(at_least(wall, 1.7, two[0] / one[0]))
