"""Meek counts: published to the ninth place, and a second counter with exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.meek import UNIT, meek_stv
from deliberation.rules.tally.profile import Profile
from deliberation.rules.tally.scottish import scottish_stv
from deliberation.rules.tally.ties import NeedlessRuling, Ruling, SettledBy, Tie, TieAbout
from tests.deliberation.rules.tally.support import decimals, profile, profiles, published, unhurried

LOT = ElectionTie.LOT


def shown(numbers, names):
    return [decimals(numbers[name], UNIT) for name in names]


def settled(election):
    drawn = []
    while (sheet := meek_stv(election, LOT, drawn)).open_tie is not None:
        drawn.append(Ruling(sheet.open_tie.among))
    return sheet


def test_the_example_of_voting_matters_12_is_counted_as_published():
    sheet = meek_stv(published("voting-matters-12"), LOT, [Ruling(("X", "Y", "Z"))])

    first, second, third = sheet.rounds
    assert decimals(first.quota, UNIT) == "1000.750000001"
    assert first.elected == ("A", "B")
    assert shown(second.votes, "AXYZ") == [
        "1000.750000126", "667.166666686", "667.166666562", "667.166666500",
    ]  # fmt: skip
    assert shown(second.keep, "AB") == ["0.999749750", "0.999749750"]
    assert (decimals(second.surplus, UNIT), second.excluded) == ("0.000000250", ("X",))
    assert decimals(third.quota, UNIT) == "800.580647027"
    assert shown(third.votes, "AYZ") == ["800.584418564", "800.596982770", "800.556768208"]
    assert decimals(third.exhausted, UNIT) == "800.677411894"
    assert third.elected == ("Y",)
    assert (sheet.elected, sheet.filled) == (("A", "B", "Y"), ())


def test_castor_pollux_and_helen_are_counted_as_published():
    sheet = meek_stv(published("castor-pollux-helen"), LOT)

    last = sheet.rounds[-1]
    assert shown(last.votes, ["Castor", "Pollux", "Helen"]) == [
        "2.000000004", "1.999999996", "2.000000000",
    ]  # fmt: skip
    assert decimals(last.keep["Castor"], UNIT) == "0.500000001"
    assert (last.excluded, sheet.filled) == (("Pollux",), ("Helen",))
    assert sheet.elected == ("Castor", "Helen")


def test_those_whom_the_surplus_could_turn_round_are_equal():
    waiting = meek_stv(published("voting-matters-12"), LOT)

    assert waiting.open_tie == Tie(TieAbout.EXCLUSION, ("X", "Y", "Z"), 1)
    assert (waiting.elected, waiting.filled) == (("A", "B"), ())


def test_the_lot_is_on_the_sheet():
    sheet = meek_stv(profile(1, {"a": 1, "b": 1}), LOT, [Ruling(("a", "b"))])

    assert sheet.rounds[0].ties == (Tie(TieAbout.EXCLUSION, ("a", "b"), 1, ("a",), SettledBy.LOT),)
    assert sheet.elected == ("b",)


def test_a_lot_that_nobody_asked_for_is_refused():
    with pytest.raises(NeedlessRuling):
        meek_stv(profile(1, {"a": 2, "b": 1}), LOT, [Ruling(("a", "b"))])


def test_without_a_contest_there_is_no_round():
    sheet = meek_stv(profile(2, {"a": 2, "b": 1}), LOT)

    assert (sheet.rounds, sheet.elected, sheet.filled) == ((), ("a", "b"), ("a", "b"))


def test_meek_and_scotland_can_elect_different_people():
    """By hand: in Scotland d gets 4 · 2/5 = 1.6 and is excluded before a, who has 2.

    With Meek the quota is 7/3, so b keeps 7/15 and d gets 4 · 8/15 = 2.13, which is more than 2.
    """
    election = profile(2, {"b d": 4, "b c": 1, "a": 2})

    assert scottish_stv(election, LOT).elected == ("b", "a")
    assert meek_stv(election, LOT).elected == ("b", "d")


@unhurried
@given(profiles(most=25))
def test_no_vote_is_lost_or_made(election):
    for each in settled(election).rounds:
        assert sum(each.votes.values()) + each.exhausted == election.valid * UNIT


@unhurried
@given(profiles())
def test_as_many_are_elected_as_there_are_seats(election):
    assert len(set(settled(election).elected)) == election.seats


@unhurried
@given(profiles(most=15))
def test_doubling_all_ballots_changes_nothing_but_by_roundings(election):
    doubled = {ranking: 2 * k for ranking, k in election.papers.items()}
    twice = settled(Profile(election.candidates, election.seats, doubled))
    once = settled(election)

    if not any(each.ties for each in (*once.rounds, *twice.rounds)):
        assert twice.elected == once.elected


@unhurried
@given(profiles(most=12))
def test_the_first_shares_are_those_of_exact_fractions(election):
    """Until somebody is elected nothing is kept back: first preferences, and the quota."""
    first = next(iter(settled(election).rounds), None)
    if first is not None:
        votes = dict.fromkeys(election.candidates, 0)
        for ranking, ballots in election.papers.items():
            votes[ranking[0]] += ballots
        quota = Fraction(election.valid, election.seats + 1)

        assert first.votes == {name: each * UNIT for name, each in votes.items()}
        assert 0 < Fraction(first.quota, UNIT) - quota <= Fraction(1, UNIT)
