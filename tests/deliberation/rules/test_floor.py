import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import FloorOrder
from deliberation.rules.floor import (
    ClockPhase,
    FloorRequest,
    SpeakingClock,
    TurnTaken,
    share_out,
    speaking_clock,
    speaking_order,
    time_left,
    time_spoken,
)

FIRST_COME, FIRST_TIME, LEAST, ALTERNATE, BUDGETS = FloorOrder
W, M = "women", "men"


def waiting(*groups):
    return [FloorRequest(n, person=10 + n, group=group) for n, group in enumerate(groups)]


def numbers(ordered):
    return [request.request for request in ordered]


def spoke(*people, group="", seconds=60):
    return [TurnTaken(person, group, seconds) for person in people]


def test_first_come_first_served():
    assert numbers(speaking_order(FIRST_COME, waiting(W, M, M, W))) == [0, 1, 2, 3]


def test_who_has_not_spoken_yet_comes_first():
    requests = waiting(W, M, M, W)

    assert numbers(speaking_order(FIRST_TIME, requests, taken=spoke(10, 12))) == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("groups", "last", "expected"),
    [
        ((M, M, M, W, W), "", [0, 3, 1, 4, 2]),
        ((M, M, M, W, W), M, [3, 0, 4, 1, 2]),
        ((W, W), W, [0, 1]),
        ((M, "", M, W), M, [1, 0, 3, 2]),
        ((M, M), "", [0, 1]),
        ((), M, []),
    ],
)
def test_two_lists_alternate_while_both_have_speakers(groups, last, expected):
    ordered = speaking_order(ALTERNATE, waiting(*groups), taken=spoke(99, group=last))

    assert numbers(ordered) == expected


@pytest.mark.parametrize("order", FloorOrder)
def test_points_of_order_come_first_under_every_rule(order):
    requests = [
        FloorRequest(1, 11, M),
        FloorRequest(2, 12, M, is_point_of_order=True),
        FloorRequest(3, 13, M, is_point_of_order=True),
    ]

    ordered = speaking_order(order, requests, taken=spoke(12, 13, group=M), budgets={M: 0, "": 9})

    assert numbers(ordered) == [2, 3, 1]


floor_requests = st.lists(
    st.builds(
        FloorRequest,
        request=st.integers(0, 99),
        person=st.integers(1, 9),
        group=st.sampled_from([W, M, ""]),
        is_point_of_order=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda request: request.request,
)


turns = st.lists(
    st.builds(
        TurnTaken,
        person=st.integers(1, 9),
        group=st.sampled_from([W, M, ""]),
        seconds=st.integers(0, 400),
    ),
    max_size=8,
)
budgets = st.dictionaries(st.sampled_from([W, M, ""]), st.integers(0, 900))


def test_who_has_spoken_least_on_the_item_comes_first_by_the_clock():
    taken = [*spoke(10, seconds=90), *spoke(11, seconds=30), *spoke(12, 12, seconds=20)]

    assert numbers(speaking_order(LEAST, waiting(W, M, M, W), taken=taken)) == [3, 1, 2, 0]


def test_a_turn_without_time_counts_as_having_spoken():
    taken = spoke(10, seconds=0)

    assert numbers(speaking_order(LEAST, waiting(W, M), taken=taken)) == [1, 0]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({W: 60, M: 300, "": 300}, [1, 2, 0, 3]),
        ({W: 61, M: 300, "": 300}, [0, 1, 2, 3]),
        ({M: 300, "": 60}, [1, 0, 2, 3]),  # women without a time of their own: as all others
        ({}, [0, 1, 2, 3]),
        ({W: 0, M: 0, "": 0}, [0, 1, 2, 3]),
    ],
)
def test_lists_that_have_time_left_come_first(times, expected):
    requests = waiting(W, M, "", W)

    ordered = speaking_order(BUDGETS, requests, taken=spoke(99, group=W), budgets=times)

    assert numbers(ordered) == expected


@given(st.sampled_from(FloorOrder), floor_requests, turns, budgets)
def test_everybody_who_waits_is_in_the_order_once(order, requests, taken, times):
    ordered = speaking_order(order, requests, taken=taken, budgets=times)

    assert sorted(numbers(ordered)) == sorted(numbers(requests))


@given(st.sampled_from(FloorOrder), st.lists(st.integers(0, 99), unique=True), turns, budgets)
def test_equals_are_served_as_they_came(order, ids, taken, times):
    """All of one list, and none of them has spoken."""
    requests = [FloorRequest(one, person=100 + one, group=W) for one in ids]

    ordered = speaking_order(order, requests, taken=taken, budgets=times)

    assert list(ordered) == requests


