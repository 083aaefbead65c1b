"""Ballots for the tests of the counts: written by hand, read from files, or drawn."""

from hypothesis import settings
from hypothesis import strategies as st

from deliberation.rules.tally.profile import Profile, group
from tests.support.source import ROOT

FILES = ROOT / "tests" / "data" / "elections"
NAMES = "abcdef"

unhurried = settings(deadline=None)  # a busy machine is no defect of a count


def profile(seats, papers, candidates=None):
    """Read ``{"a b c": 5}``: five ballots that rank a before b before c."""
    rankings = {tuple(ranking.split()): ballots for ranking, ballots in papers.items()}
    named = sorted({name for ranking in rankings for name in ranking})
    return Profile(tuple(candidates or named), seats, rankings)


def published(name):
    """Read a file in BLT form."""
    first, *lines = (FILES / f"{name}.blt").read_text().splitlines()
    end = lines.index("0")
    standing, seats = map(int, first.split())
    names = [line.strip('"') for line in lines[end + 1 : end + 1 + standing]]
    papers = {}
    for line in lines[:end]:
        ballots, *ranking = map(int, line.split()[:-1])
        papers[tuple(names[number - 1] for number in ranking)] = ballots
    return Profile(tuple(names), seats, papers)


def decimals(number, unit):
    """Write a whole number of units as votes, as the published counts do."""
    places = len(str(unit)) - 1
    return f"{number // unit}.{number % unit:0{places}}"


def rankings(names=NAMES):
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)


@st.composite
def profiles(draw, names=NAMES, most=40):
    ballots = draw(st.lists(rankings(names), min_size=1, max_size=most))
    seats = draw(st.integers(1, len(names) - 1))
    return Profile(tuple(names), seats, group(ballots))
