"""What a line costs while nothing happens, and whether memory stays flat while much does.

Idle: members who are signed in, each with a session. Traffic: ten notices of 2 kB a second, of
which every twentieth browser reads nothing; they are replaced every half minute, before the server
hangs up on them. The ring of recent notices is filled beforehand, up to its length and its budget.

Flat means: a straight line through what the server holds, once a fifth of the time has passed,
rises in ten minutes by no more than 2 % (least squares, one sample for each notice).
"""

import statistics
import time

from realtime import ring
from tests.benchmarks.lines.driver import OURS, Crowd, Driver
from tests.benchmarks.lines.machine import machine
from tests.benchmarks.report import at_most

LANGUAGES = ("ar", "tr", "en", "de")
MEMBERS, FIRST = 1000, 100  # the first ones warm the server up and are not counted
SIZE, PER_SECOND, FILLING = 2000, 10, ring.LENGTH + 100
STALLED = 20  # one in so many
AGAIN = 30  # after which those who do not read are replaced [s]
WARM, FLAT = 0.2, 2.0  # share of the time that is not judged; rise in ten minutes [%]
KILO = 1024


def add_options(parser):
    parser.add_argument("--minutes", type=float, default=1, help="of traffic; the goal is for 10")


def run(report, options):
    driver = Driver()
    with machine() as start:
        server = start("hub", MEMBERS + FIRST)
        facts = server.tell("tell")
        asked = requests(facts)
        first = enter(driver, server, asked[:FIRST])
        fill(driver, server)
        before = server.rss
        crowd = enter(driver, server, asked[FIRST:])
        each = (server.rss - before) / MEMBERS / KILO
        report.line("idle", f"{each:.1f} kB a line", f"{server.rss / KILO**2:.0f} MB in all")
        report.goals.append(at_most("idle line [kB]", 30, each))
        traffic(report, driver, server, crowd, options.minutes)
        first.close()


def requests(facts):
    return [
        (
            f"/ws/meetings/{facts['meeting']}/?lang={LANGUAGES[number % 4]}",
            f"{OURS}Cookie: session={session}\r\n",
        )
        for number, session in enumerate(facts["sessions"])
    ]


def enter(driver, server, asked):
    crowd = Crowd(driver, server.port, asked)
    crowd.connect()
    if crowd.wait(1) is None:
        raise RuntimeError("somebody was not greeted")
    driver.linger(1)
    return crowd


def fill(driver, server):
    """Let so much happen that the ring is full before anything is measured."""
    for _ in range(FILLING // 100):
        server.ask("publish", SIZE, 100)
        driver.linger(0.1)
        server.answer()
    driver.linger(2)


def traffic(report, driver, server, crowd, minutes):
    """Send for so long, and note what the server holds."""
    began = due = time.monotonic()
    replaced, samples = 0.0, []
    while (now := time.monotonic()) < began + minutes * 60:
        if now - replaced > AGAIN:
            stall(driver, server, crowd)
            replaced = now
        server.tell("publish", SIZE, 1)
        due += 1 / PER_SECOND
        driver.linger(max(0.0, due - time.monotonic()))
        samples.append(((now - began) / 60, server.rss / KILO**2))
    judge(report, samples, minutes)


def judge(report, samples, minutes):
    """Lay a straight line through what was held; say by how much it rises."""
    times, sizes = zip(*[each for each in samples if each[0] > WARM * minutes], strict=True)
    slope, _ = statistics.linear_regression(times, sizes)
    middle = statistics.median(sizes)
    report.line("traffic", f"{minutes:g} min", f"{len(samples)} notices",
                f"{middle:.0f} ({min(sizes):.0f}–{max(sizes):.0f}) MB",
                f"{slope:+.2f} MB a minute")  # fmt: skip
    goal = f"{minutes:g} min of traffic, one in {STALLED} stalled: rise in ten minutes [%]"
    report.goals.append(at_most(goal, FLAT, slope * 10 / middle * 100))


def stall(driver, server, crowd):
    """Let every twentieth be a browser that has just come and reads nothing more."""
    for number in range(0, len(crowd.browsers), STALLED):
        driver.remove(crowd.browsers[number])
    fresh = enter(driver, server, crowd.requests[::STALLED])
    for number, browser in zip(range(0, len(crowd.browsers), STALLED), fresh.browsers, strict=True):
        crowd.browsers[number] = browser
        driver.stall(browser)
