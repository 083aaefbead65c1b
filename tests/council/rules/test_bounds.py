"""Whether a choice can be completed, checked against every completion there is."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from council.rules.bounds import Bound, Completions, keeps, kind_of

people = st.lists(st.frozensets(st.sampled_from("wyd")), max_size=6)
limits = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
targets = st.fixed_dictionaries(dict.fromkeys("wyd", limits)).map(
    lambda found: [Bound(group, *each) for group, each in found.items()]
)
unhurried = settings(deadline=None)  # a busy machine is no defect of a search
WOMEN = Bound("w", 1, 2)


def every(bounds, seated, standing, places):
    """Return every way to fill the places within the bounds, as places in the list."""
    return [
        chosen
        for chosen in combinations(range(len(standing)), places)
        if keeps(bounds, [*seated, *(standing[at] for at in chosen)])
    ]


@unhurried
@given(targets, people, people, st.integers(0, 4))
def test_a_completion_is_found_exactly_if_there_is_one(bounds, seated, standing, places):
    ways = Completions(bounds, seated, standing, places)

    assert ways.is_possible() == bool(every(bounds, seated, standing, places))


@unhurried
@given(targets, people, people, st.integers(0, 4))
def test_who_can_be_seated_sits_in_some_completion(bounds, seated, standing, places):
    ways = Completions(bounds, seated, standing, places)
    found = every(bounds, seated, standing, places)

    for at, groups in enumerate(standing):
        assert ways.can_seat(groups) == any(at in chosen for chosen in found)


@unhurried
@given(targets, people, people, st.integers(0, 4))
def test_who_can_be_spared_is_left_out_of_some_completion(bounds, seated, standing, places):
    ways = Completions(bounds, seated, standing, places)
    found = every(bounds, seated, standing, places)

    for at, groups in enumerate(standing):
        assert ways.can_spare(groups) == any(at not in chosen for chosen in found)


@unhurried
@given(targets, people, people, st.integers(0, 4))
def test_what_was_found_before_changes_no_answer(bounds, seated, standing, places):
    known = []
    Completions(bounds, [], [*seated, *standing], len(seated) + places, known)

    again = Completions(bounds, seated, standing, places, known)

    fresh = Completions(bounds, seated, standing, places)
    assert again.is_possible() == fresh.is_possible()
    for groups in standing:
        assert again.can_seat(groups) == fresh.can_seat(groups)
        assert again.can_spare(groups) == fresh.can_spare(groups)


def test_nobody_is_seated_who_does_not_stand():
    assert not Completions([], [], [], 1).can_seat(frozenset())


def test_who_has_not_said_counts_neither_for_nor_against():
    assert kind_of([WOMEN], frozenset()) == (False,)
    assert not keeps([WOMEN], [frozenset()])
    assert keeps([WOMEN], [frozenset({"w"}), frozenset({"w"}), frozenset()])


def test_a_body_of_sixty_with_twelve_overlapping_groups_is_searched_at_once():
    groups = [f"g{n}" for n in range(12)]
    standing = [frozenset(g for n, g in enumerate(groups) if at % (n + 2) == 0) for at in range(90)]
    bounds = [Bound(group, 3, 40) for group in groups]

    assert Completions(bounds, [], standing, 60).is_possible()
