from dataclasses import replace

import pytest

from council.rules.bylaws import AlternatePolicy
from deliberation.rules.substitution import (
    AlreadyActing,
    AlternatesUnknown,
    NotAnAlternate,
    StandIn,
    TitularPresent,
    WholeMeetingOnly,
    require_substitution,
)

FIT = StandIn("Ali", "Veli", holds_mandate=True, acts_elsewhere=False, titular_is_present=False)


@pytest.mark.parametrize(
    ("policy", "for_item"),
    [
        (AlternatePolicy.MEETING, False),
        (AlternatePolicy.ITEM, False),
        (AlternatePolicy.ITEM, True),
    ],
)
def test_an_alternate_takes_over_while_the_titular_member_is_away(policy, for_item):
    require_substitution(policy, FIT, for_item=for_item)


@pytest.mark.parametrize(
    ("policy", "changes", "for_item", "refusal"),
    [
        (AlternatePolicy.NONE, {}, False, AlternatesUnknown),
        (AlternatePolicy.MEETING, {}, True, WholeMeetingOnly),
        (AlternatePolicy.ITEM, {"holds_mandate": False}, True, NotAnAlternate),
        (AlternatePolicy.MEETING, {"acts_elsewhere": True}, False, AlreadyActing),
        (AlternatePolicy.MEETING, {"titular_is_present": True}, False, TitularPresent),
    ],
)
def test_an_alternate_does_not_take_over_otherwise(policy, changes, for_item, refusal):
    with pytest.raises(refusal):
        require_substitution(policy, replace(FIT, **changes), for_item=for_item)


def test_the_refusal_names_whose_seat_it_is():
    with pytest.raises(TitularPresent) as caught:
        require_substitution(
            AlternatePolicy.MEETING, replace(FIT, titular_is_present=True), for_item=False
        )

    assert caught.value.facts == {"name": "Veli"}
