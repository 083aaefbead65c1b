"""What the next person must bring, and what cannot be; compared with trying everything."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.rules.targets import (
    PRESETS,
    SEAT,
    Amount,
    Answer,
    Contradiction,
    Group,
    Need,
    Place,
    Relaxation,
    Target,
    check,
    kept_for,
    of_bloc,
    of_office,
    read_target,
)
from council.rules.targets.counting import findings_of
from council.rules.targets.explaining import MOST_RELAXATIONS
from council.rules.targets.groups import people_possible

WOMEN, MEN, YOUNG, DISABLED = list(Group)[:4]
WOMAN, MAN, NEITHER = frozenset({WOMEN}), frozenset({MEN}), frozenset()
HOST = frozenset({SEAT, of_bloc("host")})
PLAIN = frozenset({SEAT})
KINDS = list(people_possible([WOMEN, MEN, YOUNG], []))


def said(person):
    return {group: Answer.YES if group in person else Answer.NO for group in Group}


def target(key, group, least=None, most=None, scope=(SEAT,)):
    bounds = [None if one is None else Amount(one, None) for one in (least, most)]
    return Target(key, group, scope, *bounds, None, "")


def at(traits, *people):
    return [Place(traits, None if one is None else said(one)) for one in people]


@st.composite
def bodies(draw):
    """A few seats in two blocs, some vacant, and targets that may contradict each other."""
    seat = st.builds(
        Place,
        st.sampled_from([PLAIN, HOST, PLAIN | {kept_for("women")}]),
        st.none() | st.sampled_from(KINDS).map(said),
    )
    places = draw(st.lists(seat, max_size=5))
    group = st.sampled_from(
        [((WOMEN,),), ((MEN,),), ((YOUNG,),), ((WOMEN, YOUNG),), ((MEN,), (YOUNG,)), ((),)]
    )
    bound = st.none() | st.integers(0, 4)
    scope = st.sampled_from([(SEAT,), (SEAT, of_bloc("host"))])
    shape = st.tuples(group, bound, bound, scope)
    shapes = draw(st.lists(shape, min_size=1, max_size=4))
    return places, [target(f"t{n}", *shape) for n, shape in enumerate(shapes)]


def fillings(places):
    """Yield the places with every vacant one filled in every way."""
    ways = []
    for place in places:
        kept = [group for group in Group if kept_for(group) in place.traits]
        people = people_possible([WOMEN, MEN, YOUNG], kept)
        ways.append([place] if place.answers is not None else at(place.traits, *people))
    return product(*ways)


def holds_somehow(places, targets):
    return any(all(one.is_met for one in findings_of(way, targets)) for way in fillings(places))


@given(bodies())
@settings(max_examples=60, deadline=None)
def test_a_contradiction_is_named_exactly_when_no_filling_would_do(body):
    places, targets = body

    found = check(places, targets).contradictions()

    assert (not found) is holds_somehow(places, targets)
    for one in found:
        named = [each for each in targets if each.key in one.keys]
        assert not holds_somehow(places, named)
        for fewer in combinations(named, len(named) - 1):
            assert holds_somehow(places, fewer)


def test_a_place_kept_for_women_is_none_for_men():
    places = [Place(PLAIN, None), Place(PLAIN | {kept_for("women")}, None)]

    [found] = check(places, [target("men", ((MEN,),), least=2)]).contradictions()

    assert found == Contradiction(("men",), (Relaxation(least=(("men", 1),)),))


@given(bodies())
@settings(max_examples=60, deadline=None)
def test_every_smallest_relaxation_would_do_and_less_would_not(body):
    places, targets = body
    for one in check(places, targets).contradictions():
        named = [each for each in targets if each.key in one.keys]
        steps = {sum(_steps(places, named, relaxation)) for relaxation in one.relaxations}

        assert len(steps) == 1
        assert len(set(one.relaxations)) == len(one.relaxations) <= MOST_RELAXATIONS
        for relaxation in one.relaxations:
            assert holds_somehow(places, _relaxed(named, relaxation))


def _steps(places, targets, relaxation):
    findings = {one.target.key: one for one in findings_of(places, targets)}
    yield from (findings[key].least - new for key, new in relaxation.least)
    yield from (new - findings[key].most for key, new in relaxation.most)


def _relaxed(targets, relaxation):
    least, most = dict(relaxation.least), dict(relaxation.most)
    return [
        Target(
            one.key,
            one.group,
            one.scope,
            Amount(least[one.key], None) if one.key in least else one.least,
            Amount(most[one.key], None) if one.key in most else one.most,
            None,
            "",
        )
        for one in targets
    ]


@given(bodies())
@settings(max_examples=60, deadline=None)
def test_the_next_person_fits_what_is_asked_exactly_when_all_can_still_hold(body):
    places, targets = body
    found = check(places, targets)
    if found.stuck:
        return
    needs = {one.traits: one for one in found.needs}
    for n, place in enumerate(places):
        if place.answers is not None:
            continue
        asked = needs.get(place.traits, Need(place.traits, (), frozenset()))
        kept = [group for group in Group if kept_for(group) in place.traits]
        for person in people_possible([WOMEN, MEN, YOUNG], kept):
            filled = [*places[:n], *at(place.traits, person), *places[n + 1 :]]
            if holds_somehow(filled, targets):
                assert all(any(way <= person for way in one) for one in asked.demands)
                assert not person & asked.never


def parity():
    return [read_target(one) for one in PRESETS["parity"]]


def test_nothing_is_asked_while_there_is_room():
    assert check(at(PLAIN, WOMAN, None, None, None), parity()[:1]).needs == ()


def test_the_last_seat_needs_whom_parity_lacks():
    found = check(at(PLAIN, WOMAN, MAN, WOMAN, None), parity())

    assert found.needs == (Need(PLAIN, ((MAN,),), frozenset()),)


def test_either_will_do_while_both_are_lacking():
    found = check(at(PLAIN, None, None), parity())

    assert found.needs == (Need(PLAIN, ((MAN, WOMAN),), frozenset()),)


def test_a_full_group_may_take_nobody_more():
    found = check(at(PLAIN, WOMAN, MAN, None), [target("few", ((WOMEN,),), most=1)])

    assert found.needs == (Need(PLAIN, (), WOMAN),)


def test_two_targets_that_one_seat_must_serve_ask_for_both_at_once():
    targets = [target("women", ((WOMEN,),), 1), target("young", ((YOUNG,),), 1)]

    found = check(at(PLAIN, MAN, None), targets)

    assert found.needs == (Need(PLAIN, ((WOMAN,), (frozenset({YOUNG}),)), frozenset()),)


def test_a_seat_kept_for_women_asks_for_nothing_that_it_does_not_say_itself():
    women_only = PLAIN | {kept_for("women")}

    found = check([*at(women_only, None), *at(PLAIN, None)], parity())

    assert Need(PLAIN, ((MAN,),), frozenset()) in found.needs


def test_co_chairs_are_a_woman_and_a_man():
    chairs = [read_target(one) for one in PRESETS["co_chairs"]]
    office = frozenset({of_office("chair")})

    assert check(at(office, MAN), chairs).needs == (Need(office, ((WOMAN,),), frozenset()),)


def test_a_target_out_of_reach_is_named_alone_with_the_smallest_relaxation():
    found = check(at(PLAIN, MAN, MAN, MAN, None), parity())

    assert found.contradictions() == (Contradiction(("women",), (Relaxation((("women", 1),)),)),)


def test_targets_that_contradict_each_other_are_named_without_those_that_do_not():
    targets = [
        target("women", ((WOMEN,),), 2),
        target("youth", ((YOUNG,),), 1),
        target("men", ((MEN,),), 2),
    ]

    found = check(at(PLAIN, None, None, None), targets)

    assert [one.keys for one in found.contradictions()] == [("women", "men")]
    assert set(found.contradictions()[0].relaxations) == {
        Relaxation((("women", 1),)),
        Relaxation((("men", 1),)),
    }


def test_of_several_contradictions_the_smallest_is_named():
    targets = [
        target("too-many", ((WOMEN,),), 4),
        target("women", ((WOMEN,),), 2),
        target("men", ((MEN,),), 2),
    ]

    found = check(at(PLAIN, None, None, None), targets)

    assert [one.keys for one in found.contradictions()] == [("too-many",)]


def test_more_ways_to_give_way_than_anybody_reads_are_cut_off():
    targets = [target("women", ((WOMEN,),), 25), target("men", ((MEN,),), 27)]

    found = check(at(PLAIN, *[None] * 40), targets)

    assert len(found.contradictions()[0].relaxations) == MOST_RELAXATIONS


def test_of_the_ways_to_give_way_by_many_people_one_is_shown():
    targets = [target("women", ((WOMEN,),), 40), target("men", ((MEN,),), 40)]

    found = check(at(PLAIN, *[None] * 40), targets)

    assert found.contradictions()[0].relaxations == (Relaxation((("women", 0),)),)


@pytest.mark.parametrize("swap", [0, 1, 2])
def test_the_order_of_the_seats_changes_nothing(swap):
    places = at(PLAIN, WOMAN, None, MAN) + at(HOST, None, NEITHER)
    turned = places[swap:] + places[:swap]
    targets = parity()

    found, again = check(places, targets), check(turned, targets)

    assert Counter(found.needs) == Counter(again.needs)
    assert found.findings == again.findings
