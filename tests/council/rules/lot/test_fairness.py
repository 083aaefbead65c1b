"""Fair lotteries: a published one, some by hand, and none fairer among all that were tried."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bounds import InfeasibleComposition, keeps, kind_of
from council.rules.lot.fairness import LotRule, contradiction, fair_lottery
from tests.council.rules.lot.support import pool, pools, unhurried

NEAR = 1e-6


def chances(lottery):
    """Return the chance of one person of each kind."""
    panels = list(zip(lottery.panels, lottery.weights, strict=True))
    return [
        sum(weight * panel[n] for panel, weight in panels) / size
        for n, size in enumerate(lottery.sizes)
    ]


@pytest.mark.parametrize("rule", LotRule)
def test_the_published_pool_gives_everybody_ten_in_a_hundred(rule):
    """example_small_20 of Flanigan et al. (2021): one conservative woman among 200."""
    bounds = dict.fromkeys(["f", "m", "l", "c"], (9, 20))
    published = pool(20, bounds, f_c=1, f_l=99, m_c=100)

    assert min(chances(fair_lottery(published, rule))) == pytest.approx(0.1, abs=NEAR)


def test_without_targets_all_chances_are_equal():
    assert chances(fair_lottery(pool(3, {}, w=4, m=6), LotRule.LEXIMIN)) == [pytest.approx(0.3)]


def test_leximin_goes_on_where_maximin_stops():
    """Ten share one seat; two and four share two, which is a third for each of the six."""
    three = pool(3, {"a": (1, 1), "b": (0, 2), "c": (0, 2)}, a=10, b=2, c=4)

    found = chances(fair_lottery(three, LotRule.LEXIMIN))

    assert sorted(found) == pytest.approx([1 / 10, 1 / 3, 1 / 3], abs=NEAR)
    assert min(chances(fair_lottery(three, LotRule.MAXIMIN))) == pytest.approx(0.1, abs=NEAR)


def test_who_fits_no_panel_has_no_chance_and_takes_none_from_the_others():
    nobody_both = pool(2, {"w": (1, 1), "y": (0, 0)}, w=2, w_y=1, m=2)

    assert sorted(chances(fair_lottery(nobody_both, LotRule.LEXIMIN))) == pytest.approx(
        [0, 1 / 2, 1 / 2], abs=NEAR
    )


def test_targets_that_contradict_each_other_are_named_and_no_others():
    crossed = pool(3, {"w": (2, 3), "y": (2, 3), "d": (0, 3)}, w=2, y=2, d=4)

    assert contradiction(crossed) == ("w", "y")
    assert contradiction(pool(2, {"w": (1, 2)}, w=1, m=1)) == ()
    with pytest.raises(InfeasibleComposition) as refusal:
        fair_lottery(crossed, LotRule.LEXIMIN)
    assert refusal.value.facts == {"groups": "w, y"}


def test_progress_is_told_and_can_end_the_search():
    heard = []

    fair_lottery(pool(2, {"w": (1, 1)}, w=1, m=3), LotRule.LEXIMIN, lambda *at: heard.append(at))

    assert heard[-1] == (2, 2)
    with pytest.raises(ZeroDivisionError):
        fair_lottery(pool(2, {"w": (1, 1)}, w=1, m=3), LotRule.LEXIMIN, lambda *_: 1 / 0)


@unhurried
@given(pools(most=8), st.data())
def test_no_other_lottery_is_fairer(drawn, data):
    """The chances, smallest first, are compared like words with those of any other lottery."""
    everybody = sorted(drawn.volunteers)
    panels = [
        chosen
        for chosen in combinations(everybody, drawn.seats)
        if keeps(drawn.bounds, [drawn.volunteers[each] for each in chosen])
    ]
    weights = data.draw(
        st.lists(st.integers(0, 9), min_size=len(panels), max_size=len(panels)).filter(any)
    )
    others = sorted(
        sum(weight for panel, weight in zip(panels, weights, strict=True) if each in panel)
        / sum(weights)
        for each in everybody
    )

    lottery = fair_lottery(drawn, LotRule.LEXIMIN)
    by_kind = dict(zip(drawn.kinds, chances(lottery), strict=True))
    ours = sorted(by_kind[kind_of(drawn.bounds, drawn.volunteers[each])] for each in everybody)
    differ = [
        (mine, other) for mine, other in zip(ours, others, strict=True) if abs(mine - other) > NEAR
    ]
    assert not differ or differ[0][0] > differ[0][1]


@unhurried
@given(pools(), st.sampled_from(LotRule))
def test_every_panel_keeps_the_targets_and_weights_add_up(drawn, rule):
    lottery = fair_lottery(drawn, rule)

    assert sum(lottery.weights) == pytest.approx(1, abs=NEAR)
    for panel in lottery.panels:
        persons = [
            groups_of(drawn, kind)
            for kind, n in zip(drawn.kinds, panel, strict=True)
            for _ in range(n)
        ]
        assert len(persons) == drawn.seats
        assert keeps(drawn.bounds, persons)


def groups_of(drawn, kind):
    return frozenset(
        bound.group for bound, counts in zip(drawn.bounds, kind, strict=True) if counts
    )
