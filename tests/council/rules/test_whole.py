"""Whole numbers under bounds, compared with trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from council.rules.whole import Bounds, whole_numbers

HIGHEST = 4


@st.composite
def problems(draw):
    """A few small numbers, each with a cap, and some bounds on weighted sums."""
    count = draw(st.integers(1, 4))
    caps = [Bounds({n: 1}, most=draw(st.integers(0, HIGHEST))) for n in range(count)]
    sums = draw(
        st.lists(
            st.builds(
                Bounds,
                st.dictionaries(st.integers(0, count - 1), st.integers(-3, 3)),
                st.none() | st.integers(-6, 12),
                st.none() | st.integers(-6, 12),
            ),
            max_size=4,
        )
    )
    return count, [*caps, *sums]


def keeps(numbers, one):
    total = sum(weight * numbers[n] for n, weight in one.weights.items())
    return (one.least is None or total >= one.least) and (one.most is None or total <= one.most)


@given(problems())
def test_what_is_found_keeps_every_bound_and_nothing_is_overlooked(problem):
    count, bounds = problem
    found = whole_numbers(count, bounds)
    tried = product(range(HIGHEST + 1), repeat=count)
    possible = any(all(keeps(numbers, one) for one in bounds) for numbers in tried)

    assert (found is not None) is possible
    assert found is None or (min(found) >= 0 and all(keeps(found, one) for one in bounds))


def test_a_half_is_no_answer():
    odd_cycle = [Bounds({0: 1, 1: 1}, 1, 1), Bounds({1: 1, 2: 1}, 1, 1), Bounds({0: 1, 2: 1}, 1, 1)]

    assert whole_numbers(3, odd_cycle) is None


def test_without_bounds_nothing_is_enough():
    assert whole_numbers(2, []) == (0, 0)
