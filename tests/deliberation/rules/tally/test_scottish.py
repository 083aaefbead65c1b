"""Scottish counts: published ones, some by hand, and a second counter that moves single papers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.profile import Profile, withdraw
from deliberation.rules.tally.scottish import (
    UNIT,
    AlreadyElected,
    Withdrawal,
    droop_quota,
    scottish_stv,
)
from deliberation.rules.tally.sheet import Act, Transfer
from deliberation.rules.tally.ties import NeedlessRuling, Ruling, SettledBy, Tie, TieAbout
from tests.deliberation.rules.tally.support import (
    NAMES,
    decimals,
    profile,
    profiles,
    published,
    unhurried,
)

LOT = ElectionTie.LOT


def rulings(*orders):
    return [Ruling(tuple(order)) for order in orders]


def shown(sheet, number, names):
    """Write the votes of some candidates at the end of a stage, counted from 1."""
    votes = sheet.stages[number - 1].votes
    return [decimals(votes[name], UNIT) for name in names]


def settled(election):
    """Count to the end, drawing each lot by name: the trace says so."""
    drawn = []
    while (sheet := scottish_stv(election, LOT, drawn)).open_tie is not None:
        drawn.append(Ruling(sheet.open_tie.among))
    return sheet


def test_a_real_election_is_counted_as_published():
    drawn = rulings("FJKL", "JKL", "KL")

    sheet = scottish_stv(published("steering-committee-2005"), LOT, drawn)

    assert decimals(sheet.droop_quota, UNIT) == "19.00000"
    assert shown(sheet, 2, "ABCDEGHIM") == [
        "6.84848", "3.42424", "8.42424", "22.00000", "2.42424", "19.00000", "12.45448", "1.42424",
        "18.00000",
    ]  # fmt: skip
    assert shown(sheet, 3, "ABCDEGHIM") == [
        "7.80300", "3.56060", "9.24240", "19.00000", "2.69696", "19.00000", "12.72720", "1.42424",
        "18.54544",
    ]  # fmt: skip
    assert shown(sheet, 9, "ABCHM") == ["8.80300", "3.69696", "9.24240", "14.57568", "19.68180"]
    assert shown(sheet, 10, "ABCHM") == ["9.01084", "3.95360", "9.45496", "14.57568", "19.00000"]
    assert shown(sheet, 12, "ABCH") == ["0.00000", "0.00000", "16.62204", "16.59988"]
    assert shown(sheet, 13, "CDGHM") == ["18.59172", "19.00000", "19.00000", "0.00000", "19.00000"]
    assert decimals(sheet.stages[-1].exhausted, UNIT) == "18.40808"
    assert (sheet.elected, sheet.stages[-1].filled) == (("G", "D", "M", "C"), ("C",))


def test_a_real_election_without_one_who_withdrew_is_counted_as_published():
    election = withdraw(published("steering-committee-2005"), {"D"})

    sheet = scottish_stv(election, LOT, rulings("FJKL", "JKL", "KL"))

    assert shown(sheet, 3, "ABCEHIM") == [
        "14.48566", "4.83806", "15.02852", "5.39043", "14.79992", "1.45714", "19.00000",
    ]  # fmt: skip
    assert shown(sheet, 10, "ACH") == ["18.15227", "18.02852", "17.80943"]
    assert shown(sheet, 11, "ACGM") == ["21.06655", "18.48566", "19.00000", "19.00000"]
    assert decimals(sheet.stages[-1].exhausted, UNIT) == "16.44752"
    assert sheet.elected == ("G", "M", "A", "C")


def test_the_most_recent_difference_decides_a_tie():
    sheet = scottish_stv(published("most-recent-difference"), LOT)

    assert [stage.sources for stage in sheet.stages] == [(), ("A",), ("B",), ("C",)]
    assert sheet.stages[2].ties == (
        Tie(TieAbout.EXCLUSION, ("B", "C"), 1, ("B",), SettledBy.EARLIER_STAGE, 1),
    )
    assert sheet.elected == ("D", "E")


def test_every_transfer_is_on_the_sheet():
    election = profile(2, {"a b": 4, "a c": 3, "a": 2, "b": 1, "c": 2}, "abcd")

    sheet = scottish_stv(election, LOT)

    assert sheet.droop_quota == 5 * UNIT
    assert sheet.stages[1] == replace(
        sheet.stages[1],
        act=Act.SURPLUS,
        sources=("a",),
        transfers=(Transfer("b", 4, 44444), Transfer("c", 3, 44444), Transfer(None, 2, 44444)),
        votes={"a": 500000, "b": 277776, "c": 333332, "d": 0},
        exhausted=88888,
        ignored=4,
    )
    assert [stage.excluded for stage in sheet.stages] == [(), (), ("d",), ("b",)]
    assert sheet.elected == ("a", "c")


def test_a_paper_passed_on_twice_is_worth_what_it_brought_times_the_surplus():
    election = profile(3, {"a b c": 10, "b c": 2, "c": 1, "d": 3})

    sheet = scottish_stv(election, LOT)

    assert sheet.stages[1].transfers == (Transfer("b", 10, 50000),)
    assert sheet.stages[2].transfers == (Transfer("c", 2, 28571), Transfer("c", 10, 14285))


def test_a_tie_that_no_stage_tells_apart_waits_for_the_lot():
    election = profile(1, {"a": 2, "b": 2, "c": 1})

    waiting = scottish_stv(election, LOT)
    decided = scottish_stv(election, LOT, rulings("ba"))

    assert waiting.open_tie == Tie(TieAbout.EXCLUSION, ("a", "b"), 1)
    assert (waiting.elected, len(waiting.stages)) == ((), 2)
    assert decided.stages[2].ties == (
        Tie(TieAbout.EXCLUSION, ("a", "b"), 1, ("b",), SettledBy.LOT),
    )
    assert decided.elected == ("a",)


def test_equal_surpluses_wait_for_the_lot_too():
    election = profile(3, {"a c": 5, "b d": 5, "c": 1, "d": 1})

    assert scottish_stv(election, LOT).open_tie == Tie(TieAbout.SURPLUS, ("a", "b"), 1)
    assert scottish_stv(election, LOT, rulings("ba")).stages[1].sources == ("b",)


def test_where_people_vote_again_the_tie_ends_the_count():
    sheet = scottish_stv(profile(1, {"a": 1, "b": 1}), ElectionTie.REVOTE)

    assert (sheet.open_tie, sheet.elected) == (Tie(TieAbout.EXCLUSION, ("a", "b"), 1), ())


def test_a_lot_that_nobody_asked_for_is_refused():
    with pytest.raises(NeedlessRuling):
        scottish_stv(profile(1, {"a": 2, "b": 1}), LOT, rulings("ab"))


def test_as_many_candidates_as_seats_are_all_elected():
    sheet = scottish_stv(profile(3, {"a": 5, "b": 1}, "abc"), LOT)

    assert (sheet.elected, sheet.stages[0].filled) == (("a", "b", "c"), ("b", "c"))


def test_fewer_candidates_than_seats_leave_seats_free():
    assert scottish_stv(profile(3, {"a": 5}), LOT).elected == ("a",)


def test_without_a_single_ballot_the_lot_decides():
    sheet = scottish_stv(Profile(("a", "b"), 1, {}), LOT)

    assert sheet.open_tie == Tie(TieAbout.EXCLUSION, ("a", "b"), 1)


def test_who_withdraws_during_the_count_passes_their_papers_on():
    election = profile(1, {"a": 4, "b c": 3, "c": 2})

    sheet = scottish_stv(election, LOT, withdrawals=[Withdrawal("b", 1)])

    assert (sheet.stages[1].act, sheet.stages[1].excluded) == (Act.WITHDRAWAL, ("b",))
    assert sheet.elected == ("c",)


def test_who_is_out_already_can_withdraw_without_effect():
    election = profile(1, {"a": 4, "b c": 3, "c": 2})

    assert scottish_stv(election, LOT, withdrawals=[Withdrawal("c", 2)]) == scottish_stv(
        election, LOT
    )


def test_who_is_elected_cannot_withdraw_from_the_count():
    election = profile(2, {"a b": 6, "b": 3, "c": 2})

    with pytest.raises(AlreadyElected):
        scottish_stv(election, LOT, withdrawals=[Withdrawal("a", 1)])


@unhurried
@given(profiles())
def test_no_vote_is_lost_or_made(election):
    sheet = settled(election)

    for stage in sheet.stages:
        standing = sum(stage.votes.values())
        assert standing + stage.exhausted + stage.ignored == election.valid * UNIT


@unhurried
@given(profiles())
def test_as_many_are_elected_as_there_are_seats(election):
    sheet = settled(election)

    assert len(set(sheet.elected)) == len(sheet.elected) == election.seats
    assert sheet.droop_quota == droop_quota(election.valid, election.seats) * UNIT


@unhurried
@given(profiles(), st.permutations(NAMES))
def test_no_name_is_better_than_another(election, order):
    renamed = dict(zip(NAMES, order, strict=True))
    papers = {tuple(renamed[n] for n in ranking): k for ranking, k in election.papers.items()}
    drawn = []
    while (sheet := scottish_stv(election, LOT, drawn)).open_tie is not None:
        drawn.append(Ruling(sheet.open_tie.among))
    same_lots = [Ruling(tuple(renamed[name] for name in each.order)) for each in drawn]

    other = scottish_stv(replace(election, papers=papers), LOT, same_lots)

    assert set(other.elected) == {renamed[name] for name in sheet.elected}


@unhurried
@given(st.integers(1, 30), st.integers(0, 60), st.integers(1, 3))
def test_a_group_with_so_many_quotas_has_so_many_seats(others, members, seats):
    """Who all rank a, b and c before anybody else get the seats their number is worth."""
    papers = {"a b c": members, "d e f": others}
    election = profile(seats, {ranking: k for ranking, k in papers.items() if k}, NAMES)
    owed = min(members // droop_quota(election.valid, seats), 3)

    assert len(set(settled(election).elected) & set("abc")) >= owed


@unhurried
@given(profiles(most=25))
def test_a_second_counter_that_moves_single_papers_agrees(election):
    sheet = settled(election)

    assert by_single_papers(election, sheet) == set(sheet.elected)


def by_single_papers(election, sheet):
    """Count with exact fractions and one paper after the other, looking up only the lots."""
    papers = [[list(r), Fraction(1)] for r, k in election.papers.items() for _ in range(k)]
    order = iter([stage.sources[0] for stage in sheet.stages[1:]])
    quota, elected, pending = len(papers) // (election.seats + 1) + 1, set(), set()
    left = set(election.candidates)
    votes = {name: sum(w for r, w in papers if r[0] == name) for name in left}
    while True:
        reached = {name for name in left if votes[name] >= quota}
        elected, pending, left = elected | reached, pending | reached, left - reached
        pending -= {name for name in pending if votes[name] == quota}
        if len(left) <= election.seats - len(elected):
            return elected | left
        if len(elected) == election.seats:
            return elected
        source = next(order)
        extreme = max(votes[n] for n in pending) if pending else min(votes[n] for n in left)
        assert source in (pending or left)
        assert votes[source] == extreme
        share = Fraction(extreme - quota, 1) / extreme if pending else None
        pending, left = pending - {source}, left - {source}
        for paper in papers:
            ranking, worth = paper
            if ranking and ranking[0] == source:
                kept = worth if share is None else worth * share
                paper[1] = Fraction(int(kept * UNIT), UNIT)
                while ranking and ranking[0] not in left:
                    ranking.pop(0)
                if ranking:
                    votes[ranking[0]] += paper[1]
        votes[source] = quota if share is not None else 0
