"""Seats shared out by number: published results, the properties of each method, and ties."""

import csv
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.apportionment import (
    Apportionment,
    Claim,
    ImpossibleApportionment,
    Method,
    apportion,
)
from tests.support.source import ROOT

DATA = ROOT / "tests" / "data" / "apportionment"
DIVISOR = [Method.SAINTE_LAGUE, Method.DHONDT]
STEP = {Method.SAINTE_LAGUE: 2, Method.DHONDT: 1}

numbers = st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any)
houses = st.integers(0, 60)


def claims_of(values, **facts):
    return {f"party {n}": Claim(value, **facts) for n, value in enumerate(values)}


def published(name, column):
    with (DATA / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    claims = {row["party"]: Claim(int(row["number"])) for row in rows}
    return claims, {row["party"]: int(row[column]) for row in rows}


@pytest.mark.parametrize(
    ("name", "column", "method"),
    [
        ("austria-2019.csv", "dhondt", Method.DHONDT),
        ("new-zealand-2020.csv", "sainte_lague", Method.SAINTE_LAGUE),
        ("united-states-1792.csv", "jefferson", Method.DHONDT),
        ("united-states-1792.csv", "hamilton", Method.HAMILTON),
    ],
)
def test_a_published_result_is_reproduced(name, column, method):
    claims, expected = published(name, column)

    assert apportion(claims, sum(expected.values()), method) == Apportionment(expected)


@given(numbers, houses, st.sampled_from(Method))
def test_every_seat_is_given_or_reported_as_open(values, seats, method):
    found = apportion(claims_of(values), seats, method)

    assert sum(found.seats.values()) + found.open_seats == seats
    assert bool(found.tied) is (found.open_seats > 0)
    assert found.open_seats == 0 or found.open_seats < len(found.tied)


@given(numbers, houses, st.sampled_from(DIVISOR))
def test_no_seat_could_move_to_a_better_claim(values, seats, method):
    """The min-max characterisation of divisor methods, found without handing out seat by seat."""
    claims = claims_of(values)
    found = apportion(claims, seats, method)
    next_claim = max(
        Fraction(one.number, STEP[method] * found.seats[name] + 1) for name, one in claims.items()
    )

    for name, held in found.seats.items():
        if held:
            last = Fraction(claims[name].number, STEP[method] * (held - 1) + 1)
            assert last > next_claim or (last == next_claim and not found.tied)


@given(numbers, houses, st.sampled_from(DIVISOR))
def test_a_larger_house_takes_no_seat_away(values, seats, method):
    smaller = apportion(claims_of(values), seats, method).seats
    larger = apportion(claims_of(values), seats + 1, method).seats

    assert all(larger[name] >= held for name, held in smaller.items())


def test_under_hamilton_a_larger_house_may_take_a_seat_away():
    claims = claims_of([6, 6, 2])

    assert apportion(claims, 10, Method.HAMILTON).seats["party 2"] == 2
    assert apportion(claims, 11, Method.HAMILTON).seats["party 2"] == 1


@given(numbers, houses)
def test_hamilton_stays_within_the_quota(values, seats):
    found = apportion(claims_of(values), seats, Method.HAMILTON)

    for (name, held), value in zip(found.seats.items(), values, strict=True):
        quota = Fraction(value * seats, sum(values))
        assert int(quota) <= held <= -(-quota // 1)
        assert name not in found.tied or held + 1 <= -(-quota // 1)


def test_dhondt_may_exceed_the_quota():
    claims = claims_of([91, 3, 3, 3])

    assert apportion(claims, 10, Method.DHONDT).seats["party 0"] == 10


@given(numbers, houses, st.sampled_from(Method), st.integers(2, 9))
def test_only_proportions_matter(values, seats, method, times):
    grown = [value * times for value in values]

    assert apportion(claims_of(grown), seats, method) == apportion(claims_of(values), seats, method)


@pytest.mark.parametrize("method", Method)
def test_the_order_of_the_parties_decides_nothing(method):
    claims = claims_of([400, 400, 230, 17])
    whole = apportion(claims, 9, method)

    for order in permutations(claims):
        found = apportion({name: claims[name] for name in order}, 9, method)
        assert found.seats == whole.seats
        assert set(found.tied) == set(whole.tied)


@pytest.mark.parametrize("method", Method)
def test_a_tie_is_reported_with_what_is_open(method):
    assert apportion(claims_of([10, 10, 10]), 4, method) == Apportionment(
        {"party 0": 1, "party 1": 1, "party 2": 1}, ("party 0", "party 1", "party 2"), 1
    )


@given(numbers, st.integers(20, 60), st.sampled_from(Method))
def test_what_is_assured_is_given_and_a_cap_holds(values, seats, method):
    claims = claims_of([value + 1 for value in values], least=2, most=seats)
    found = apportion(claims, seats, method)

    assert min(found.seats.values()) >= 2
    assert sum(found.seats.values()) + found.open_seats == seats


@pytest.mark.parametrize("method", Method)
def test_a_capped_party_leaves_seats_to_the_others(method):
    claims = {"large": Claim(90, most=3), "middle": Claim(6), "small": Claim(4)}
    found = apportion(claims, 10, method)

    assert found.seats["large"] == 3
    assert sum(found.seats.values()) == 10


def test_assured_seats_beyond_the_quota_are_taken_from_the_largest_surplus():
    claims = {"a": Claim(60), "b": Claim(38), "c": Claim(1, least=1), "d": Claim(1, least=1)}

    assert apportion(claims, 10, Method.HAMILTON).seats == {"a": 5, "b": 3, "c": 1, "d": 1}


def test_a_tie_over_who_gives_a_seat_back_is_reported():
    claims = {"a": Claim(49), "b": Claim(49), "c": Claim(1, least=1), "d": Claim(1, least=1)}
    found = apportion(claims, 9, Method.HAMILTON)

    assert found == Apportionment({"a": 3, "b": 3, "c": 1, "d": 1}, ("a", "b"), 1)


def test_a_party_below_the_threshold_keeps_what_it_is_assured():
    claims = {"a": Claim(70), "b": Claim(27), "c": Claim(3, least=1), "d": Claim(0)}

    found = apportion(claims, 11, Method.SAINTE_LAGUE, threshold=Fraction(1, 20))

    assert found.seats == {"a": 7, "b": 3, "c": 1, "d": 0}


@pytest.mark.parametrize(
    ("claims", "seats"),
    [
        ({}, 3),
        (claims_of([0, 0]), 3),
        (claims_of([5, -1]), 3),
        (claims_of([5, 5], least=-1), 3),
        (claims_of([5, 5], least=2), 3),
        (claims_of([5, 5], least=2, most=1), 9),
        (claims_of([5, 5], most=1), 3),
    ],
)
@pytest.mark.parametrize("method", Method)
def test_what_cannot_be_shared_out_is_refused(claims, seats, method):
    with pytest.raises(ImpossibleApportionment):
        apportion(claims, seats, method)


def test_a_threshold_that_nobody_reaches_is_refused():
    with pytest.raises(ImpossibleApportionment) as refusal:
        apportion(claims_of([5, 5]), 3, threshold=Fraction(3, 5))

    assert refusal.value.facts == {"threshold": "3/5"}
