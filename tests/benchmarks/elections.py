"""Counting many ballots, and fair lots from many volunteers: our rules beside what they stand on.

Ballots are drawn at random, so that nearly all differ: the worst case for grouping. Pools have five
attributes; volunteers are not spread like the population, and targets allow a tenth either way.

Times are of the processor: everything here is one thread that waits for nothing, so on a machine
that does nothing else they are the time that passes.
"""

import random
import time

import highspy
import numpy as np

from council.rules.bounds import Bound
from council.rules.bylaws import ElectionTie
from council.rules.lot.ceremony import Draws
from council.rules.lot.fairness import LotRule, fair_lottery
from council.rules.lot.lottery import LotOrder, make_lottery
from council.rules.lot.pool import Pool
from council.rules.lot.programs import Panels
from deliberation.rules.tally.condorcet import schulze
from deliberation.rules.tally.meek import meek_stv
from deliberation.rules.tally.pairwise import Strength, TieredProfile
from deliberation.rules.tally.profile import Profile, group
from deliberation.rules.tally.scottish import scottish_stv
from tests.benchmarks.report import at_most, spread

CANDIDATES = [f"candidate {number}" for number in range(30)]
SEATS = 11
# Shares of the population, and how often somebody of each value volunteers.
ATTRIBUTES = [
    ([0.5, 0.5], [0.6, 0.4]),
    ([0.2, 0.3, 0.3, 0.2], [0.1, 0.25, 0.35, 0.3]),
    ([0.6, 0.4], [0.75, 0.25]),
    ([0.3, 0.3, 0.4], [0.5, 0.3, 0.2]),
    ([0.1, 0.9], [0.05, 0.95]),
]
SOLVED = 300  # integer programs for the comparison with the plain solver


def add_options(parser):
    """Offer fewer ballots, for a look at a busy machine."""
    parser.add_argument("--ballots", type=int, default=100_000, help="to be counted (100000)")


def run(report, options):
    """Count, draw lots, and compare with plain calls of the solver."""
    count(report, options)
    lots(report, options.rounds)
    overhead(report, options.rounds)


def count(report, options):
    """Count the same ballots by each method."""
    ballots = random_ballots(options.ballots)
    papers = group(ballots)
    report.line("ballots", f"{options.ballots} × {len(CANDIDATES)}", f"{len(papers)} differ")
    took = timed(options.rounds, lambda: scottish(ballots))
    goal = f"Scottish STV of {options.ballots} ballots, with all stages [s]"
    report.goals.append(at_most(goal, 0.5, took[0]))
    report.line("Scottish STV", took[1])
    profile = Profile(tuple(CANDIDATES), SEATS, papers)
    report.line("Meek STV", timed(1, lambda: meek_stv(profile, ElectionTie.LOT))[1])
    tiers = TieredProfile(
        tuple(CANDIDATES), {tuple((name,) for name in each): n for each, n in papers.items()}
    )
    duels = timed(1, lambda: schulze(tiers, Strength.MARGINS, ElectionTie.LOT))
    report.line("Schulze", duels[1])


def scottish(ballots):
    """Group the ballots and count them: all that lies between the box and the sheet."""
    profile = Profile(tuple(CANDIDATES), SEATS, group(ballots))
    return scottish_stv(profile, ElectionTie.LOT)


def lots(report, rounds):
    """Find fair lotteries, then publish one with alternates."""
    report.line("lot", "time [s]", "kinds", "panels", "smallest chance")
    for volunteers, seats, reach in ((500, 40, 15), (1000, 40, 20), (2000, 200, None)):
        pool = random_pool(volunteers, seats)
        lottery = fair_lottery(pool, LotRule.LEXIMIN)
        took = timed(rounds, lambda pool=pool: fair_lottery(pool, LotRule.LEXIMIN))
        if reach is not None:
            goal = f"leximin, {seats} seats from {volunteers} [s]"
            report.goals.append(at_most(goal, reach, took[0]))
        least = min(chances(lottery))
        cells = (len(lottery.sizes), len(lottery.panels), f"{least:.3%}")
        report.line(f"{seats} from {volunteers}", took[1], *cells)
    order = LotOrder(LotRule.LEXIMIN, alternates=10)
    pool = random_pool(500, 40)
    took = timed(1, lambda: make_lottery(pool, order, Draws(bytes(32))))
    report.line("published, alternates", took[1])


