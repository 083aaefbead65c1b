"""What a line costs while nothing happens, and whether memory stays flat while much does.

Idle: members who are signed in, each with a session. Traffic: ten notices of 2 kB a second, of
which every twentieth browser reads nothing; they are replaced every half minute, before the server
hangs up on them. The ring of recent notices is filled beforehand, up to its budget.
"""

import time

from tests.benchmarks.lines.driver import OURS, Crowd, Driver
from tests.benchmarks.lines.machine import machine
from tests.benchmarks.report import at_most, spread

LANGUAGES = ("ar", "tr", "en", "de")
MEMBERS, FIRST = 1000, 100  # the first ones warm the server up and are not counted
SIZE, PER_SECOND, FILLING, LARGE = 2000, 10, 450, 20_000
STALLED = 20  # one in so many
AGAIN = 30  # after which those who do not read are replaced [s]
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
        before = server.rss
        crowd = enter(driver, server, asked[FIRST:])
        each = (server.rss - before) / MEMBERS / KILO
        report.line("idle", f"{each:.1f} kB a line", f"{server.rss / KILO**2:.0f} MB in all")
        report.goals.append(at_most("idle line [kB]", 30, each))
        server.tell("publish", LARGE, FILLING)
        driver.linger(3)
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


def traffic(report, driver, server, crowd, minutes):
    """Send for so long; compare what the server holds in the first half and in the second."""
    began = due = time.monotonic()
    replaced, sizes = 0.0, []
    while (now := time.monotonic()) < began + minutes * 60:
        if now - replaced > AGAIN:
            stall(driver, server, crowd)
            replaced = now
        server.tell("publish", SIZE, 1)
        due += 1 / PER_SECOND
        driver.linger(max(0.0, due - time.monotonic()))
        sizes.append(server.rss / KILO**2)
    half = len(sizes) // 2
    early, late = spread(sizes[half // 2 : half]), spread(sizes[half:])
    report.line("traffic", f"{minutes:g} min", f"{len(sizes)} notices", early[1], late[1])
    goal = f"{minutes:g} min of traffic, one in {STALLED} stalled: late over early"
    report.goals.append(at_most(goal, 1.05, late[0] / early[0]))


def stall(driver, server, crowd):
    """Let every twentieth be a browser that has just come and reads nothing more."""
    for number in range(0, len(crowd.browsers), STALLED):
        driver.remove(crowd.browsers[number])
    fresh = enter(driver, server, crowd.requests[::STALLED])
    for number, browser in zip(range(0, len(crowd.browsers), STALLED), fresh.browsers, strict=True):
        crowd.browsers[number] = browser
        driver.stall(browser)
