import pytest

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.ties import (
    NeedlessRuling,
    Ruling,
    SettledBy,
    Settler,
    Tie,
    TieAbout,
    look_back,
)

SEAT = TieAbout.SEAT


def test_without_a_ruling_a_tie_stays_open():
    settler = Settler(ElectionTie.LOT)

    assert settler.settle(SEAT, ["b", "a"]) == Tie(SEAT, ("a", "b"), 1)


@pytest.mark.parametrize("rule", [ElectionTie.LOT, ElectionTie.CASTING_VOTE])
def test_a_ruling_over_just_these_candidates_settles_it(rule):
    settler = Settler(rule, [Ruling(("c", "a", "b"))])

    assert settler.settle(SEAT, ["a", "b"]).by is None
    assert settler.settle(SEAT, ["a", "b", "c"], 2) == Tie(
        SEAT, ("a", "b", "c"), 2, ("c", "a"), SettledBy(rule.value)
    )


def test_a_ruling_settles_one_tie_only():
    settler = Settler(ElectionTie.LOT, [Ruling(("a", "b"))])

    assert settler.settle(SEAT, "ab").chosen == ("a",)
    assert settler.settle(SEAT, "ab").chosen == ()


def test_a_ruling_for_which_there_is_no_tie_is_refused():
    settler = Settler(ElectionTie.LOT, [Ruling(("a", "b"))])

    with pytest.raises(NeedlessRuling):
        settler.require_all_used()


@pytest.mark.parametrize("rule", [ElectionTie.REVOTE, ElectionTie.NEXT_MEETING])
def test_where_people_vote_again_nothing_is_drawn(rule):
    with pytest.raises(NeedlessRuling):
        Settler(rule, [Ruling(("a", "b"))])


def test_the_latest_stage_at_which_they_differed_decides():
    earlier = [{"a": 3, "b": 2}, {"a": 1, "b": 2}, {"a": 5, "b": 5}]

    assert look_back(SEAT, "ab", earlier, max) == (
        Tie(SEAT, ("a", "b"), 1, ("b",), SettledBy.EARLIER_STAGE, 2),
    )


def test_two_who_share_the_last_place_look_back_further():
    earlier = [{"a": 3, "b": 2, "c": 0}, {"a": 1, "b": 1, "c": 2}]

    assert look_back(SEAT, "abc", earlier, min) == (
        Tie(SEAT, ("a", "b", "c"), 1, ("a", "b"), SettledBy.EARLIER_STAGE, 2),
        Tie(SEAT, ("a", "b"), 1, ("b",), SettledBy.EARLIER_STAGE, 1),
    )


def test_those_who_never_differed_are_not_told_apart():
    assert look_back(SEAT, "ab", [{"a": 1, "b": 1}], max) == ()
