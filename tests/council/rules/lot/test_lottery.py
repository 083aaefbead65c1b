"""Lotteries as published: so many equally likely panels."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given

from council.rules.bounds import keeps, kind_of
from council.rules.lot.ceremony import Draws
from council.rules.lot.fairness import LotRule
from council.rules.lot.lottery import LotOrder, make_lottery
from tests.council.rules.lot.support import pool, pools, unhurried

SEED = bytes(32)
FAIR = LotOrder(LotRule.LEXIMIN, panels=60)


def test_each_volunteer_knows_their_chance_exactly():
    lottery = make_lottery(pool(2, {"w": (1, 1)}, w=2, m=3), FAIR, Draws(SEED))

    assert lottery.chances == {
        "0001": Fraction(1, 2),
        "0002": Fraction(1, 2),
        "0003": Fraction(1, 3),
        "0004": Fraction(1, 3),
        "0005": Fraction(1, 3),
    }


def test_the_same_mixing_gives_the_same_lottery_and_another_another():
    volunteers = pool(2, {"w": (1, 1)}, w=4, m=6)

    one, again, other = (
        make_lottery(volunteers, FAIR, Draws(seed)) for seed in (SEED, SEED, b"1" * 32)
    )

    assert one == again
    assert one.panels != other.panels


def test_alternates_wait_in_every_outcome_and_in_proportion():
    order = LotOrder(LotRule.MAXIMIN, alternates=2, panels=50)

    lottery = make_lottery(pool(4, {"w": (2, 2), "m": (2, 2)}, w=5, m=5), order, Draws(SEED))

    for panel, waiting in zip(lottery.panels, lottery.alternates, strict=True):
        assert not set(panel) & set(waiting)
        assert sorted(int(each) > 5 for each in waiting) == [False, True]


def test_where_a_group_is_used_up_alternates_come_from_the_others():
    order = LotOrder(LotRule.LEXIMIN, alternates=2, panels=10)

    lottery = make_lottery(pool(2, {"w": (2, 2)}, w=2, m=3), order, Draws(SEED))

    assert {len(waiting) for waiting in lottery.alternates} == {2}
    assert all(int(each) > 2 for waiting in lottery.alternates for each in waiting)


@pytest.mark.parametrize(("asked", "there"), [(0, 0), (1, 1), (5, 1)])
def test_no_more_alternates_are_named_than_there_are_people(asked, there):
    order = LotOrder(LotRule.LEXIMIN, alternates=asked, panels=5)

    lottery = make_lottery(pool(2, {}, w=3), order, Draws(SEED))

    assert {len(waiting) for waiting in lottery.alternates} == {there}


@unhurried
@given(pools())
def test_every_outcome_keeps_the_targets_and_equals_take_turns(drawn):
    lottery = make_lottery(drawn, FAIR, Draws(SEED))

    for panel in lottery.panels:
        assert len(set(panel)) == drawn.seats
        assert keeps(drawn.bounds, [drawn.volunteers[each] for each in panel])
    times = Counter(each for panel in lottery.panels for each in panel)
    by_kind = {}
    for ticket, groups in drawn.volunteers.items():
        by_kind.setdefault(kind_of(drawn.bounds, groups), []).append(times[ticket])
    assert all(max(each) - min(each) <= 1 for each in by_kind.values())
    assert sum(lottery.chances.values()) == drawn.seats
