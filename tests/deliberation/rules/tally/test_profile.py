import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.errors import ImpossibleCount
from deliberation.rules.tally.profile import Profile, SpoiltBallot, group, withdraw
from tests.deliberation.rules.tally.support import profile, rankings


@pytest.mark.parametrize("ranking", [(), ("a", "a"), ("a", "z")])
def test_a_ballot_that_names_nobody_somebody_twice_or_a_stranger_is_refused(ranking):
    with pytest.raises(SpoiltBallot):
        Profile(("a", "b"), 1, {ranking: 1})


@pytest.mark.parametrize(
    ("candidates", "seats", "ballots"), [(("a", "b"), 0, 1), (("a", "a"), 1, 1), (("a",), 1, 0)]
)
def test_an_election_without_seat_or_with_one_name_twice_is_refused(candidates, seats, ballots):
    with pytest.raises(ImpossibleCount):
        Profile(candidates, seats, {("a",): ballots})


@given(st.lists(rankings()), st.randoms())
def test_the_order_of_the_ballots_does_not_matter(ballots, random):
    shuffled = random.sample(ballots, len(ballots))

    assert group(shuffled) == group(ballots)


def test_who_withdraws_before_the_count_was_never_there():
    before = profile(1, {"a b": 3, "b a": 2, "b": 4, "a c": 1}, "abc")

    assert withdraw(before, {"b"}) == profile(1, {"a": 5, "a c": 1}, "ac")
