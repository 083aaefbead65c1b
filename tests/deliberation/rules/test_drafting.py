import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.errors import OutOfOrder
from deliberation.rules.drafting import (
    Descent,
    MissingSignatures,
    descent,
    paired_paragraphs,
    require_draft,
    require_signatures,
    share_changed,
    split_paragraphs,
)
from deliberation.rules.proposals import ProposalStatus

words = st.lists(st.sampled_from("abcde"), max_size=6)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", ()),
        (" \n \n", ()),
        ("One.", ("One.",)),
        ("One\nline.\n\nTwo.", ("One\nline.", "Two.")),
        ("One.\r\n\t\r\n\r\nTwo.\n", ("One.", "Two.")),
    ],
)
def test_blank_lines_part_paragraphs(text, paragraphs):
    assert split_paragraphs(text) == paragraphs


@given(words, words)
def test_every_paragraph_after_an_edit_has_its_descent(before, after):
    found = descent(before, after)

    places = [one.place for one in found if one.place is not None]
    assert len(found) == len(after)
    assert len(places) == len(set(places))
    for one, paragraph in zip(found, after, strict=True):
        assert one.is_same is (one.place is not None and before[one.place] == paragraph)


@given(words, words)
def test_both_texts_can_be_read_from_the_pairs(before, after):
    pairs = paired_paragraphs(before, after)

    assert [one for one, _ in pairs if one is not None] == before
    assert [other for _, other in pairs if other is not None] == after


def test_a_rewritten_paragraph_stays_the_same_paragraph():
    found = descent(["a", "b", "c"], ["a", "B", "c"])

    assert found == (Descent(0, is_same=True), Descent(1, is_same=False), Descent(2, is_same=True))


def test_paragraphs_rewritten_into_more_of_them_are_new():
    assert descent(["a"], ["b", "c"]) == (Descent(None, is_same=False),) * 2


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [("", "", 0), ("a b", "a b", 0), ("", "a", 100), ("ab", "cd", 100), ("aa bb", "aa cc", 40)],
)
def test_how_much_of_a_paragraph_is_touched(before, after, share):
    assert share_changed(before, after) == share


def test_the_refusal_says_how_many_signatures_are_missing():
    require_signatures(signed=3, needed=3)

    with pytest.raises(MissingSignatures) as refusal:
        require_signatures(signed=1, needed=3)

    assert refusal.value.facts == {"signed": 1, "needed": 3, "missing": 2}


@pytest.mark.parametrize(
    "status", [one for one in ProposalStatus if one is not ProposalStatus.DRAFT]
)
def test_a_submitted_proposal_is_no_draft(status):
    require_draft(ProposalStatus.DRAFT, "edit")

    with pytest.raises(OutOfOrder) as refusal:
        require_draft(status, "edit")

    assert refusal.value.facts == {"status": str(status), "act": "edit"}
