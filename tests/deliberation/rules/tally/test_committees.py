"""The best committee, checked against every committee there is."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from council.rules.bounds import Bound, InfeasibleComposition, keeps
from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.committees import best_committee
from deliberation.rules.tally.guard import Composition
from deliberation.rules.tally.ties import NeedlessRuling, Ruling, SettledBy, Tie, TieAbout
from tests.deliberation.rules.tally.support import NAMES, unhurried

LOT = ElectionTie.LOT
WOMEN = frozenset({"woman"})


def test_reserved_seats_go_to_the_best_losers():
    points = {"a": 9, "b": 8, "c": 7, "d": 3, "e": 2}
    targets = Composition((Bound("woman", 1, 3),), {"d": WOMEN, "e": WOMEN})

    sheet = best_committee(points, 3, targets, LOT)

    assert (sheet.elected, sheet.total, sheet.changed) == (("a", "b", "d"), 20, 1)


@pytest.mark.parametrize(("drawn", "elected"), [("abc", ("d", "a", "b")), ("bca", ("d", "b", "c"))])
def test_equals_get_seats_in_the_order_of_the_lot(drawn, elected):
    points = {"a": 5, "b": 5, "c": 5, "d": 1}
    targets = Composition((Bound("woman", 1, 3),), {"d": WOMEN})

    waiting = best_committee(points, 3, targets, LOT)
    decided = best_committee(points, 3, targets, LOT, [Ruling(tuple(drawn))])

    assert (waiting.elected, waiting.open_tie) == (
        ("d",),
        Tie(TieAbout.ORDER, ("a", "b", "c"), 3),
    )
    assert decided.elected == elected
    assert decided.ties[0].by is SettledBy.LOT


def test_the_lot_is_passed_over_where_a_target_says_so():
    """Among equals one woman is needed; the lot names two men first."""
    targets = Composition((Bound("woman", 1, 2),), {"c": WOMEN, "d": WOMEN})
    points = dict.fromkeys("abcd", 1)

    sheet = best_committee(points, 2, targets, LOT, [Ruling(("a", "b", "d", "c"))])

    assert sheet.elected == ("a", "d")


def test_targets_that_nobody_can_keep_are_refused():
    with pytest.raises(InfeasibleComposition):
        best_committee({"a": 1, "b": 1}, 2, Composition((Bound("woman", 1, 2),)), LOT)


def test_a_lot_that_nobody_asked_for_is_refused():
    with pytest.raises(NeedlessRuling):
        best_committee({"a": 2, "b": 1}, 1, Composition(), LOT, [Ruling(("a", "b"))])


def test_fewer_candidates_than_seats_leave_seats_free():
    assert best_committee({"a": 2}, 3, Composition(), LOT).elected == ("a",)


@st.composite
def committees(draw):
    points = {name: draw(st.integers(0, 4)) for name in NAMES}
    seats = draw(st.integers(1, 5))
    groups = {name: draw(st.frozensets(st.sampled_from("wyd"))) for name in NAMES}
    number = st.integers(0, seats)
    bounds = tuple(Bound(group, *sorted([draw(number), draw(number)])) for group in "wyd")
    found = [
        chosen
        for chosen in combinations(NAMES, seats)
        if keeps(bounds, [groups[name] for name in chosen])
    ]
    assume(found)
    return points, seats, Composition(bounds, groups), found


@unhurried
@given(committees())
def test_no_committee_within_the_targets_has_more_points(case):
    points, seats, targets, found = case

    sheet = best_committee(points, seats, targets, LOT)

    totals = {chosen: sum(points[name] for name in chosen) for chosen in found}
    best = [set(chosen) for chosen, total in totals.items() if total == max(totals.values())]
    assert sheet.total == max(totals.values())
    assert set(sheet.certain) == set.intersection(*best)
    if sheet.open_tie is not None:
        assert set(sheet.open_tie.among) == set.union(*best) - set.intersection(*best)


@unhurried
@given(committees(), st.permutations(NAMES))
def test_whatever_the_lot_says_the_committee_is_one_of_the_best(case, order):
    points, seats, targets, _ = case
    waiting = best_committee(points, seats, targets, LOT).open_tie
    drawn = [Ruling(tuple(name for name in order if name in waiting.among))] if waiting else []

    sheet = best_committee(points, seats, targets, LOT, drawn)

    assert len(sheet.elected) == seats
    assert sum(points[name] for name in sheet.elected) == sheet.total
    assert keeps(targets.bounds, [targets.of(name) for name in sheet.elected])
