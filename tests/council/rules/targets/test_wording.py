"""A target as it is written, read and rounded."""

from fractions import Fraction

import pytest

from council.rules.bylaws.documents import InvalidDocument
from council.rules.targets import PRESETS, Amount, Group, Rounding, dump_target, read_target
from council.rules.targets.checking import impossible_sizes

WOMEN = PRESETS["parity"][0]
COUNT = {"count": 2, "share": None, "rounding": "up"}


def problems_of(**changes):
    with pytest.raises(InvalidDocument) as refusal:
        read_target(WOMEN | changes)
    return [(one.path, one.code) for one in refusal.value.problems]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_read_and_written_back(preset):
    for document in PRESETS[preset]:
        assert dump_target(read_target(document)) == document


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (Rounding.UP, [0, 1, 1, 2, 2, 2, 3]),
        (Rounding.DOWN, [0, 0, 0, 1, 1, 2, 2]),
        (Rounding.NEAREST, [0, 0, 1, 1, 2, 2, 2]),
    ],
)
def test_two_fifths_of_up_to_six_places(rounding, expected):
    amount = Amount(None, Fraction(2, 5), rounding)

    assert [amount.of(places) for places in range(7)] == expected


def test_a_half_is_rounded_up_and_never_to_the_even_number():
    amount = Amount(None, Fraction(1, 2), Rounding.NEAREST)

    assert [amount.of(places) for places in (1, 3, 5)] == [1, 2, 3]


def test_without_a_bound_the_range_is_open():
    target = read_target(WOMEN | {"least": None, "most": COUNT})

    assert target.range_of(10) == (0, 2)
    assert read_target(WOMEN).range_of(10) == (5, 10)


def test_overlapping_groups_are_alternatives_of_combinations():
    target = read_target(WOMEN | {"group": [["women", "young_people"], ["disabled_people"]]})

    assert target.group == ((Group.WOMEN, Group.YOUNG_PEOPLE), (Group.DISABLED_PEOPLE,))


def test_what_is_missing_or_double_is_named():
    neither = {"count": None, "share": None, "rounding": "up"}
    both = {"count": 1, "share": "1/2", "rounding": "up"}

    assert problems_of(least=neither) == [("least", "count_or_share")]
    assert problems_of(most=both) == [("most", "count_or_share")]
    assert problems_of(least=None) == [("least", "no_bound")]
    assert problems_of(group=[]) == [("group", "empty")]
    assert problems_of(scope=[]) == [("scope", "empty")]
    assert problems_of(group=[["martians"]]) == [("group.0.0", "not_a_choice")]


def test_forty_percent_of_each_rounded_up_cannot_be_had_on_one_or_three_places():
    share = {"count": None, "share": "2/5", "rounding": "up"}
    both = [read_target(one | {"least": share}) for one in PRESETS["parity"]]

    assert impossible_sizes(both) == [1, 3]


def test_at_most_sixty_percent_of_any_rounded_up_can_be_had_everywhere():
    share = {"count": None, "share": "3/5", "rounding": "up"}
    both = [read_target(one | {"least": None, "most": share}) for one in PRESETS["parity"]]

    assert impossible_sizes(both) == []


def test_parity_within_one_can_be_had_everywhere():
    assert impossible_sizes([read_target(one) for one in PRESETS["parity"]]) == []