@given(floor_requests, st.sampled_from([W, M, ""]))
def test_within_a_list_nobody_is_overtaken(requests, last):
    ordered = speaking_order(ALTERNATE, requests, taken=spoke(99, group=last))

    for group in (W, M, ""):
        mine = [r for r in ordered if r.group == group and not r.is_point_of_order]
        assert mine == [r for r in requests if r.group == group and not r.is_point_of_order]


@given(
    st.sampled_from(FloorOrder),
    st.sampled_from([W, M, ""]),
    turns,
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from([W, M, ""])), min_size=1, max_size=4),
    budgets,
)
def test_nobody_waits_for_ever(order, group, taken, rivals, times):
    """Whoever may come before our person asks again at once, always, whatever was said before."""
    ours = FloorRequest(0, person=100, group=group)
    taken = [*taken, *spoke(100, group=group)]
    others = [
        FloorRequest(n, person=rival, group=list_) for n, (rival, list_) in enumerate(rivals, 1)
    ]
    limit = 8 * 9 + 900 * 3  # seconds that others can have spoken less, and that can be left

    for _ in range(limit):
        first = speaking_order(order, [ours, *others], taken=taken, budgets=times)[0]
        if first is ours:
            return
        taken = [*taken, TurnTaken(first.person, first.group, 30)]
    pytest.fail("others come first for ever")


@given(st.sampled_from([FIRST_COME, FIRST_TIME, ALTERNATE]), floor_requests, turns)
def test_the_order_shown_is_the_order_that_comes(order, requests, taken):
    """When the first has spoken, the others stand as they stood."""
    requests = [each for each in requests if not each.is_point_of_order]
    persons = {each.person for each in requests}
    hypothesis.assume(len(persons) == len(requests))

    ordered = speaking_order(order, requests, taken=taken)
    for first in ordered:
        now = speaking_order(order, requests, taken=taken)
        assert now == ordered[len(ordered) - len(requests) :]
        requests = [each for each in requests if each is not first]
        taken = [*taken, TurnTaken(first.person, first.group, 60)]


@given(budgets, turns)
def test_what_is_left_is_neither_negative_nor_more_than_there_was(times, taken):
    left = time_left(times, taken)

    assert left.keys() == times.keys()
    assert all(0 <= left[group] <= times[group] for group in times)


@given(budgets, turns, turns)
def test_speaking_never_adds_time(times, taken, later):
    before, after = time_left(times, taken), time_left(times, [*taken, *later])

    assert all(after[group] <= before[group] for group in times)


@given(
    st.integers(0, 10_000),
    st.dictionaries(st.sampled_from([W, M, ""]), st.integers(0, 99), min_size=1),
)
def test_time_is_shared_by_numbers_and_never_more_than_there_is(total, people):
    shared = share_out(total, people)

    assert shared.keys() == {group for group, count in people.items() if count}
    assert total - len(shared) < sum(shared.values()) <= total or not shared
    for one in shared:
        for other in shared:
            assert people[one] > people[other] or shared[one] <= shared[other]


@pytest.mark.parametrize(
    ("times", "clock"),
    [
        ({"elapsed": 0}, SpeakingClock(0, 180, 0, ClockPhase.RUNNING)),
        ({"elapsed": 149}, SpeakingClock(149, 31, 0, ClockPhase.RUNNING)),
        ({"elapsed": 150}, SpeakingClock(150, 30, 0, ClockPhase.WARNING)),
        ({"elapsed": 180}, SpeakingClock(180, 0, 0, ClockPhase.OVER)),
        ({"elapsed": 200}, SpeakingClock(200, 0, 20, ClockPhase.OVER)),
        ({"elapsed": 200, "extended": 60}, SpeakingClock(200, 40, 0, ClockPhase.RUNNING)),
        ({"elapsed": 200, "paused": 100}, SpeakingClock(100, 80, 0, ClockPhase.RUNNING)),
        ({"elapsed": 5, "paused": 9}, SpeakingClock(0, 180, 0, ClockPhase.RUNNING)),
    ],
)
def test_the_clock_of_a_speaking_turn(times, clock):
    assert speaking_clock(allotted=180, warning=30, **times) == clock


@given(*[st.integers(0, 10_000)] * 4)
def test_the_clock_never_runs_backwards(elapsed, extended, paused, allotted):
    clock = speaking_clock(
        allotted=allotted, elapsed=elapsed, warning=30, extended=extended, paused=paused
    )

    assert min(clock.spoken, clock.remaining, clock.overrun) >= 0
    assert clock.spoken + clock.remaining - clock.overrun == allotted + extended


def test_speaking_time_adds_up_by_person_and_by_list():
    time = time_spoken([TurnTaken(1, W, 60), TurnTaken(2, M, 90), TurnTaken(1, W, 30)])

    assert (time.by_person, time.by_group) == ({1: 90, 2: 90}, {W: 90, M: 90})
