"""What is counted of ballot papers as they come out of the box, whatever the method."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bounds import InfeasibleComposition
from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.box import Box, empty_box, fault_of, read_paper, without
from deliberation.rules.tally.counting import Record, Slate, count
from deliberation.rules.tally.papers import Remark
from deliberation.rules.tally.rule import (
    BallotKind,
    ElectionRule,
    missing_places,
    read_rule,
    write_rule,
)
from deliberation.rules.tally.scottish import Withdrawal
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling
from tests.deliberation.rules.tally.support import unhurried

STANDING = ("1", "2", "3")
SLATE = Slate({"1": "women", "2": "women", "3": "men"})
RANKED, CROSSED = Method.SCOTTISH_STV, Method.APPROVAL


def rule(method=RANKED, **facts):
    seats = 1 if method in (Method.SCHULZE, Method.RANKED_PAIRS) else 2
    places = {"women": 1, "men": 1} if method is Method.ZIPPER else {}
    defaults = {
        "seats": seats,
        "ties": ElectionTie.LOT,
        "ballots": BallotKind.PAPER,
        "places": places,
    }
    return ElectionRule(method, **{**defaults, **facts})


@pytest.mark.parametrize(
    ("method", "marks", "paper", "remark"),
    [
        (RANKED, {"2": 1, "1": 2}, ("2", "1"), None),
        (RANKED, {"2": 1, "1": 3}, ("2",), Remark.NUMBER_MISSING),
        (RANKED, {"2": 2}, (), Remark.NO_FIRST),
        (RANKED, {"2": 1, "3": 1}, (), Remark.TWO_FIRST),
        (RANKED, {}, (), Remark.BLANK),
        (RANKED, {"9": 1}, (), Remark.NOBODY_STANDING),
        (CROSSED, {"3": 1, "1": 1}, ("1", "3"), None),
        (CROSSED, {}, (), Remark.BLANK),
        (CROSSED, {"1": 1, "2": 1, "3": 1}, (), Remark.TOO_MANY),
        (Method.SCORE, {"3": 5, "1": 0}, (("1", 0), ("3", 5)), None),
        (Method.SCORE, {"1": 6}, (), Remark.OFF_THE_SCALE),
        (Method.SCHULZE, {"1": 1, "2": 1, "3": 4}, (("1", "2"), ("3",)), None),
    ],
)
def test_what_is_counted_of_a_paper(method, marks, paper, remark):
    assert read_paper(rule(method, most=2), STANDING, marks) == (paper, remark)


def test_a_voter_is_asked_for_a_first_preference_where_a_teller_is_not():
    paper = {"1": 2, "2": 3}

    assert fault_of(rule(Method.SCHULZE), STANDING, paper) is Remark.NO_FIRST
    assert read_paper(rule(Method.SCHULZE), STANDING, paper) == ((("1",), ("2",)), None)


def test_all_papers_are_counted_or_spoilt():
    box = empty_box(rule(), STANDING, [{"1": 1}, {"1": 1}, {}, {"1": 1, "2": 1}])

    assert box == Box({("1",): 2}, 2, {Remark.BLANK: 1, Remark.TWO_FIRST: 1})
    assert box.taken == 4


@pytest.mark.parametrize(
    ("paper", "left"),
    [
        (("1", "2"), ("2",)),
        ((("1", 0), ("3", 5)), (("3", 5),)),
        ((("1", "2"), ("3",)), (("2",), ("3",))),
        ((("1",), ("3",)), (("3",),)),
    ],
)
def test_who_withdrew_is_struck_out(paper, left):
    assert without(Box({paper: 3}), {"1"}).papers == {left: 3}


def test_a_paper_that_named_nobody_else_is_blank_then():
    box = without(Box({("1",): 3, ("2",): 1}, 1, {Remark.BLANK: 1}), {"1"})

    assert box == Box({("2",): 1}, 4, {Remark.BLANK: 4})


@pytest.mark.parametrize("method", Method)
def test_a_rule_is_read_as_it_was_written(method):
    made = rule(method, article="§ 14", bylaws_version=3)

    assert read_rule(write_rule(made)) == made


def test_missing_places_are_counted_by_group():
    made = rule(places={"women": 1, "men": 1})

    assert missing_places(made, ["women", ""]) == [("men", 1)]


def papers_of(method):
    value = st.just(1) if method in (CROSSED, Method.ZIPPER) else st.integers(1, 3)
    return st.lists(st.dictionaries(st.sampled_from(STANDING), value, max_size=3), max_size=8)


@unhurried
@pytest.mark.parametrize("method", [one for one in Method if one is not Method.RANKED_PAIRS])
@given(data=st.data())
def test_the_order_of_papers_does_not_matter(method, data):
    made, papers = rule(method), data.draw(papers_of(method))
    shuffled = data.draw(st.permutations(papers))

    def counted(all_of_them):
        return count(made, SLATE, empty_box(made, STANDING, all_of_them), Record())

    assert counted(papers) == counted(shuffled)


@unhurried
@given(st.lists(st.permutations(STANDING), min_size=1, max_size=8), st.booleans())
def test_places_kept_are_filled_whatever_the_votes(rankings, is_list):
    made = rule(Method.ZIPPER if is_list else RANKED, places={"men": 1, "women": 1})
    papers = [
        {name: 1 if is_list else place for place, name in enumerate(ranking, start=1)}
        for ranking in rankings
    ]
    box, drawn = empty_box(made, STANDING, papers), []
    document = count(made, SLATE, box, Record(drawn))
    while tie := document["result"]["open_tie"]:
        drawn.append(Ruling(tuple(tie["among"])))
        document = count(made, SLATE, box, Record(drawn))

    elected = document["result"]["elected"]
    assert len(elected) == 2
    assert "3" in elected


def test_a_list_without_anybody_of_a_group_cannot_be_made():
    made = rule(Method.ZIPPER)
    box = empty_box(made, STANDING, [{"1": 1}])

    with pytest.raises(InfeasibleComposition):
        count(made, SLATE, box, Record(gone=["3"]))


def test_a_seat_changed_by_a_place_is_counted_also_after_somebody_withdrew():
    made = rule(places={"men": 1})
    papers = [{"1": 1, "2": 2}] * 3 + [{"2": 1}] * 3 + [{"3": 1}]
    box = empty_box(made, STANDING, papers)

    document = count(made, SLATE, box, Record([Ruling(("1", "2"))]))
    drawn, gone = [Ruling(("1", "2"))], [Withdrawal("2", 1)]
    after = count(made, SLATE, box, Record(drawn, gone))

    assert document["seats_changed"] == 1
    assert after["seats_changed"] == 0
