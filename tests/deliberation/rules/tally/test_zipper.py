from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bounds import InfeasibleComposition
from deliberation.rules.tally.zipper import (
    ListFault,
    block_faults,
    share_faults,
    successor,
    turn_faults,
    zip_up,
)

TURNS = ["w", "m"]
GROUPS = {name: frozenset("w" if name in "abc" else "m") for name in "abcxyz"}


def groups(text):
    """Read "wmw": a woman, a man, a woman."""
    return [frozenset(each) for each in text]


@pytest.mark.parametrize(("listed", "places"), [("wmwm", []), ("wwmm", [2, 3]), ("mw", [1, 2])])
def test_a_zipper_alternates(listed, places):
    assert [fault.place for fault in turn_faults(groups(listed), TURNS)] == places


@pytest.mark.parametrize(
    ("listed", "faults"),
    [
        ("wmwm", []),
        ("mmww", [ListFault(2, "w", 1, 0)]),
        ("wmmmm", [ListFault(4, "w", 2, 1), ListFault(5, "w", 2, 1)]),
    ],
)
def test_the_share_holds_wherever_the_list_is_cut(listed, faults):
    assert list(share_faults(groups(listed), {"w": Fraction(1, 2)})) == faults


@pytest.mark.parametrize(
    ("listed", "faults"),
    [("mwwmm", []), ("mmmmwwwwww", [ListFault(5, "w", 2, 1)]), ("mmmm", [])],
)
def test_two_of_every_five(listed, faults):
    assert list(block_faults(groups(listed), "w", 2, 5)) == faults


def test_the_best_of_each_group_take_turns():
    assert zip_up("xaybcz", GROUPS, TURNS, 5) == ("a", "x", "b", "y", "c")


def test_a_zipper_with_nobody_left_of_a_group_is_refused():
    with pytest.raises(InfeasibleComposition):
        zip_up("axyz", GROUPS, TURNS, 3)


def test_the_next_of_the_same_group_moves_up():
    listed = zip_up("xaybcz", GROUPS, TURNS, 6)

    assert successor(listed, GROUPS, TURNS, seated=listed[:3], leaver="a") == "c"
    assert successor(listed, GROUPS, TURNS, seated=listed[:3], leaver="x") == "y"
    assert successor(listed, GROUPS, TURNS, seated=listed, leaver="a") is None


@given(st.permutations(sorted(GROUPS)), st.integers(1, 6))
def test_a_list_that_was_zipped_up_has_no_faults(ranked, places):
    listed = [GROUPS[name] for name in zip_up(ranked, GROUPS, TURNS, places)]

    assert list(turn_faults(listed, TURNS)) == []
    assert list(share_faults(listed, {"w": Fraction(1, 2), "m": Fraction(1, 2)})) == []
