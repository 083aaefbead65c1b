"""A body of 500 seats is checked against 12 targets, as whenever targets are set or looked at."""

import statistics
import time

from council.rules.targets import (
    PRESETS,
    SEAT,
    Answer,
    Group,
    Place,
    check,
    of_bloc,
    read_target,
)
from tests.benchmarks.report import at_most, spread

SEATS, BLOCS, MILLISECONDS = 500, 5, 1000
CHECKS = 20  # in a round, of which the median counts


def run(report, options):
    """Check three bodies: with seats to fill, full, and with targets that contradict each other."""
    report.line("body", "median [ms]", "targets", "contradictions")
    for name, places, targets in (
        ("20 seats vacant", body(vacant=20), twelve()),
        ("all seats vacant", body(vacant=SEATS), twelve()),
        ("full", body(vacant=0), twelve()),
        ("no way out", body(vacant=20, women_in=9), twelve()),
    ):
        found = check(places, targets)
        times = [timed(places, targets) for _ in range(options.rounds)]
        middle, told = spread(times)
        report.line(name, told, len(targets), len(found.contradictions()))
        report.goals.append(at_most(f"{SEATS} seats, 12 targets, {name} [ms]", 20, middle))


def timed(places, targets):
    """Return how long one check takes [ms]."""
    times = []
    for _ in range(CHECKS):
        begun = time.perf_counter()
        check(places, targets)
        times.append((time.perf_counter() - begun) * MILLISECONDS)
    return statistics.median(times)


def body(*, vacant, women_in=2):
    """Return seats in five blocs; every ``women_in``-th holder is a woman, some are silent."""
    every = SEATS // vacant if vacant else SEATS + 1
    return [
        Place(
            frozenset({SEAT, of_bloc(f"bloc-{n % BLOCS}")}),
            None if n % every == every - 1 else answers(n, women_in),
        )
        for n in range(SEATS)
    ]


def answers(n, women_in):
    """Return what the holder of the n-th seat said."""
    is_woman = n // BLOCS % women_in == 0
    said = {
        Group.WOMEN: is_woman,
        Group.MEN: not is_woman,
        Group.YOUNG_PEOPLE: n % 7 == 0,
        Group.DISABLED_PEOPLE: n % 23 == 0,
    }
    return (
        {} if n % 9 == 0 else {key: Answer.YES if one else Answer.NO for key, one in said.items()}
    )


def twelve():
    """Return parity in the body and in each bloc, youth, disability and co-chairs; the first 12."""
    presets = [one for name in PRESETS for one in PRESETS[name]]
    in_blocs = [
        PRESETS["parity"][0] | {"key": f"women-{n}", "scope": [SEAT, of_bloc(f"bloc-{n}")]}
        for n in range(BLOCS)
    ]
    return [read_target(one) for one in [*presets, *in_blocs]][:12]
