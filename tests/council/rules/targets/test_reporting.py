"""No published report lets a reader find a person: every possible body is tried."""

from itertools import product

import pytest

from council.rules.targets import SEAT, Amount, Answer, Group, Place, Target, findings_of
from council.rules.targets.reporting import SMALLEST_CELL, Line, report
from council.rules.targets.wording import of_bloc

WOMEN, MEN, YOUNG, DISABLED, _ = Group
BOUNDS = [(None, None), *((n, None) for n in range(1, 7)), (None, 2), (None, 6), (3, 9)]


def target(key, group, least=None, most=None, scope=(SEAT,)):
    bounds = [None if one is None else Amount(one, None) for one in (least, most)]
    return Target(key, ((group,),), scope, *bounds, None, "")


def body(people, **counts):
    """Return so many seats; the first of them are women, the next men, the first also others."""
    women, men = counts.get("women", 0), counts.get("men", 0)
    return [
        Place(
            frozenset({SEAT}),
            {
                WOMEN: _answer(n < women),
                MEN: _answer(women <= n < women + men),
                YOUNG: _answer(n < counts.get("young", 0)),
                DISABLED: _answer(n < counts.get("disabled", 0)),
            },
        )
        for n in range(people)
    ]


def _answer(counts):
    return Answer.YES if counts else Answer.NO


def told(people, targets, **counts):
    return report(findings_of(body(people, **counts), targets))


def pairs(people):
    return [pair for pair in product(range(people + 1), repeat=2) if sum(pair) <= people]


def assert_hidden_cells_are_wide(outcomes, names):
    """Fail if a reader could bound a hidden number to fewer than 5 values by a report.

    Where a body has fewer than 5 possible values from the start, the report may add nothing.
    """
    everything = [set(values) for values in zip(*(counts for _, counts in outcomes), strict=True)]
    reports = {}
    for lines, counts in outcomes:
        reports.setdefault(lines, []).append(counts)
    for lines, possible in reports.items():
        for n, values in enumerate(map(set, zip(*possible, strict=True))):
            if all(line.counted is None for line in lines if line.key.startswith(names[n])):
                assert len(values) >= SMALLEST_CELL or values == everything[n], (lines, values)


@pytest.mark.parametrize("people", range(13))
def test_women_and_men_in_every_body_of_up_to_twelve(people):
    for of_women, of_men in product(BOUNDS, BOUNDS):
        targets = [target("women", WOMEN, *of_women), target("men", MEN, *of_men)]
        outcomes = [
            (told(people, targets, women=women, men=men), (women, men))
            for women, men in pairs(people)
        ]
        assert_hidden_cells_are_wide(outcomes, ("women", "men"))


@pytest.mark.parametrize("people", range(13))
def test_two_targets_for_one_group_in_every_body_of_up_to_twelve(people):
    for first, second in product(BOUNDS, BOUNDS):
        targets = [target("young-1", YOUNG, *first), target("young-2", YOUNG, *second)]
        outcomes = [(told(people, targets, young=n), (n,)) for n in range(people + 1)]
        assert_hidden_cells_are_wide(outcomes, ("young",))


@pytest.mark.slow
@pytest.mark.parametrize("people", range(13))
def test_four_groups_at_once_tell_no_more_than_each_alone(people):
    targets = [
        target("women", WOMEN, 3),
        target("men", MEN, 3),
        target("young", YOUNG, 2),
        target("disabled", DISABLED, 1),
    ]
    outcomes = []
    for women, men in pairs(people):
        for young, disabled in product(range(people + 1), repeat=2):
            counts = {"women": women, "men": men, "young": young, "disabled": disabled}
            outcomes.append((told(people, targets, **counts), tuple(counts.values())))
    assert_hidden_cells_are_wide(outcomes, ("women", "men", "young", "disabled"))


def test_parity_of_sixty_is_proven_with_its_numbers():
    targets = [target("women", WOMEN, 30), target("men", MEN, 30)]

    assert told(60, targets, women=30, men=30) == (
        Line("women", is_met=True, counted=30, others=30),
        Line("men", is_met=True, counted=30, others=30),
    )


def test_one_person_with_a_disability_is_neither_shown_nor_hinted_at():
    targets = [target("one", DISABLED, 1), target("two", DISABLED, 2)]

    for number in range(5):
        assert told(60, targets, disabled=number) == (Line("one"), Line("two"))


def test_a_larger_minimum_is_told_without_the_number_when_the_number_is_small():
    targets = [target("young", YOUNG, 6)]

    assert told(60, targets, young=2) == (Line("young", is_met=False),)
    assert told(60, targets, young=8) == (Line("young", is_met=True, counted=8, others=52),)


def test_parts_of_the_body_and_combinations_are_not_told():
    both = Target("both", ((WOMEN, YOUNG),), (SEAT,), Amount(1, None), None, None, "")
    targets = [target("bloc", WOMEN, 1, scope=(SEAT, of_bloc("host"))), both]

    assert told(60, targets, women=30) == (Line("bloc"), Line("both"))
