import pytest

from council.rules.bounds import Bound
from council.rules.errors import ImpossibleCount
from council.rules.lot.pool import Pool, TooFewVolunteers, next_alternate, scaled, to_replace
from tests.council.rules.lot.support import pool

PARITY = {"w": (2, 2), "m": (2, 2)}


def test_a_pool_has_at_least_as_many_volunteers_as_seats():
    with pytest.raises(TooFewVolunteers):
        pool(3, {}, w=2)


def test_a_lot_for_no_seat_is_refused():
    with pytest.raises(ImpossibleCount):
        Pool(0, (), {})


def test_people_whom_the_bounds_cannot_tell_apart_are_of_one_kind():
    kinds = pool(1, {"w": (0, 1)}, w=1, w_y=1, m=1, y=1).kinds

    assert kinds == {(False,): ("0003", "0004"), (True,): ("0001", "0002")}


def test_who_sits_stays_and_fills_the_targets():
    before = pool(4, PARITY, w=4, m=4)

    after = to_replace(before, sitting=["0001", "0005", "0006"], gone=["0002"])

    assert (after.seats, after.bounds) == (1, (Bound("w", 1, 1), Bound("m", 0, 0)))
    assert sorted(after.volunteers) == ["0003", "0004", "0007", "0008"]


def test_where_nobody_is_left_nobody_is_drawn():
    with pytest.raises(TooFewVolunteers):
        to_replace(pool(2, {}, w=3), sitting=["0001"], gone=["0002", "0003"])


def test_the_first_alternate_who_keeps_the_targets_moves_up():
    everybody = pool(4, PARITY, w=4, m=4)
    sitting = ["0001", "0005", "0006"]

    assert next_alternate(everybody, sitting, ["0007", "0003", "0002"]) == "0003"
    assert next_alternate(everybody, sitting, ["0007", "0008"]) is None


def test_a_smaller_draw_is_never_stricter_than_its_share():
    assert scaled([Bound("w", 5, 6), Bound("y", 1, 11)], 11, 3) == (
        Bound("w", 1, 2),
        Bound("y", 0, 3),
    )
