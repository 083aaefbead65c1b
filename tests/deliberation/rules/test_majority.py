import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import AbsentBloc, Basis, TieRule
from council.rules.errors import ImpossibleCount
from deliberation.rules.majority import (
    BlocCount,
    BlocVerdict,
    Choice,
    Tally,
    Tie,
    base_of,
    find_bloc,
    find_majority,
    resolve_tie,
    tally_of,
)
from tests.deliberation.rules.support import concurrent, electorate, majority

CAST, PRESENT, MEMBERSHIP = Basis.VOTES_CAST, Basis.MEMBERS_PRESENT, Basis.ENTIRE_MEMBERSHIP
TAKING_PART, SPOILT = Basis.VOTES_CAST_AND_ABSTENTIONS, Basis.VOTES_CAST_AND_SPOILT
FILLED = Basis.FILLED_SEATS
choices = st.lists(st.sampled_from(Choice), max_size=40)
rules = st.builds(
    majority,
    st.sampled_from(["> 1/2", ">= 1/2", ">= 2/3", "> 2/3", ">= 3/4", ">= 3/5", ">= 1/1"]),
    st.sampled_from(Basis),
    st.sampled_from([None, ">= 1/4"]),
)


@pytest.mark.parametrize(
    ("text", "basis", "tally", "base", "needed", "reached"),
    [
        # DOMAIN §5: nothing in favour never carries, also under two thirds.
        ("> 1/2", CAST, Tally(0, 0, 0), 0, 1, False),
        (">= 2/3", CAST, Tally(0, 0, 0), 0, 1, False),
        (">= 1/1", CAST, Tally(0, 0, 0), 0, 1, False),
        # Half and more than half.
        ("> 1/2", CAST, Tally(8, 8), 16, 9, False),
        (">= 1/2", CAST, Tally(8, 8), 16, 8, True),
        # All abstain.
        ("> 1/2", CAST, Tally(0, 0, 30), 0, 1, False),
        ("> 1/2", TAKING_PART, Tally(0, 0, 30), 30, 16, False),
        # Abstentions count in the base only when the rule says so.
        ("> 1/2", CAST, Tally(10, 8, 12), 18, 10, True),
        ("> 1/2", TAKING_PART, Tally(10, 8, 12), 30, 16, False),
        ("> 1/2", PRESENT, Tally(10, 8, 12), 42, 22, False),
        # Robert's Rules: 100 entitled, 85 cast, 4 blank, 10 illegal: base 81, majority 41.
        ("> 1/2", SPOILT, Tally(41, 30, 4, 10), 81, 41, True),
        ("> 1/2", SPOILT, Tally(40, 31, 4, 10), 81, 41, False),
        # Kartal 2016: 34 taking part, 18 blank, 16 for: the base must be named.
        ("> 1/2", CAST, Tally(16, 0, 18), 16, 9, True),
        ("> 1/2", TAKING_PART, Tally(16, 0, 18), 34, 18, False),
        # Exactly two thirds is enough, one less is not.
        (">= 2/3", CAST, Tally(20, 10), 30, 20, True),
        (">= 2/3", CAST, Tally(19, 10), 29, 20, False),
        ("> 2/3", CAST, Tally(20, 10), 30, 21, False),
        (">= 1/1", CAST, Tally(9, 0, 3), 9, 9, True),
        (">= 1/1", CAST, Tally(9, 1), 10, 10, False),
    ],
)
def test_what_a_tally_means(text, basis, tally, base, needed, reached):
    found = find_majority(majority(text, basis), tally, electorate(100, present=42))

    assert (found.base, found.needed, found.reached) == (base, needed, reached)


# Worked checks: full membership 37 and 36; membership 1, 2 and 3.
@pytest.mark.parametrize(
    ("membership", "text", "needed"),
    [
        (37, "> 1/2", 19),
        (37, ">= 2/3", 25),
        (37, ">= 1/4", 10),
        (36, "> 1/2", 19),
        (36, ">= 2/3", 24),
        (36, ">= 1/4", 9),
        (1, "> 1/2", 1),
        (2, "> 1/2", 2),
        (3, "> 1/2", 2),
    ],
)
@pytest.mark.parametrize("basis", [MEMBERSHIP, FILLED])
def test_an_absolute_majority_is_counted_on_the_membership(membership, text, needed, basis):
    assert find_majority(majority(text, basis), Tally(), electorate(membership)).needed == needed


def test_vacant_seats_count_in_the_entire_membership():
    voters = electorate(entitled=50, membership=60, filled=50)

    assert base_of(MEMBERSHIP, Tally(), voters) == 60
    assert base_of(FILLED, Tally(), voters) == 50


def test_who_voted_and_left_was_present_at_the_vote():
    assert base_of(PRESENT, Tally(20, 3), electorate(42, present=18)) == 23


def test_a_decision_may_need_a_quarter_of_the_membership_besides():
    rule = majority("> 1/2", CAST, floor=">= 1/4")

    short = find_majority(rule, Tally(9, 2), electorate(37))
    enough = find_majority(rule, Tally(10, 2), electorate(37))

    assert (short.needed, short.floor, short.reached) == (10, 10, False)
    assert enough.reached


@pytest.mark.parametrize(
    ("text", "basis", "tally", "is_tie"),
    [
        ("> 1/2", CAST, Tally(10, 10, 3), True),
        ("> 1/2", CAST, Tally(10, 9), False),
        ("> 1/2", CAST, Tally(0, 0), False),
        (">= 1/2", CAST, Tally(10, 10), False),
        (">= 2/3", CAST, Tally(1, 1), False),
        ("> 1/2", PRESENT, Tally(10, 10), True),
        ("> 1/2", PRESENT, Tally(9, 9, 2), False),
    ],
)
def test_a_tie_is_half_for_and_half_against_where_more_than_half_is_needed(
    text, basis, tally, is_tie
):
    assert find_majority(majority(text, basis), tally, electorate(20)).is_tie is is_tie


