"""Counts under composition targets: who is doomed, who is guarded, and why not repaired later."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from council.rules.bounds import Bound, InfeasibleComposition, keeps
from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.guard import Composition, Guard
from deliberation.rules.tally.scottish import Withdrawal, scottish_stv
from deliberation.rules.tally.sheet import Act
from deliberation.rules.tally.ties import Ruling, Tie, TieAbout
from deliberation.rules.tally.vacancies import count_back, seats_changed
from tests.deliberation.rules.tally.support import NAMES, profile, profiles, unhurried

LOT = ElectionTie.LOT
PARITY = (Bound("woman", 1, 2), Bound("man", 1, 2))


def composition(bounds, **members):
    """Read ``woman="ab"``: a and b are women."""
    groups = {
        name: frozenset(group for group, who in members.items() if name in who) for name in NAMES
    }
    return Composition(tuple(bounds), groups)


def settled(election, targets):
    drawn = []
    while (sheet := scottish_stv(election, LOT, drawn, composition=targets)).open_tie is not None:
        drawn.append(Ruling(sheet.open_tie.among))
    return sheet


def test_the_last_woman_is_not_excluded():
    election = profile(2, {"a": 6, "b": 5, "c": 1})
    targets = composition([Bound("woman", 1, 2)], woman="c", man="ab")

    sheet = scottish_stv(election, LOT, composition=targets)

    assert Guard(targets, 2).guarded((), "abc") == {"c"}
    assert [(stage.act, stage.excluded) for stage in sheet.stages] == [
        (Act.FIRST_PREFERENCES, ()),
        (Act.DOOMED, ("b",)),
    ]
    assert sheet.elected == ("a", "c")


def test_the_doomed_go_at_once_and_their_papers_go_on():
    """With the first man elected the others cannot be, so their voters choose among women."""
    election = profile(2, {"a": 7, "b c": 3, "b d": 1, "d": 1, "c": 1})
    targets = composition([Bound("man", 0, 1)], man="ab", woman="cd")

    sheet = scottish_stv(election, LOT, composition=targets)

    assert Guard(targets, 2).doomed("a", "bcd") == ("b",)
    assert sheet.stages[1].act is Act.DOOMED
    assert (sheet.stages[1].votes["c"], sheet.stages[1].votes["d"]) == (400_000, 200_000)
    assert sheet.elected == ("a", "c")


def test_several_doomed_go_together_so_that_no_order_matters():
    election = profile(2, {"a": 7, "b e c": 2, "e b d": 2, "c": 1}, "abcde")
    targets = composition([Bound("man", 0, 1)], man="abe", woman="cd")

    stage = scottish_stv(election, LOT, composition=targets).stages[1]

    assert (stage.act, stage.sources, stage.excluded) == (Act.DOOMED, ("b", "e"), ("b", "e"))
    assert (stage.votes["c"], stage.votes["d"]) == (300_000, 200_000)


def test_of_two_who_reach_the_quota_together_the_stronger_is_elected():
    election = profile(2, {"a": 5, "b": 4, "c": 2})
    targets = composition(PARITY, man="ab", woman="c")

    sheet = scottish_stv(election, LOT, composition=targets)

    assert (sheet.stages[0].elected, sheet.elected) == (("a",), ("a", "c"))


def test_of_two_equals_who_reach_the_quota_together_the_lot_elects_one():
    election = profile(2, {"a": 4, "b": 4, "c": 1})
    targets = composition(PARITY, man="ab", woman="c")

    waiting = scottish_stv(election, LOT, composition=targets)
    decided = scottish_stv(election, LOT, [Ruling(("b", "a"))], composition=targets)

    assert waiting.open_tie == Tie(TieAbout.SEAT, ("a", "b"), 1)
    assert (waiting.elected, len(waiting.stages)) == ((), 1)
    assert decided.elected == ("b", "c")


def test_targets_that_nobody_can_keep_are_refused_before_the_count():
    targets = composition([Bound("woman", 2, 2)], woman="a")

    with pytest.raises(InfeasibleComposition):
        scottish_stv(profile(2, {"a": 1, "b": 1}), LOT, composition=targets)


def test_the_last_woman_cannot_withdraw_without_a_word():
    election = profile(1, {"a": 2, "b": 3, "c": 2})
    targets = composition([Bound("woman", 1, 1)], woman="a")

    with pytest.raises(InfeasibleComposition):
        scottish_stv(election, LOT, withdrawals=[Withdrawal("a", 1)], composition=targets)


@st.composite
def targeted(draw):
    """Draw an election and targets of overlapping groups that somebody can keep."""
    election = draw(profiles())
    groups = {name: draw(st.frozensets(st.sampled_from(["woman", "youth"]))) for name in NAMES}
    seats = st.integers(0, election.seats)
    bounds = tuple(
        Bound(group, *sorted([draw(seats), draw(seats)])) for group in ("woman", "youth")
    )
    ways = combinations(groups.values(), election.seats)
    assume(any(keeps(bounds, chosen) for chosen in ways))
    return election, Composition(bounds, groups)


@unhurried
@given(targeted())
def test_every_target_is_kept_and_every_seat_filled(case):
    election, targets = case

    sheet = settled(election, targets)

    assert len(set(sheet.elected)) == election.seats
    assert keeps(targets.bounds, [targets.of(name) for name in sheet.elected])


@unhurried
@given(targeted())
def test_no_vote_is_lost_or_made(case):
    election, targets = case

    for stage in settled(election, targets).stages:
        held = sum(stage.votes.values()) + stage.exhausted + stage.ignored
        assert held == election.valid * 100_000


@unhurried
@given(profiles())
def test_targets_that_bind_nobody_change_nothing(election):
    loose = Composition((Bound("woman", 0, 6),), {"a": frozenset({"woman"})})

    assert settled(election, loose) == settled(election, Composition())


def test_only_the_number_of_seats_that_changed_is_told():
    election = profile(2, {"a": 6, "b": 5, "c": 1})
    targets = composition([Bound("woman", 1, 2)], woman="c", man="ab")

    with_targets = scottish_stv(election, LOT, composition=targets)

    assert seats_changed(with_targets, scottish_stv(election, LOT)) == 1


def test_a_vacant_seat_is_filled_by_the_same_voters_and_nobody_loses_one():
    """At the election a and b won. Without a, c would overtake b; but b sits."""
    election = profile(2, {"a c": 6, "b": 3, "c": 1, "d": 2})

    before = scottish_stv(election, LOT)
    after = count_back(election, sitting={"b"}, gone={"a"}, ties=LOT)

    assert set(before.elected) == {"a", "b"}
    assert set(after.elected) == {"b", "c"}


def test_the_seat_is_filled_within_the_targets_of_the_body():
    election = profile(2, {"a c": 6, "b": 3, "c": 1, "d": 2})
    targets = composition(PARITY, woman="ad", man="bc")

    after = count_back(election, sitting={"b"}, gone={"a"}, ties=LOT, composition=targets)

    assert set(after.elected) == {"b", "d"}
