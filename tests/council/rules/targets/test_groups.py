"""What people say of themselves, and what follows for who counts."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.targets import Answer, ContradictoryAnswers, Group, require_consistent
from council.rules.targets.groups import (
    counts_for_certain,
    includes,
    may_count,
    people_possible,
)

WOMEN, MEN, YOUNG = Group.WOMEN, Group.MEN, Group.YOUNG_PEOPLE
YES, NO, UNSAID = Answer.YES, Answer.NO, Answer.NOT_SAID

predicates = st.lists(st.lists(st.sampled_from(Group), max_size=3, unique=True), max_size=3)


def test_nobody_counts_toward_women_and_men():
    with pytest.raises(ContradictoryAnswers):
        require_consistent({WOMEN: YES, MEN: YES})


def test_one_may_count_toward_neither():
    require_consistent({WOMEN: NO, MEN: NO})


@pytest.mark.parametrize(
    ("answers", "certain", "possible"),
    [
        ({WOMEN: YES, YOUNG: YES}, True, True),
        ({WOMEN: YES, YOUNG: UNSAID}, False, True),
        ({WOMEN: YES}, False, True),
        ({WOMEN: YES, YOUNG: NO}, False, False),
        ({MEN: YES, YOUNG: YES}, False, False),
        ({}, False, True),
    ],
)
def test_who_counts_toward_young_women(answers, certain, possible):
    young_women = [[WOMEN, YOUNG]]

    assert counts_for_certain(young_women, answers) is certain
    assert may_count(young_women, answers) is possible


def test_a_target_for_everybody_counts_everybody():
    assert counts_for_certain([[]], {})
    assert may_count([[]], {WOMEN: NO})


@given(predicates, st.dictionaries(st.sampled_from(Group), st.sampled_from(Answer)))
def test_what_is_certain_and_possible_agrees_with_every_way_it_could_be(predicate, answers):
    """Compared with trying each person who fits what was said."""
    if answers.get(WOMEN) is YES:
        answers = {**answers, MEN: NO}
    said = {group: answer for group, answer in answers.items() if answer is not UNSAID}
    people = [
        person
        for person in people_possible(list(Group), [])
        if all((group in person) is (answer is YES) for group, answer in said.items())
    ]

    assert may_count(predicate, answers) is any(includes(predicate, one) for one in people)
    if counts_for_certain(predicate, answers):
        assert all(includes(predicate, one) for one in people)


def test_a_person_is_a_woman_a_man_or_neither():
    found = set(people_possible([WOMEN, MEN], []))

    assert found == {frozenset(), frozenset({WOMEN}), frozenset({MEN})}


def test_a_seat_kept_for_a_group_is_taken_by_somebody_in_it():
    found = set(people_possible([WOMEN, MEN, YOUNG], [WOMEN, Group.DISABLED_PEOPLE]))

    assert found == {frozenset({WOMEN}), frozenset({WOMEN, YOUNG})}


def test_everybody_possible_is_counted_once():
    found = list(people_possible(list(Group), []))

    assert len(found) == len(set(found)) == 3 * 2 * 2 * 2
    assert all(sum(bits) < 2 for bits in product(*[[WOMEN in one and MEN in one] for one in found]))
