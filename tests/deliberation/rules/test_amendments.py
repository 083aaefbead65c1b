import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import AmendmentOrder
from deliberation.rules.amendments import (
    Change,
    ConflictingAmendments,
    NoSuchParagraph,
    Operation,
    excluded_by,
    merge,
    voting_order,
)

REPLACE, INSERT, DELETE = Operation
TEXT = ("one", "two", "three")


def numbers(changes):
    return [change.number for change in changes]


def test_the_furthest_reaching_is_voted_on_first_paragraph_by_paragraph():
    changes = [
        Change(1, REPLACE, 2, "b", reach=1),
        Change(2, DELETE, 2, reach=9),
        Change(3, INSERT, 2, "c", reach=9),
        Change(4, REPLACE, 1, "a"),
        Change(5, REPLACE, 2, "d", reach=1),
    ]

    assert numbers(voting_order(AmendmentOrder.FURTHEST_FIRST, changes)) == [4, 2, 1, 5, 3]
    assert numbers(voting_order(AmendmentOrder.AS_RECEIVED, changes[::-1])) == [1, 2, 3, 4, 5]


def test_an_adopted_amendment_excludes_the_others_on_its_paragraph():
    adopted = Change(1, REPLACE, 2, "b")
    others = [
        adopted,
        Change(2, DELETE, 2),
        Change(3, INSERT, 2, "c"),
        Change(4, REPLACE, 1, "a"),
        Change(5, REPLACE, 2, "d"),
    ]

    assert numbers(excluded_by(adopted, others)) == [2, 5]


def test_insertions_exclude_nothing():
    assert excluded_by(Change(1, INSERT, 2, "x"), [Change(2, INSERT, 2, "y")]) == ()


@pytest.mark.parametrize(
    ("changes", "merged"),
    [
        ([], ("one", "two", "three")),
        ([Change(1, REPLACE, 2, "TWO")], ("one", "TWO", "three")),
        ([Change(1, DELETE, 2)], ("one", "three")),
        ([Change(1, DELETE, 2, "left over")], ("one", "three")),
        ([Change(1, INSERT, 0, "top")], ("top", "one", "two", "three")),
        ([Change(1, INSERT, 3, "end")], ("one", "two", "three", "end")),
        (
            [Change(2, INSERT, 1, "second"), Change(1, INSERT, 1, "first")],
            ("one", "first", "second", "two", "three"),
        ),
        ([Change(1, DELETE, 1), Change(2, INSERT, 1, "new")], ("new", "two", "three")),
    ],
)
def test_adopted_amendments_are_merged_into_the_text(changes, merged):
    assert merge(TEXT, changes) == merged


@pytest.mark.parametrize(
    "change",
    [
        Change(7, REPLACE, 0, "x"),
        Change(7, DELETE, 4),
        Change(7, INSERT, 4, "x"),
        Change(7, INSERT, -1, "x"),
    ],
)
def test_a_paragraph_that_is_not_there_cannot_be_amended(change):
    with pytest.raises(NoSuchParagraph) as refusal:
        merge(TEXT, [change])

    assert refusal.value.facts == {"amendment": 7, "position": change.position}


def test_a_conflict_is_named():
    with pytest.raises(ConflictingAmendments) as refusal:
        merge(TEXT, [Change(9, DELETE, 2), Change(4, REPLACE, 2, "x")])

    assert refusal.value.facts == {"first": 4, "second": 9, "position": 2}


changes_of_a_text = st.lists(
    st.builds(
        Change,
        number=st.integers(1, 99),
        operation=st.sampled_from(Operation),
        position=st.integers(1, 3),
        text=st.text(max_size=3),
    ),
    max_size=6,
    unique_by=lambda change: change.number,
)


@given(changes_of_a_text, st.randoms(use_true_random=False))
def test_the_order_in_which_amendments_were_adopted_does_not_matter(changes, random):
    shuffled = random.sample(changes, len(changes))

    def outcome(adopted):
        try:
            return merge(TEXT, adopted)
        except ConflictingAmendments as refusal:
            return refusal.facts

    assert outcome(shuffled) == outcome(changes)


@given(changes_of_a_text)
def test_voting_one_by_one_never_ends_in_a_conflict(changes):
    left, adopted = list(voting_order(AmendmentOrder.FURTHEST_FIRST, changes)), []
    while left:
        following = left.pop(0)
        adopted.append(following)
        lapsed = excluded_by(following, left)
        left = [change for change in left if change not in lapsed]

    merged = merge(TEXT, adopted)

    inserted = sum(change.operation is INSERT for change in adopted)
    deleted = sum(change.operation is DELETE for change in adopted)
    assert len(merged) == len(TEXT) + inserted - deleted
