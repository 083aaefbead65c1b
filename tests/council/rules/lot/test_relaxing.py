"""The smallest change of targets, checked against every change there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from council.rules.bounds import Bound, Completions
from council.rules.lot.pool import Pool
from council.rules.lot.relaxing import Relaxation, relaxations
from tests.council.rules.lot.support import pool, unhurried


def test_targets_that_can_be_kept_need_no_change():
    assert relaxations(pool(2, {"w": (1, 2)}, w=1, m=1)) == ()


def test_a_group_with_too_few_volunteers_gives_way_by_what_is_missing():
    assert relaxations(pool(3, {"w": (2, 3), "m": (0, 3)}, w=1, m=4)) == (
        Relaxation((Bound("w", 1, 3),)),
    )


def test_all_smallest_changes_are_shown():
    """Three seats for two and two of groups that do not overlap: one of them, by one."""
    crossed = pool(3, {"w": (2, 3), "y": (2, 3)}, w=2, y=2)

    assert relaxations(crossed) == (
        Relaxation((Bound("y", 1, 3),)),
        Relaxation((Bound("w", 1, 3),)),
    )


def test_a_small_group_is_not_the_first_to_lose():
    crossed = pool(5, {"w": (5, 5), "d": (1, 5)}, w=5, d=2)

    assert relaxations(crossed) == (Relaxation((Bound("w", 4, 5),)),)


def test_a_largest_number_gives_way_where_there_is_nobody_else():
    assert relaxations(pool(3, {"m": (0, 1)}, m=4, w=1)) == (Relaxation((Bound("m", 0, 2),)),)


def test_no_more_than_ten_are_shown():
    groups = {f"g{n}": (1, 1) for n in range(12)}

    found = relaxations(pool(11, groups, **dict.fromkeys(groups, 2)))

    assert len(found) == 10
    assert {len(each.bounds) for each in found} == {1}


@st.composite
def strict_pools(draw):
    """Draw a pool that may have no panel within its bounds."""
    groups = draw(st.lists(st.frozensets(st.sampled_from("wy")), min_size=2, max_size=6))
    seats = draw(st.integers(1, min(3, len(groups))))
    number = st.integers(0, seats)
    bounds = tuple(Bound(group, *sorted([draw(number), draw(number)])) for group in "wy")
    return Pool(seats, bounds, {f"{n}": each for n, each in enumerate(groups)})


@unhurried
@given(strict_pools())
def test_no_change_costs_less_and_none_is_left_out(drawn):
    w, y = drawn.bounds
    costs = {}
    for less_w, less_y, more_w, more_y in product(
        range(w.least + 1),
        range(y.least + 1),
        range(drawn.seats - w.most + 1),
        range(drawn.seats - y.most + 1),
    ):
        bounds = (
            Bound("w", w.least - less_w, w.most + more_w),
            Bound("y", y.least - less_y, y.most + more_y),
        )
        if Completions(bounds, [], drawn.volunteers.values(), drawn.seats).is_possible():
            changed = tuple(
                b for b, before in zip(bounds, drawn.bounds, strict=True) if b != before
            )
            price = less_w * (1 + 2 / max(1, w.least)) + less_y * (1 + 2 / max(1, y.least))
            costs[changed] = round(price + more_w + more_y, 6)
    cheapest = {changed for changed, cost in costs.items() if cost == min(costs.values())} - {()}

    assert {each.bounds for each in relaxations(drawn)} == cheapest


def changed_ones(bounds, before):
    """Return the bounds that differ from those before."""
    return (after for after, once in zip(bounds, before, strict=True) if after != once)
