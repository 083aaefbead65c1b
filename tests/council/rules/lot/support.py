"""Pools for the tests of the lot."""

from hypothesis import assume, settings
from hypothesis import strategies as st

from council.rules.bounds import Bound, Completions
from council.rules.lot.pool import Pool

unhurried = settings(deadline=None)  # the first call loads the solver, which takes a moment


def pool(seats, bounds, **people):
    """Read ``bounds={"w": (1, 2)}`` and ``w_y=3``: three people in both groups w and y."""
    volunteers, limits = {}, tuple(Bound(group, *each) for group, each in bounds.items())
    for groups, number in people.items():
        for _ in range(number):
            volunteers[f"{len(volunteers) + 1:04}"] = frozenset(groups.split("_"))
    return Pool(seats, limits, volunteers)


@st.composite
def pools(draw, most=12):
    """Draw a pool for which at least one panel keeps the bounds."""
    groups = draw(st.lists(st.frozensets(st.sampled_from("wyd")), min_size=3, max_size=most))
    seats = draw(st.integers(1, min(5, len(groups))))
    number = st.integers(0, seats)
    bounds = tuple(Bound(group, *sorted([draw(number), draw(number)])) for group in "wyd")
    assume(Completions(bounds, [], groups, seats).is_possible())
    return Pool(seats, bounds, {f"{n:02}": each for n, each in enumerate(groups)})
