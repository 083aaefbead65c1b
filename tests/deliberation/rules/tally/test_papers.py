import pytest

from deliberation.rules.tally.papers import (
    PaperRule,
    Reading,
    Remark,
    read_approval,
    read_ranking,
)

TWO = PaperRule(least=2, most=2)


@pytest.mark.parametrize(
    ("marks", "reading"),
    [
        ({}, Reading((), Remark.BLANK)),
        ({"a": 1}, Reading(("a",))),
        ({"c": 3, "a": 1, "b": 2}, Reading(("a", "b", "c"))),
        ({"a": 2}, Reading((), Remark.NO_FIRST)),
        ({"a": 1, "b": 1}, Reading((), Remark.TWO_FIRST)),
        ({"a": 1, "b": 2, "c": 2}, Reading(("a",), Remark.NUMBER_TWICE)),
        ({"a": 1, "b": 2, "c": 4}, Reading(("a", "b"), Remark.NUMBER_MISSING)),
        ({"a": 1, "b": 3, "c": 3}, Reading(("a",), Remark.NUMBER_MISSING)),
        ({"a": 1, "z": 2}, Reading((), Remark.NOBODY_STANDING)),
    ],
)
def test_a_ranking_counts_up_to_the_first_doubt(marks, reading):
    assert read_ranking(marks, "abc") == reading


@pytest.mark.parametrize(
    ("marks", "reading"),
    [
        ({"a": 1}, Reading((), Remark.TOO_FEW)),
        ({"a": 1, "b": 2}, Reading(("a", "b"))),
        ({"a": 1, "b": 2, "c": 3}, Reading(("a", "b"), Remark.TOO_MANY)),
    ],
)
def test_of_an_over_full_ranking_the_first_preferences_count(marks, reading):
    assert read_ranking(marks, "abc", TWO) == reading


@pytest.mark.parametrize(
    ("names", "reading"),
    [
        ([], Reading((), Remark.BLANK)),
        (["a"], Reading((), Remark.TOO_FEW)),
        (["b", "a", "b"], Reading(("a", "b"))),
        (["a", "b", "c"], Reading((), Remark.TOO_MANY)),
        (["a", "z"], Reading((), Remark.NOBODY_STANDING)),
    ],
)
def test_of_an_over_full_or_under_full_approval_nothing_counts(names, reading):
    assert read_approval(names, "abc", TWO) == reading


def test_without_a_limit_everybody_may_be_approved_of():
    assert read_approval("abc", "abc") == Reading(("a", "b", "c"))


def test_a_paper_of_which_nothing_counts_is_spoilt():
    assert read_approval([], "abc").is_spoilt
    assert not read_ranking({"a": 1, "b": 3}, "abc").is_spoilt
