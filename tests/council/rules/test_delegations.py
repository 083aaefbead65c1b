"""Whom an organisation must send, compared with trying every way to fill its vacant places."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.delegations import (
    Balance,
    NoWomanSent,
    UnevenDelegation,
    can_hold,
    fitting,
    require_balance,
)
from council.rules.targets import Group

W, M, X = Group.WOMEN, Group.MEN, None
SENT = st.lists(st.sampled_from([W, M, X]), max_size=5)


@pytest.mark.parametrize(
    ("balance", "sent", "places", "holds"),
    [
        (Balance.ONE_WOMAN, [M, M], 2, False),
        (Balance.ONE_WOMAN, [M, W], 2, True),
        (Balance.ONE_WOMAN, [M], 2, True),  # the other place can be a woman's
        (Balance.ONE_WOMAN, [M], 1, True),  # one delegate alone: nothing is asked
        (Balance.ONE_WOMAN, [M, X], 2, False),  # what is not said fills nothing
        (Balance.EVEN, [M], 1, True),
        (Balance.EVEN, [M, M], 2, False),
        (Balance.EVEN, [W, W], 2, False),
        (Balance.EVEN, [M, M], 3, True),
        (Balance.EVEN, [M, W, M], 3, True),
        (Balance.EVEN, [M, M, M, W], 4, False),
        (Balance.NONE, [M, M, M], 3, True),
    ],
)
def test_what_the_rules_allow(balance, sent, places, holds):
    assert can_hold(balance, sent, places) is holds


def holds_now(balance, sent, places):
    if places < 2 or balance is Balance.NONE:
        return True
    women, men = sent.count(W), sent.count(M)
    return women >= 1 if balance is Balance.ONE_WOMAN else abs(women - men) <= 1


@given(st.sampled_from(Balance), SENT, st.integers(0, 3))
def test_a_rule_can_hold_if_some_way_to_fill_the_vacant_places_keeps_it(balance, sent, vacant):
    places = len(sent) + vacant
    ways = product([W, M, X], repeat=vacant)

    assert can_hold(balance, sent, places) is any(
        holds_now(balance, [*sent, *way], places) for way in ways
    )


@given(st.sampled_from(Balance), SENT)
def test_whoever_fits_leaves_the_rule_possible_and_nobody_is_kept_out_in_vain(balance, coming):
    places = len(coming)
    fits = fitting(balance, [], coming, places)
    chosen = [one for one, fit in zip(coming, fits, strict=True) if fit]

    assert can_hold(balance, chosen, places)
    assert all(fits) is can_hold(balance, coming, places)


@pytest.mark.parametrize(
    ("balance", "sent", "refusal"),
    [
        (Balance.ONE_WOMAN, [M, M], NoWomanSent),
        (Balance.EVEN, [M, M], NoWomanSent),
        (Balance.EVEN, [W, W], UnevenDelegation),
        (Balance.EVEN, [M, M, M, W], UnevenDelegation),
    ],
)
def test_the_refusal_says_what_is_missing(balance, sent, refusal):
    with pytest.raises(refusal):
        require_balance(balance, sent, len(sent))
