import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import ElectionTie
from council.rules.errors import ImpossibleCount
from deliberation.rules.tally.points import (
    PointsSheet,
    ScoreProfile,
    count_approval,
    count_scores,
)
from deliberation.rules.tally.profile import Profile, SpoiltBallot, group
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import NeedlessRuling, Ruling, SettledBy, Tie, TieAbout
from tests.deliberation.rules.tally.support import NAMES, profile, profiles

LOT = ElectionTie.LOT


def test_who_has_most_crosses_is_elected():
    sheet = count_approval(profile(2, {"a b": 3, "b": 2, "c": 1}), LOT)

    assert sheet == PointsSheet(Method.APPROVAL, 2, 6, {"b": 5, "a": 3, "c": 1}, ("b", "a"))


@pytest.mark.parametrize(
    ("drawn", "elected", "ties", "open_tie"),
    [
        ([], ("a",), (), Tie(TieAbout.SEAT, ("b", "c", "d"), 2)),
        (
            [Ruling(("d", "b", "c"))],
            ("a", "d", "b"),
            (Tie(TieAbout.SEAT, ("b", "c", "d"), 2, ("d", "b"), SettledBy.LOT),),
            None,
        ),
    ],
)
def test_a_tie_for_the_last_seats_is_never_decided_by_the_list(drawn, elected, ties, open_tie):
    sheet = count_approval(profile(3, {"a b": 1, "a c": 1, "a d": 1}), LOT, drawn)

    assert (sheet.elected, sheet.ties, sheet.open_tie) == (elected, ties, open_tie)


def test_equals_who_all_find_a_seat_are_no_tie():
    assert count_approval(profile(2, {"a b": 1, "c d": 2}, "abcd"), LOT).elected == ("c", "d")


def test_fewer_candidates_than_seats_leave_seats_free():
    assert count_approval(profile(3, {"a": 1}), LOT).elected == ("a",)


def test_an_election_without_candidates_elects_nobody():
    assert count_approval(Profile((), 1, {}), LOT).elected == ()


def test_a_lot_that_nobody_asked_for_is_refused():
    with pytest.raises(NeedlessRuling):
        count_approval(profile(1, {"a": 2, "b": 1}), LOT, [Ruling(("a", "b"))])


def test_who_has_the_highest_sum_is_elected_and_no_score_is_nought():
    papers = {(("a", 5), ("b", 4)): 2, (("b", 3),): 1}

    sheet = count_scores(ScoreProfile(("a", "b"), 1, 5, papers), LOT)

    assert sheet == PointsSheet(Method.SCORE, 1, 3, {"b": 11, "a": 10}, ("b",))


@pytest.mark.parametrize("scores", [(("a", 6),), (("a", -1),), (("a", 1), ("a", 2)), (("z", 1),)])
def test_a_score_off_the_scale_twice_or_for_a_stranger_is_refused(scores):
    with pytest.raises(SpoiltBallot):
        ScoreProfile(("a", "b"), 1, 5, {scores: 1})


def test_no_ballots_of_a_kind_are_not_written_down():
    with pytest.raises(ImpossibleCount):
        ScoreProfile(("a",), 1, 5, {(("a", 1),): 0})


@given(profiles())
def test_whoever_is_elected_has_no_fewer_crosses_than_whoever_is_not(election):
    sheet = count_approval(election, LOT)
    decided = set(sheet.elected) | set(sheet.open_tie.among if sheet.open_tie else ())

    others = [sheet.points[name] for name in election.candidates if name not in decided]
    assert min(sheet.points[name] for name in decided) >= max(others, default=0)


@given(st.lists(st.sets(st.sampled_from(NAMES), min_size=1), min_size=1), st.sampled_from(NAMES))
def test_one_more_cross_never_hurts(ballots, favoured):
    before = count_approval(crossed(ballots), LOT)
    after = count_approval(crossed([*ballots, {favoured}]), LOT)

    if favoured in before.elected:
        assert favoured in after.elected


def crossed(ballots):
    return Profile(tuple(NAMES), 2, group(tuple(sorted(each)) for each in ballots))
