"""Duels: published examples, and definitions looked up by brute force for few candidates."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import ElectionTie
from council.rules.errors import ImpossibleCount
from deliberation.rules.tally.condorcet import ranked_pairs, schulze
from deliberation.rules.tally.pairwise import (
    Strength,
    TieredProfile,
    condorcet_winner,
    pairwise_counts,
    smith_set,
    wins,
)
from deliberation.rules.tally.profile import SpoiltBallot, group
from deliberation.rules.tally.scottish import scottish_stv
from deliberation.rules.tally.ties import NeedlessRuling, Ruling, Tie, TieAbout
from tests.deliberation.rules.tally.support import profile, unhurried

LOT = ElectionTie.LOT
VOTES, MARGINS = Strength
NAMES = "abcde"


def tiered(papers, candidates=None):
    """Read ``{"a bc d": 5}``: five ballots with a before b and c, who are equal, before d."""
    found = {tuple(tuple(t) for t in ranking.split()): k for ranking, k in papers.items()}
    named = sorted({name for ranking in found for tier in ranking for name in tier})
    return TieredProfile(tuple(candidates or named), found)


SCHULZE_1 = tiered(
    {
        "A C B E D": 5,
        "A D E C B": 5,
        "B E D A C": 8,
        "C A B E D": 3,
        "C A E B D": 7,
        "C B A D E": 2,
        "D C E B A": 7,
        "E B A D C": 8,
    }
)
TENNESSEE = tiered({"M N C K": 42, "N C K M": 26, "C K N M": 15, "K C N M": 17})
# The three who led; a ballot that names one of them has the other two behind.
BURLINGTON = {
    "M K W": 1332,
    "M W K": 767,
    "M": 455,
    "K M W": 2043,
    "K W M": 371,
    "K": 568,
    "W M K": 1513,
    "W K M": 495,
    "W": 1289,
}


def test_the_first_example_of_schulze():
    """M. Schulze (2011), example 1: duels, strongest paths, winner."""
    sheet = schulze(SCHULZE_1, VOTES, LOT)

    assert [sheet.counts["A", other] for other in "BCDE"] == [20, 26, 30, 22]
    assert [sheet.counts["E", other] for other in "ABCD"] == [23, 27, 21, 31]
    strongest = {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }
    assert sheet.strongest == {(a, b): n for a, row in strongest.items() for b, n in row.items()}
    assert (sheet.condorcet_winner, sheet.smith_set) == (None, ("A", "B", "C", "D", "E"))
    assert (sheet.winners, sheet.elected) == (("E",), "E")


@pytest.mark.parametrize("method", [schulze, ranked_pairs])
def test_the_capital_of_tennessee_is_nashville(method):
    sheet = method(TENNESSEE, VOTES, LOT)

    assert (sheet.condorcet_winner, sheet.smith_set, sheet.elected) == ("N", ("N",), "N")


@pytest.mark.parametrize("method", [schulze, ranked_pairs])
def test_burlington_2009_has_three_winners(method):
    """Plurality elects Wright, transfers elect Kiss, the duels Montroll; official duels."""
    sheet = method(tiered(BURLINGTON), VOTES, LOT)
    transfers = scottish_stv(profile(1, BURLINGTON), LOT)

    duels = [sheet.counts[pair] for pair in [("M", "K"), ("K", "M"), ("K", "W"), ("W", "K")]]
    assert duels == [4067, 3477, 4314, 4064]
    first = transfers.stages[0].votes
    assert (max(first, key=first.get), transfers.elected, sheet.elected) == ("W", ("K",), "M")


def test_the_strength_of_a_win_is_part_of_the_rule():
    """A circle: a beats b by 4 to 2, b beats c by 6 to 3, c beats a by 5 to 4."""
    circle = tiered({"a b": 4, "b c": 2, "c": 3})

    duels = schulze(circle, VOTES, LOT).counts
    assert [duels[x, y] for x, y in ("ab", "ba", "bc", "cb", "ca", "ac")] == [4, 2, 6, 3, 5, 4]
    for method in (schulze, ranked_pairs):
        assert (method(circle, VOTES, LOT).elected, method(circle, MARGINS, LOT).elected) == (
            "b",
            "a",
        )


def test_ranked_pairs_leaves_out_the_win_that_closes_the_circle():
    circle = tiered({"a b c": 8, "b c a": 6, "c a b": 4})

    sheet = ranked_pairs(circle, VOTES, LOT)

    assert sheet.locked == (("b", "c"), ("a", "b"))
    assert (sheet.winners, sheet.elected) == (("a",), "a")


def test_equally_strong_wins_that_exclude_each_other_wait_for_the_lot():
    circle = tiered({"a b c": 1, "b c a": 1, "c a b": 1})

    waiting = ranked_pairs(circle, VOTES, LOT)
    decided = ranked_pairs(circle, VOTES, LOT, [Ruling(("b", "a", "c"))])

    assert waiting.open_tie == Tie(TieAbout.ORDER, ("a", "b", "c"), 3)
    assert (waiting.winners, waiting.elected) == ((), None)
    assert decided.locked == (("b", "c"), ("a", "b"))
    assert decided.elected == "a"


@pytest.mark.parametrize("method", [schulze, ranked_pairs])
def test_several_winners_wait_for_the_lot(method):
    equal = tiered({"a b": 1, "b a": 1, "c": 1}, "abc")

    waiting = method(equal, VOTES, LOT)
    decided = method(equal, VOTES, LOT, [Ruling(("b", "a"))])

    assert (waiting.winners, waiting.open_tie) == (("a", "b"), Tie(TieAbout.SEAT, ("a", "b"), 1))
    assert (decided.elected, decided.open_tie) == ("b", None)


@pytest.mark.parametrize("method", [schulze, ranked_pairs])
def test_a_lot_that_nobody_asked_for_is_refused(method):
    with pytest.raises(NeedlessRuling):
        method(TENNESSEE, VOTES, LOT, [Ruling(("M", "N"))])


@pytest.mark.parametrize("method", [schulze, ranked_pairs])
def test_an_election_without_candidates_elects_nobody(method):
    sheet = method(TieredProfile((), {}), VOTES, LOT)

    assert (sheet.winners, sheet.smith_set, sheet.elected) == ((), (), None)


def test_those_left_out_tie_for_last_place():
    counts = pairwise_counts(tiered({"ab": 2, "a": 1}, "abcd"))

    assert counts["a", "b"] == 1
    assert (counts["b", "c"], counts["c", "d"], counts["d", "a"]) == (2, 0, 0)


@pytest.mark.parametrize("ranking", ["", "a a", "a z"])
def test_a_ballot_that_names_nobody_somebody_twice_or_a_stranger_is_refused(ranking):
    with pytest.raises(SpoiltBallot):
        tiered({ranking: 1}, "ab")


def test_no_ballots_of_a_kind_are_not_written_down():
    with pytest.raises(ImpossibleCount):
        tiered({"a": 0})


@st.composite
def elections(draw, names=NAMES):
    """Draw ballots with equal ranks, and with candidates left out."""
    ranks = st.dictionaries(st.sampled_from(names), st.integers(1, 4), min_size=1)
    ballots = [
        tuple(
            tuple(sorted(n for n in each if each[n] == rank)) for rank in sorted({*each.values()})
        )
        for each in draw(st.lists(ranks, min_size=1, max_size=15))
    ]
    return TieredProfile(tuple(names), group(ballots))


@unhurried
@given(elections(), st.sampled_from(Strength))
def test_who_beats_everybody_wins(election, strength):
    best = condorcet_winner(election, pairwise_counts(election))

    if best is not None:
        assert schulze(election, strength, LOT).winners == (best,)
        drawn = drawn_to_the_end(election, strength)
        assert drawn.elected == best


@unhurried
@given(elections(), st.sampled_from(Strength))
def test_the_winner_is_among_those_who_beat_everybody_outside(election, strength):
    inside = smith_set(election, pairwise_counts(election))

    assert set(schulze(election, strength, LOT).winners) <= set(inside)
    assert drawn_to_the_end(election, strength).elected in inside


@unhurried
@given(elections("abcd"))
def test_the_smith_set_is_the_smallest_of_its_kind(election):
    won = wins(pairwise_counts(election), VOTES)
    dominant = [
        set(order[:size])
        for order in permutations("abcd")
        for size in range(1, 5)
        if all((a, b) in won for a in order[:size] for b in order[size:])
    ]

    assert set(smith_set(election, pairwise_counts(election))) == min(dominant, key=len)


@unhurried
@given(elections("abcd"), st.sampled_from(Strength))
def test_the_strongest_path_is_the_best_of_all_paths(election, strength):
    sheet = schulze(election, strength, LOT)
    won = wins(sheet.counts, strength)

    for start, end in sheet.strongest:
        paths = [
            (start, *via, end)
            for size in range(3)
            for via in permutations(set("abcd") - {start, end}, size)
        ]
        best = max(min(won.get(pair, 0) for pair in pairwise(path)) for path in paths)
        assert sheet.strongest[start, end] == best


@unhurried
@given(elections("abcd"), st.sampled_from(Strength), st.permutations("abcd"))
def test_no_name_is_better_than_another(election, strength, order):
    renamed = dict(zip("abcd", order, strict=True))
    papers = {
        tuple(tuple(renamed[name] for name in tier) for tier in tiers): k
        for tiers, k in election.papers.items()
    }

    other = schulze(TieredProfile(election.candidates, papers), strength, LOT)

    winners = schulze(election, strength, LOT).winners
    assert set(other.winners) == {renamed[name] for name in winners}


def drawn_to_the_end(election, strength):
    drawn = []
    while (sheet := ranked_pairs(election, strength, LOT, drawn)).open_tie is not None:
        drawn.append(Ruling(sheet.open_tie.among))
    return sheet
