"""Quotas of a draw follow from the targets; the pool knows of people only what they ask."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bounds import Bound
from council.rules.lot.pool import TooFewVolunteers
from council.rules.lot.procedure import ReasonMissing, UpsideDownQuota
from council.rules.lot.quotas import (
    Quota,
    counts_of,
    dump_quota,
    pool_of,
    quotas_of,
    read_quota,
    require_sensible,
)
from council.rules.targets import PRESETS, SEAT, read_target

GROUPS = ("women", "youth", "home=north", "home=south")
WOMEN = Quota("women", (("women",),), 1, 2, (1, 2))
YOUNG_WOMEN = Quota("both", (("women", "youth"),), 0, 3)
words = st.frozensets(st.sampled_from(GROUPS))
ways = st.lists(
    st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2).map(tuple), min_size=1, max_size=3
).map(tuple)


@st.composite
def quotas(draw, seats=8):
    least, most = sorted(draw(st.tuples(st.integers(0, seats), st.integers(0, seats))))
    asked = draw(st.none() | st.tuples(st.integers(0, seats), st.integers(0, seats)))
    return Quota(draw(st.sampled_from(GROUPS)), draw(ways), least, most, asked)


@pytest.mark.parametrize(
    ("groups", "is_in"),
    [
        ({"women", "youth"}, True),
        ({"women", "youth", "home=north"}, True),
        ({"women"}, False),
        (set(), False),
    ],
)
def test_who_counts_is_in_all_groups_of_a_way(groups, is_in):
    assert YOUNG_WOMEN.includes(groups) is is_in


def test_one_way_of_several_is_enough():
    either = Quota("either", (("women",), ("youth",)), 1, 1)

    assert either.includes({"youth"})
    assert not either.includes({"home=north"})


@given(quotas(), words, words)
def test_more_groups_never_take_somebody_out_of_a_quota(quota, groups, more):
    assert not quota.includes(groups) or quota.includes(groups | more)


@pytest.mark.parametrize(
    ("least", "most", "says"), [(0, 3, False), (1, 3, True), (0, 2, True), (0, 4, False)]
)
def test_a_quota_that_no_draw_of_three_could_break_says_nothing(least, most, says):
    assert Quota("women", (("women",),), least, most).says_something(3) is says


@given(quotas())
def test_a_quota_is_read_as_it_was_written(quota):
    assert read_quota(json.loads(json.dumps(dump_quota(quota)))) == quota


@pytest.mark.parametrize("seats", [1, 2, 7, 40])
def test_parity_asks_of_a_draw_what_it_asks_of_a_body_of_that_size(seats):
    found = quotas_of(map(read_target, PRESETS["parity"]), seats)

    assert [one.key for one in found] == ["women", "men"]
    assert all(one.least == seats // 2 for one in found)
    assert not any(one.differs() for one in found)


@given(st.integers(1, 60))
def test_no_quota_asks_for_more_than_is_drawn(seats):
    targets = [read_target(one) for preset in PRESETS.values() for one in preset]

    assert all(0 <= one.least <= seats and one.most <= seats for one in quotas_of(targets, seats))


def test_targets_on_a_bloc_or_on_offices_ask_nothing_of_a_draw():
    targets = [read_target(one) for preset in PRESETS.values() for one in preset]
    whole = {one.key for one in targets if one.scope == (SEAT,) and one.places is None}

    assert {one.key for one in quotas_of(targets, 20)} == whole


def test_a_quota_that_stands_upside_down_is_stopped():
    with pytest.raises(UpsideDownQuota) as refusal:
        require_sensible([WOMEN, Quota("youth", (("youth",),), 3, 2)], "because")

    assert refusal.value.facts == {"least": 3, "most": 2}


def test_departing_from_the_targets_needs_a_reason():
    departing = Quota("women", (("women",),), 0, 2, (1, 2))

    with pytest.raises(ReasonMissing):
        require_sensible([departing], "")
    require_sensible([departing], "The pool has no women left.")
    require_sensible([WOMEN, YOUNG_WOMEN], "")


@given(st.lists(quotas(), max_size=4), st.lists(words, min_size=3, max_size=9))
def test_the_pool_knows_of_each_person_only_which_quotas_they_count_toward(asked, people):
    named = {f"{n:02}": groups for n, groups in enumerate(people)}
    telling = [one for one in asked if one.says_something(3)]

    pool = pool_of(3, asked, named)

    assert pool.bounds == tuple(Bound(one.key, one.least, one.most) for one in telling)
    assert set(pool.volunteers) == set(named)
    for ticket, groups in named.items():
        assert pool.volunteers[ticket] == {one.key for one in telling if one.includes(groups)}


def test_fewer_people_than_seats_make_no_pool():
    with pytest.raises(TooFewVolunteers):
        pool_of(2, [WOMEN], {"01": frozenset({"women"})})


@given(st.lists(words, max_size=9))
def test_everybody_is_counted_once_for_each_quota(people):
    counts = counts_of([WOMEN, YOUNG_WOMEN], people)

    assert counts["women"] == sum("women" in groups for groups in people)
    assert counts["both"] <= counts["women"] <= len(people)
