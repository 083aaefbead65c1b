from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import Share, Strictness

MORE, LEAST = Strictness.MORE_THAN, Strictness.AT_LEAST
shares = st.builds(
    Share,
    st.integers(1, 60).flatmap(lambda d: st.integers(1, d).map(lambda n: Fraction(n, d))),
    st.sampled_from(Strictness),
)


# Robert's Rules, DOMAIN: full membership 37 and 36; quorum of 42; a majority of 1, 2 and 3.
@pytest.mark.parametrize(
    ("base", "fraction", "strictness", "needed"),
    [
        (37, "1/2", MORE, 19),
        (37, "2/3", LEAST, 25),
        (37, "1/4", LEAST, 10),
        (36, "1/2", MORE, 19),
        (36, "2/3", LEAST, 24),
        (36, "1/4", LEAST, 9),
        (42, "1/2", MORE, 22),
        (42, "1/2", LEAST, 21),
        (16, "1/2", LEAST, 8),
        (16, "1/2", MORE, 9),
        (1, "1/2", MORE, 1),
        (2, "1/2", MORE, 2),
        (3, "1/2", MORE, 2),
        (81, "1/2", MORE, 41),
        (60, "1/3", LEAST, 20),
        (61, "1/3", LEAST, 21),
        (5, "1/1", LEAST, 5),
    ],
)
def test_the_smallest_number_that_reaches_a_share(base, fraction, strictness, needed):
    assert Share(Fraction(fraction), strictness).needed(base) == needed


@pytest.mark.parametrize("strictness", Strictness)
def test_a_share_of_nothing_still_needs_one(strictness):
    assert Share(Fraction(2, 3), strictness).needed(0) == 1


@given(shares, st.integers(1, 5_000))
def test_needed_reaches_the_share_and_one_less_does_not(share, base):
    def reaches(number):
        part = Fraction(number, base)
        return part > share.fraction if share.strictness is MORE else part >= share.fraction

    needed = share.needed(base)

    assert reaches(needed)
    assert needed == 1 or not reaches(needed - 1)


@given(shares, st.integers(0, 5_000))
def test_needed_never_falls_when_the_base_grows(share, base):
    assert share.needed(base) <= share.needed(base + 1)


@pytest.mark.parametrize(
    ("fraction", "strictness", "expected"),
    [("1/2", MORE, True), ("2/4", MORE, True), ("1/2", LEAST, False), ("2/3", MORE, False)],
)
def test_half_and_more_than_half_are_two_rules(fraction, strictness, expected):
    assert Share(Fraction(fraction), strictness).is_more_than_half is expected
