import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import FloorOrder
from deliberation.rules.floor import (
    ClockPhase,
    FloorRequest,
    SpeakingClock,
    TurnTaken,
    speaking_clock,
    speaking_order,
    time_spoken,
)

FIRST_COME, FIRST_TIME, ALTERNATE = FloorOrder
W, M = "women", "men"


def waiting(*groups):
    return [FloorRequest(n, person=10 + n, group=group) for n, group in enumerate(groups)]


def numbers(ordered):
    return [request.request for request in ordered]


def test_first_come_first_served():
    assert numbers(speaking_order(FIRST_COME, waiting(W, M, M, W))) == [0, 1, 2, 3]


def test_who_has_not_spoken_yet_comes_first():
    requests = waiting(W, M, M, W)

    assert numbers(speaking_order(FIRST_TIME, requests, spoken={10, 12})) == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("groups", "last", "expected"),
    [
        ((M, M, M, W, W), "", [0, 3, 1, 4, 2]),
        ((M, M, M, W, W), M, [3, 0, 4, 1, 2]),
        ((W, W), W, [0, 1]),
        ((M, "", M, W), M, [1, 3, 0, 2]),
        ((), M, []),
    ],
)
def test_two_lists_alternate_while_both_have_speakers(groups, last, expected):
    ordered = speaking_order(ALTERNATE, waiting(*groups), last_group=last)

    assert numbers(ordered) == expected


@pytest.mark.parametrize("order", FloorOrder)
def test_points_of_order_come_first_under_every_rule(order):
    requests = [
        FloorRequest(1, 11, M),
        FloorRequest(2, 12, M, is_point_of_order=True),
        FloorRequest(3, 13, M, is_point_of_order=True),
    ]

    ordered = speaking_order(order, requests, spoken={12, 13}, last_group=M)

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


@given(st.sampled_from(FloorOrder), floor_requests, st.sets(st.integers(1, 9)))
def test_everybody_who_waits_is_in_the_order_once(order, requests, spoken):
    ordered = speaking_order(order, requests, spoken=spoken, last_group=W)

    assert sorted(numbers(ordered)) == sorted(numbers(requests))


@given(floor_requests, st.sampled_from([W, M, ""]))
def test_within_a_list_nobody_is_overtaken(requests, last):
    ordered = speaking_order(ALTERNATE, requests, last_group=last)

    for group in (W, M):
        mine = [r for r in ordered if r.group == group and not r.is_point_of_order]
        assert mine == [r for r in requests if r.group == group and not r.is_point_of_order]


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
