"""A verdict follows from what is told; what the next seats must bring, from what is public."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.targets import (
    SEAT,
    Amount,
    Answer,
    Change,
    Group,
    Place,
    Room,
    Standing,
    Target,
    Told,
    findings_of,
    room_after,
    told_of,
    verdict,
)
from council.rules.targets.reporting import Line

HOLDS, AT_RISK, BROKEN = Standing
WOMEN = Group.WOMEN


def told(is_met, counted, *, least=8, most=16, vacant=0, silent=0):
    others = None if counted is None else 16 - vacant - counted
    return Told(Line("women", is_met, counted, others), least, most, 16, vacant, silent)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (told(None, None), None),
        (told(True, 8), HOLDS),
        (told(True, 8, most=8, vacant=1), AT_RISK),
        (told(True, 8, most=8, silent=1), AT_RISK),
        (told(False, 7, vacant=1), AT_RISK),
        (told(False, 7, silent=1), AT_RISK),
        (told(False, 7), BROKEN),
        (told(False, 6, vacant=1), BROKEN),
        (told(False, 9, most=8, vacant=2), BROKEN),
        (told(True, None), HOLDS),
        (told(True, None, most=9, vacant=1), AT_RISK),
        (told(True, None, most=9), HOLDS),
        (told(False, None), BROKEN),
        (told(False, None, silent=1), AT_RISK),
        (told(False, None, least=0, most=3, vacant=5), BROKEN),
    ],
)
def test_a_verdict_is_made_of_what_is_told(one, expected):
    assert verdict(one) is expected


def body(women, others, silent, vacant):
    answers = [
        *[{WOMEN: Answer.YES}] * women,
        *[{WOMEN: Answer.NO}] * others,
        *[{}] * silent,
        *[None] * vacant,
    ]
    return [Place(frozenset({SEAT}), one) for one in answers]


def target(least, most=None):
    amounts = [None if one is None else Amount(one, None) for one in (least, most)]
    return Target("women", ((WOMEN,),), (SEAT,), *amounts, None, "")


few = st.integers(0, 12)


@given(few, few, few, few, few, st.none() | few)
def test_a_verdict_that_is_told_is_true(women, others, silent, vacant, least, most):
    (finding,) = findings_of(body(women, others, silent, vacant), [target(least, most)])
    (one,) = told_of([finding], silent)

    found = verdict(one)

    assert found is not HOLDS or finding.standing is HOLDS or silent
    assert found is not BROKEN or finding.standing is BROKEN


@pytest.mark.parametrize("people", range(13))
def test_bodies_that_are_told_alike_have_one_verdict_and_one_need(people):
    """So verdict and need tell no more than the report, whose every case is tried elsewhere."""
    for least, vacant in product(range(1, 8), range(4)):
        known = {}
        for women in range(people + 1):
            places = body(women, people - women, 0, vacant)
            (one,) = told_of(findings_of(places, [target(least)]), 0)
            since = Change(left=1, came=1, allocated=0, vacant=vacant)
            drawn = (verdict(one), room_after(one, since, least, people + vacant))
            assert known.setdefault(one, drawn) == drawn


def test_without_a_number_nothing_is_known_between_counts():
    assert room_after(told(False, None), Change(0, 1, 0, 3), 8, 16) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change(left=0, came=0, allocated=0, vacant=4), Room(wanted=2, allowed=4, vacant=4)),
        (Change(left=0, came=1, allocated=0, vacant=3), Room(wanted=2, allowed=3, vacant=3)),
        (Change(left=0, came=1, allocated=1, vacant=3), Room(wanted=1, allowed=3, vacant=3)),
        (Change(left=1, came=0, allocated=0, vacant=5), Room(wanted=3, allowed=4, vacant=5)),
    ],
)
def test_whoever_left_counted_and_whoever_came_did_not(change, expected):
    one = told(False, 6, vacant=4)

    assert room_after(one, change, least=8, most=10) == expected


@pytest.mark.parametrize(
    ("room", "is_kept", "binds"),
    [
        (Room(wanted=1, allowed=5, vacant=2), True, False),
        (Room(wanted=2, allowed=5, vacant=2), True, True),
        (Room(wanted=3, allowed=5, vacant=2), False, True),
        (Room(wanted=0, allowed=0, vacant=2), True, True),
        (Room(wanted=0, allowed=-1, vacant=2), False, True),
        (Room(wanted=0, allowed=0, vacant=0), True, False),
    ],
)
def test_when_it_matters_who_comes_next(room, is_kept, binds):
    assert (room.is_kept, room.binds) == (is_kept, binds)


@given(few, st.integers(0, 5), st.integers(0, 5), st.integers(1, 12))
def test_a_vacancy_changes_nothing_about_who_may_come(counted, left, came, least):
    """The seats that may go to anybody become fewer only when somebody takes one."""
    one = told(False, counted, least=least, vacant=came)

    def loose(change):
        room = room_after(one, change, least, 99)
        return room.vacant - room.wanted

    before, after = Change(0, 0, 0, came), Change(left, 0, 0, came + left)
    if least - counted > 0:
        assert loose(after) == loose(before) or left > counted
