from random import Random

from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import AlternatePolicy
from deliberation.rules.electorate import Electorate
from deliberation.rules.roll import RollLine, SeatFacts, VotingRight, build_roll

HOST, NEWCOMERS = "host", "newcomers"


def voters(roll):
    return [(line.seat, line.voter) for line in roll.lines]


def test_members_present_and_absent_are_on_the_roll():
    roll = build_roll([SeatFacts(1, HOST, 10), SeatFacts(2, NEWCOMERS, 20)], present={10})

    assert roll.lines == (
        RollLine(10, 1, HOST, is_present=True, is_alternate=False),
        RollLine(20, 2, NEWCOMERS, is_present=False, is_alternate=False),
    )
    assert roll.electorate == Electorate(2, 1, 2, 2)
    assert roll.by_bloc == {HOST: Electorate(1, 1, 1, 1), NEWCOMERS: Electorate(1, 0, 1, 1)}


def test_an_alternate_votes_while_the_titular_member_is_absent():
    seat = SeatFacts(1, HOST, titular=10, alternates=(11, 12))

    assert build_roll([seat], present={12}).lines == (
        RollLine(12, 1, HOST, is_present=True, is_alternate=True),
    )


def test_an_alternate_does_not_vote_beside_the_titular_member():
    seat = SeatFacts(1, HOST, titular=10, alternates=(11,))

    assert voters(build_roll([seat], present={10, 11})) == [(1, 10)]


def test_an_alternate_does_not_vote_where_the_by_laws_know_none():
    seat = SeatFacts(1, HOST, titular=10, alternates=(11,))

    roll = build_roll([seat], present={11}, alternates=AlternatePolicy.NONE)

    assert voters(roll) == [(1, 10)]


def test_a_recused_member_leaves_every_whole():
    seats = [SeatFacts(n, HOST, 10 * n, alternates=(10 * n + 1,)) for n in (1, 2, 3)]

    roll = build_roll(seats, present={10, 11, 20}, recused={10})

    assert roll.electorate == Electorate(2, 1, 2, 2)
    assert voters(roll) == [(2, 20), (3, 30)]


def test_a_recused_alternate_does_not_act():
    seat = SeatFacts(1, HOST, titular=10, alternates=(11, 12))

    assert voters(build_roll([seat], present={11, 12}, recused={11})) == [(1, 12)]


def test_advisers_and_observers_have_a_voice_only():
    seats = [SeatFacts(1, HOST, 10), SeatFacts(2, HOST, 20, right=VotingRight.VOICE)]

    roll = build_roll(seats, present={10, 20})

    assert (voters(roll), roll.electorate) == ([(1, 10)], Electorate(1, 1, 1, 1))


def test_a_vacant_seat_counts_in_the_entire_membership_only():
    roll = build_roll([SeatFacts(1, "", 10), SeatFacts(2)], present={10})

    assert roll.electorate == Electorate(1, 1, entire_membership=2, filled_seats=1)
    assert roll.by_bloc == {}


def test_a_seat_without_a_titular_member_votes_through_its_alternate():
    assert voters(build_roll([SeatFacts(1, alternates=(11,))], present={11})) == [(1, 11)]


def test_a_person_with_two_seats_votes_for_the_first():
    seats = [SeatFacts(2, HOST, 10, alternates=(11,)), SeatFacts(1, HOST, 10)]

    assert voters(build_roll(seats, present={10})) == [(1, 10)]
    assert voters(build_roll(seats, present={10, 11})) == [(1, 10), (2, 11)]


def test_who_has_a_seat_of_their_own_acts_for_no_other():
    seats = [SeatFacts(1, HOST, 10, alternates=(20,)), SeatFacts(2, HOST, 20)]

    assert voters(build_roll(seats, present={20})) == [(1, 10), (2, 20)]


def test_an_alternate_of_two_seats_acts_for_one():
    seats = [SeatFacts(n, HOST, 10 * n, alternates=(99,)) for n in (1, 2)]

    assert voters(build_roll(seats, present={99})) == [(1, 99), (2, 20)]


people = st.integers(1, 12)
seat_lists = st.lists(
    st.builds(
        SeatFacts,
        seat=st.integers(1, 50),
        bloc=st.sampled_from(["", HOST, NEWCOMERS]),
        titular=st.none() | people,
        alternates=st.lists(people, max_size=3, unique=True).map(tuple),
        right=st.sampled_from(VotingRight),
    ),
    max_size=10,
    unique_by=lambda seat: seat.seat,
)


@given(seat_lists, st.sets(people), st.sets(people), st.sampled_from(AlternatePolicy))
def test_nobody_and_no_seat_counts_twice(seats, present, recused, policy):
    roll = build_roll(seats, present=present, recused=recused, alternates=policy)

    assert len({line.voter for line in roll.lines}) == len(roll.lines)
    assert len({line.seat for line in roll.lines}) == len(roll.lines)
    assert recused.isdisjoint(line.voter for line in roll.lines if not line.is_alternate)
    assert recused.isdisjoint(line.voter for line in roll.lines if line.is_alternate)


@given(seat_lists, st.sets(people), st.sets(people))
def test_no_part_is_greater_than_its_whole(seats, present, recused):
    roll = build_roll(seats, present=present, recused=recused)

    for whole in (roll.electorate, *roll.by_bloc.values()):
        assert whole.present <= whole.entitled <= whole.filled_seats <= whole.entire_membership


@given(seat_lists, st.sets(people), st.randoms(use_true_random=False))
def test_the_order_of_the_seats_does_not_matter(seats, present, random: Random):
    shuffled = random.sample(seats, len(seats))

    assert build_roll(shuffled, present=present) == build_roll(seats, present=present)


@given(seat_lists, st.sets(people))
def test_an_alternate_is_there_and_the_titular_member_has_no_vote_for_the_seat(seats, present):
    by_seat = {seat.seat: seat for seat in seats}
    roll = build_roll(seats, present=present)
    own = {line.voter for line in roll.lines if not line.is_alternate}

    for line in roll.lines:
        if line.is_alternate:
            titular = by_seat[line.seat].titular
            assert line.is_present
            assert titular not in present or titular in own