def chances(lottery):
    """Return the chance of one person of each kind."""
    panels = list(zip(lottery.panels, lottery.weights, strict=True))
    return [
        sum(weight * panel[n] for panel, weight in panels) / size
        for n, size in enumerate(lottery.sizes)
    ]


def overhead(report, rounds):
    """Solve the same integer programs through our rules and by plain calls, in turns."""
    pool = random_pool(500, 40)
    worth = [random_worth(len(pool.kinds), seed) for seed in range(SOLVED)]
    ours, plain = [], []
    for _ in range(rounds):
        ours.append(once(lambda: solve_ours(pool, worth)))
        plain.append(once(lambda: solve_plainly(pool, worth)))
    ratio = spread(ours)[0] / spread(plain)[0]
    report.line("panels, ours and plain", spread(ours)[1], spread(plain)[1])
    report.goals.append(at_most("integer programs, over plain calls of HiGHS", 1.1, ratio))


def solve_ours(pool, worth):
    """Look up the best panels as the search does."""
    sizes = {kind: len(tickets) for kind, tickets in pool.kinds.items()}
    panels = Panels(sizes, pool.bounds, pool.seats)
    return [panels.best(each) for each in worth]


def solve_plainly(pool, worth):
    """Look up the same panels as the documentation of HiGHS shows it."""
    kinds = pool.kinds
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for n, tickets in enumerate(kinds.values()):
        solver.addVar(0, len(tickets))
        solver.changeColIntegrality(n, highspy.HighsVarType.kInteger)
    everybody = np.arange(len(kinds), dtype=np.int32)
    solver.addRow(pool.seats, pool.seats, len(kinds), everybody, np.ones(len(kinds)))
    for at, bound in enumerate(pool.bounds):
        counted = np.array([n for n, kind in enumerate(kinds) if kind[at]], dtype=np.int32)
        solver.addRow(bound.least, bound.most, len(counted), counted, np.ones(len(counted)))
    found = []
    for each in worth:
        solver.changeColsCost(len(kinds), everybody, np.asarray(each, dtype=np.double))
        solver.run()
        found.append(np.rint(solver.getSolution().col_value))
    return found


def random_ballots(number):
    """Return ballots of every length, with favourites."""
    chance = random.Random(2026)
    favour = {name: 0.05 + chance.random() for name in CANDIDATES}
    return [
        tuple(
            sorted(CANDIDATES, key=lambda name: -(chance.random() ** (1 / favour[name])))[
                : chance.randint(1, len(CANDIDATES))
            ]
        )
        for _ in range(number)
    ]


def random_pool(volunteers, seats):
    """Return a pool in which some values are rarer than in the population."""
    chance = random.Random(volunteers)
    people = {
        f"{number:05}": frozenset(
            f"{n}:{chance.choices(range(len(shares)), weights=often)[0]}"
            for n, (shares, often) in enumerate(ATTRIBUTES)
        )
        for number in range(volunteers)
    }
    bounds = [
        Bound(f"{n}:{value}", int(share * seats * 0.9), -int(-share * seats * 1.1 // 1))
        for n, (shares, _) in enumerate(ATTRIBUTES)
        for value, share in enumerate(shares)
    ]
    return Pool(seats, tuple(bounds), people)


def random_worth(number, seed):
    """Return what each kind is worth in one program."""
    chance = random.Random(seed)
    return [chance.random() for _ in range(number)]


def timed(rounds, act):
    """Return the median and, in words, the spread of what the act took of the processor [s]."""
    return spread([once(act) for _ in range(rounds)])


def once(act):
    """Return how long the act has the processor [s]."""
    began = time.process_time()
    act()
    return time.process_time() - began
