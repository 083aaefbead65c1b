"""What stands against a name, a period or a place in the tree."""

from datetime import date

import pytest

from council.rules.composition import (
    CircularTree,
    DirectionsMissing,
    SeatIsTaken,
    UnfitName,
    require_directions,
    require_fit_name,
    require_free,
    require_tree,
)
from council.rules.terms import Period


@pytest.mark.parametrize("name", ["", "A\u202eB", "Z\u0300\u0301\u0302\u0303", "admin"])
def test_a_misleading_name_is_refused(name):
    with pytest.raises(UnfitName):
        require_fit_name(name)


def test_a_real_name_passes():
    require_fit_name("Suriyeli محمد")


@pytest.mark.parametrize("directions", [["ar"], ["ar>ar"], ["ar>"], ["ar>tr>en"]])
def test_a_direction_goes_from_one_language_into_another(directions):
    with pytest.raises(DirectionsMissing):
        require_directions(directions, is_interpreter=False)


def test_an_interpreter_has_a_direction():
    require_directions(["ar>tr"], is_interpreter=True)
    require_directions([], is_interpreter=False)

    with pytest.raises(DirectionsMissing):
        require_directions([], is_interpreter=True)


def test_a_successor_may_start_on_the_day_of_leaving():
    held = [Period(date(2024, 1, 1), date(2025, 1, 1))]

    require_free(Period(date(2025, 1, 1)), held, SeatIsTaken(seat=1))

    with pytest.raises(SeatIsTaken):
        require_free(Period(date(2024, 12, 31)), held, SeatIsTaken(seat=1))


def test_nothing_stands_below_itself():
    parents = {"board": "assembly", "group": "board", "assembly": None}

    require_tree("group", "assembly", parents)
    require_tree("assembly", None, parents)
    for child in ("assembly", "board", "group"):
        with pytest.raises(CircularTree):
            require_tree("assembly", child, parents)
