from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import PRESETS, QuorumBasis, parse
from deliberation.rules.electorate import Electorate
from deliberation.rules.quorum import (
    InquorateMeeting,
    QuorumFinding,
    find_quorum,
    quorum_needed,
    require_quorum,
)
from tests.deliberation.rules.support import KENT, share

BEIRAT = parse(PRESETS["migrantenbeirat"])
WITHOUT_SECOND_CALL = replace(KENT.quorum, second_call=None)
A_QUARTER = replace(
    KENT.quorum, second_call=replace(KENT.quorum.second_call, share=share(">= 1/4"))
)


@pytest.mark.parametrize(
    ("text", "entitled", "needed"),
    [("> 1/2", 42, 22), (">= 1/2", 42, 21), ("> 1/2", 37, 19), ("> 1/2", 0, 1), (">= 1/2", 0, 1)],
)
def test_half_and_more_than_half_are_two_rules(text, entitled, needed):
    rule = replace(KENT.quorum, share=share(text))

    assert quorum_needed(rule, entitled=entitled) == needed


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        (KENT.quorum, 14),
        (A_QUARTER, 15),
        (WITHOUT_SECOND_CALL, 31),
        (BEIRAT.quorum, 1),
    ],
)
def test_a_second_call_has_a_quorum_of_its_own(rule, needed):
    assert quorum_needed(rule, entitled=60, second_call=True, executive_size=7) == needed


def test_the_first_call_does_not_look_at_the_executive_board():
    assert quorum_needed(KENT.quorum, entitled=60, executive_size=40) == 31


@pytest.mark.parametrize(
    ("basis", "needed"), [(QuorumBasis.ENTIRE_MEMBERSHIP, 31), (QuorumBasis.FILLED_SEATS, 26)]
)
def test_vacant_seats_count_only_where_the_basis_says_so(basis, needed):
    voters = Electorate(entitled=50, present=30, entire_membership=60, filled_seats=50)

    found = find_quorum(replace(KENT.quorum, basis=basis), voters)

    assert (found.needed, found.met) == (needed, needed <= 30)


def test_an_inquorate_meeting_says_how_many_are_missing():
    with pytest.raises(InquorateMeeting) as refusal:
        require_quorum(QuorumFinding(present=18, entitled=42, needed=22))

    assert refusal.value.facts == {"present": 18, "needed": 22, "missing": 4}


def test_a_quorum_exactly_reached_is_met():
    found = QuorumFinding(present=22, entitled=42, needed=22)

    require_quorum(found)

    assert (found.met, found.missing) == (True, 0)


@given(st.integers(0, 200), st.integers(0, 200), st.booleans(), st.integers(0, 20))
def test_one_more_member_never_loses_the_quorum(present, seats, second_call, executive):
    def find(here):
        voters = Electorate(seats, here, seats, seats)
        return find_quorum(KENT.quorum, voters, second_call=second_call, executive_size=executive)

    assert find(present).met <= find(present + 1).met


@given(st.integers(0, 500))
def test_a_quorum_never_falls_when_the_membership_grows(entitled):
    less, more = (quorum_needed(KENT.quorum, entitled=n) for n in (entitled, entitled + 1))

    assert less <= more
