from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.terms import (
    Period,
    PeriodEndsBeforeItStarts,
    acting_for,
    term_of,
    term_years,
)

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        (Period(MARCH, APRIL), MARCH, True),
        (Period(MARCH, APRIL), date(2026, 3, 31), True),
        (Period(MARCH, APRIL), APRIL, False),
        (Period(MARCH), date(2026, 2, 28), False),
        (Period(MARCH), date(2090, 1, 1), True),
        (Period(MARCH, MARCH), MARCH, False),
    ],
)
def test_a_period_is_current_from_its_first_day_to_the_eve_of_its_end(period, on, expected):
    assert period.is_current(on) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Period(MARCH, APRIL), Period(APRIL, MAY), False),
        (Period(MARCH, MAY), Period(APRIL, MAY), True),
        (Period(MARCH), Period(MAY), True),
        (Period(MARCH, APRIL), Period(MAY), False),
        (Period(MARCH, MAY), Period(APRIL, APRIL), False),
        (Period(APRIL, APRIL), Period(APRIL), False),
    ],
)
def test_periods_overlap_when_they_share_a_day(one, other, expected):
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


def test_a_successor_starts_on_the_day_the_predecessor_ends():
    first = term_of(MARCH, 2)
    second = term_of(first.ends_on, 3)

    assert not first.overlaps(second)
    assert second.ends_on == date(2031, 3, 1)


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(PeriodEndsBeforeItStarts) as refusal:
        Period(APRIL, MARCH)

    assert refusal.value.facts == {"starts_on": APRIL, "ends_on": MARCH}


@pytest.mark.parametrize(("years", "ends_on"), [(1, date(2025, 3, 1)), (4, date(2028, 2, 29))])
def test_a_term_from_a_leap_day_ends_when_the_year_is_over(years, ends_on):
    assert term_of(date(2024, 2, 29), years).ends_on == ends_on


@pytest.mark.parametrize(("number", "years"), [(1, 2), (2, 3), (3, 3), (9, 3)])
def test_the_last_length_of_a_term_repeats(number, years):
    assert term_years((2, 3), number) == years


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ({"titular", "first", "second"}, "titular"),
        ({"first", "second"}, "first"),
        ({"second"}, "second"),
        (set(), "titular"),
    ],
)
def test_alternates_act_only_while_the_titular_member_is_absent(present, expected):
    assert acting_for("titular", ["first", "second"], present) == expected


def test_nobody_acts_for_a_vacant_seat():
    assert acting_for(None, [], {"somebody"}) is None


@given(st.sets(st.integers(1, 5)), st.lists(st.integers(2, 5), unique=True))
def test_who_acts_is_there_or_is_the_titular_member(present, alternates):
    acting = acting_for(1, alternates, present)

    assert acting == 1 or acting in present