def test_no_tie_without_the_share_of_the_membership():
    rule = majority("> 1/2", CAST, floor=">= 1/4")

    assert not find_majority(rule, Tally(5, 5), electorate(40)).is_tie
    assert find_majority(rule, Tally(10, 10), electorate(40)).is_tie


YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


@pytest.mark.parametrize(
    ("rule", "casting", "chair", "tie"),
    [
        (TieRule.LOST, YES, YES, Tie.LOST),
        (TieRule.CASTING_VOTE, YES, NO, Tie.CASTING_VOTE_FOR),
        (TieRule.CASTING_VOTE, NO, YES, Tie.CASTING_VOTE_AGAINST),
        (TieRule.CASTING_VOTE, ABSTAIN, YES, Tie.LOST),
        (TieRule.CASTING_VOTE, None, YES, Tie.CASTING_VOTE_AWAITED),
        (TieRule.CHAIR_SIDE, None, YES, Tie.CHAIR_SIDE_FOR),
        (TieRule.CHAIR_SIDE, None, NO, Tie.CHAIR_SIDE_AGAINST),
        (TieRule.CHAIR_SIDE, YES, ABSTAIN, Tie.CHAIR_TOOK_NO_SIDE),
        (TieRule.CHAIR_SIDE, None, None, Tie.CHAIR_TOOK_NO_SIDE),
        (TieRule.REVOTE, None, None, Tie.REVOTE),
        (TieRule.NEXT_MEETING, None, None, Tie.NEXT_MEETING),
    ],
)
def test_a_tie_is_resolved_by_the_rule_and_never_by_order(rule, casting, chair, tie):
    assert resolve_tie(rule, casting_vote=casting, chair_vote=chair) is tie


# Northern Ireland Act 1998 s.4(5): on 2 November 2001 29 of 59 unionists were in favour, which
# failed parallel consent and would have passed the weighted model; on 6 November 31 of 60 and 38
# of 38 were.
@pytest.mark.parametrize(
    ("text", "tally", "verdict"),
    [
        ("> 1/2", Tally(29, 30), BlocVerdict.LOST),
        (">= 2/5", Tally(29, 30), BlocVerdict.CARRIED),
        ("> 1/2", Tally(31, 29), BlocVerdict.CARRIED),
        ("> 1/2", Tally(38, 0), BlocVerdict.CARRIED),
        ("> 1/2", Tally(0, 0, 5), BlocVerdict.LOST),
    ],
)
def test_a_bloc_consents_by_a_share_of_its_own(text, tally, verdict):
    count = BlocCount("unionists", tally, electorate(60))

    found = find_bloc(concurrent("unionists", text=text), count, second_call=False)

    assert (found.verdict, found.consents) == (verdict, verdict is BlocVerdict.CARRIED)


@pytest.mark.parametrize(
    ("absent", "second_call", "verdict"),
    [
        (AbsentBloc.BLOCKS, False, BlocVerdict.ABSENT),
        (AbsentBloc.BLOCKS, True, BlocVerdict.ABSENT),
        (AbsentBloc.WAIVED, False, BlocVerdict.WAIVED),
        (AbsentBloc.WAIVED_ON_SECOND_CALL, False, BlocVerdict.ABSENT),
        (AbsentBloc.WAIVED_ON_SECOND_CALL, True, BlocVerdict.WAIVED),
    ],
)
def test_an_absent_bloc_blocks_or_is_passed_over(absent, second_call, verdict):
    count = BlocCount("host", Tally(), electorate(12, present=0))

    found = find_bloc(concurrent("host", absent=absent), count, second_call=second_call)

    assert (found.verdict, found.consents) == (verdict, verdict is BlocVerdict.WAIVED)


def test_a_bloc_that_voted_and_left_is_not_absent():
    count = BlocCount("host", Tally(3, 1), electorate(12, present=0))

    found = find_bloc(concurrent("host"), count, second_call=False)

    assert found.verdict is BlocVerdict.CARRIED


@pytest.mark.parametrize("field", ["in_favour", "against", "abstentions", "spoilt"])
def test_fewer_than_no_ballots_are_impossible(field):
    with pytest.raises(ImpossibleCount) as refusal:
        Tally(**{field: -1})

    assert refusal.value.facts == {"ballots": -1, "entitled": 0}


@given(choices, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_does_not_matter(ballots, random):
    assert tally_of(random.sample(ballots, len(ballots))) == tally_of(ballots)


@given(choices)
def test_every_ballot_is_counted_once(ballots):
    assert tally_of(ballots).handed_in == len(ballots)


@given(choices, rules)
def test_needed_is_the_smallest_number_that_carries_on_this_base(ballots, rule):
    tally = tally_of(ballots)
    found = find_majority(rule, tally, electorate(50))

    assert found.reached is (tally.in_favour >= found.needed)
    assert found.needed >= 1


@given(choices, rules)
def test_one_more_yes_never_hurts(ballots, rule):
    before = find_majority(rule, tally_of(ballots), electorate(50))
    after = find_majority(rule, tally_of([*ballots, Choice.YES]), electorate(50))

    assert before.reached <= after.reached


@given(choices, rules)
def test_turning_a_no_into_a_yes_never_hurts(ballots, rule):
    before = find_majority(rule, tally_of([*ballots, Choice.NO]), electorate(50))
    after = find_majority(rule, tally_of([*ballots, Choice.YES]), electorate(50))

    assert before.reached <= after.reached
