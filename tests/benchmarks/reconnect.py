"""How long a hall takes to come back when all its lines break at once, with what it missed.

A thousand members who are signed in, each with a session of their own, connect in the same moment
and are sent the ten notices of 2 kB that they missed. Beside it, on the same server: the session
looked up and the notices rendered for each of them.
"""

import time

from tests.benchmarks.lines.driver import OURS, Crowd, Driver
from tests.benchmarks.lines.machine import machine
from tests.benchmarks.report import at_least, at_most, spread

LANGUAGES = ("ar", "tr", "en", "de")
NOTICE = b'{"t":"n"'
MEMBERS, MISSED, SIZE = 1000, 10, 2000
PATIENCE = 60  # [s]


def run(report, options):
    driver = Driver()
    with machine() as start:
        server = start("hub", MEMBERS)
        server.tell("publish", SIZE, MISSED)
        facts = server.tell("tell")
        since, rounds = facts["seq"] - MISSED, range(options.rounds)
        report.line("at once", "the last is back [s]", "failed")
        found = {"hub": [], "rebuilt for each": []}
        for _ in rounds:
            found["hub"].append(storm(driver, server, ours(facts, since)))
            found["rebuilt for each"].append(storm(driver, server, rebuilt(facts, since)))
        for name, rows in found.items():
            report.line(name, spread([row[0] for row in rows])[1], sum(row[1] for row in rows))
    (hub, failed), (other, _) = [
        (spread([row[0] for row in rows])[0], sum(row[1] for row in rows))
        for rows in found.values()
    ]
    report.goals.append(at_most(f"{MEMBERS} are back [s]", 2, hub))
    report.goals.append(at_most("failed", 0, failed))
    report.goals.append(at_least("times as fast as rebuilding for each", 3, other / hub))


def ours(facts, since):
    address = f"/ws/meetings/{facts['meeting']}/?since={since}&lang="
    return [
        (address + LANGUAGES[number % 4], f"{OURS}Cookie: session={session}\r\n")
        for number, session in enumerate(facts["sessions"])
    ]


def rebuilt(facts, since):
    return [
        (
            f"/rebuilt/{facts['meeting']}/{LANGUAGES[number % 4]}/{since}",
            f"Cookie: sessionid={session}; session={session}\r\n",
        )
        for number, session in enumerate(facts["sessions"])
    ]


def storm(driver, server, requests):
    """Let all connect at once; return when the last has everything [s], and how many never do."""
    crowd = Crowd(driver, server.port, requests)
    crowd.mark = NOTICE
    began = time.monotonic()
    crowd.storm()
    ended = crowd.wait(MISSED, PATIENCE)
    failed = sum(each.frames < MISSED for each in crowd.browsers)
    crowd.close()
    driver.linger(1)
    return (ended or time.monotonic()) - began, failed
