"""How a target stands: holds, at risk, broken."""

import pytest

from council.rules.targets import (
    PRESETS,
    SEAT,
    Answer,
    Group,
    Place,
    Standing,
    findings_of,
    of_bloc,
    of_office,
    read_target,
)

WOMAN = {Group.WOMEN: Answer.YES}
MAN = {Group.WOMEN: Answer.NO, Group.MEN: Answer.YES}
WOMEN = PRESETS["parity"][0]


def seats(*answers, traits=(SEAT,)):
    return [Place(frozenset(traits), one) for one in answers]


def standing_of(places, **changes):
    (found,) = findings_of(places, [read_target(WOMEN | changes)])
    return found.standing, found.is_met


COUNT = {"count": None, "share": None, "rounding": "up"}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (seats(WOMAN, MAN), (Standing.HOLDS, True)),
        (seats(WOMAN, None), (Standing.HOLDS, True)),
        (seats(MAN, None), (Standing.AT_RISK, False)),
        (seats(MAN, {}), (Standing.AT_RISK, False)),
        (seats(MAN, {Group.WOMEN: Answer.NOT_SAID}), (Standing.AT_RISK, False)),
        (seats(MAN, MAN), (Standing.BROKEN, False)),
        (seats(MAN, {Group.WOMEN: Answer.NO}), (Standing.BROKEN, False)),
        ([], (Standing.HOLDS, True)),
    ],
)
def test_half_of_two_places_for_women(places, expected):
    assert standing_of(places) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (seats(WOMAN, MAN), (Standing.HOLDS, True)),
        (seats(WOMAN, None), (Standing.AT_RISK, True)),
        (seats(WOMAN, {}), (Standing.HOLDS, True)),
        (seats(WOMAN, WOMAN), (Standing.BROKEN, False)),
    ],
)
def test_at_most_one_woman(places, expected):
    assert standing_of(places, least=None, most=COUNT | {"count": 1}) == expected


def test_what_was_not_said_is_not_held_against_a_maximum_and_fills_no_minimum():
    places = seats({}, {})

    assert standing_of(places, least=None, most=COUNT | {"count": 0})[1] is True
    assert standing_of(places, least=COUNT | {"count": 1})[1] is False


def test_a_target_that_only_a_declaration_could_save_says_so():
    places = seats(MAN, {})

    (found,) = findings_of(places, [read_target(WOMEN)])

    assert found.depends_on_declarations
    assert (found.stated, found.unstated, found.vacant) == (0, 1, 0)


def test_a_target_counts_the_places_in_its_scope_only():
    migrants = (SEAT, of_bloc("migrants"))
    places = seats(MAN, MAN) + seats(WOMAN, None, traits=migrants)

    (found,) = findings_of(places, [read_target(WOMEN | {"scope": list(migrants)})])

    assert (found.places, found.least, found.stated, found.vacant) == (2, 1, 1, 1)


def test_offices_to_come_are_vacant_places():
    chairs = [read_target(one) for one in PRESETS["co_chairs"]]
    one_chair = seats(WOMAN, traits=(of_office("chair"),))

    found = findings_of(one_chair, chairs)

    assert [one.standing for one in found] == [Standing.HOLDS, Standing.AT_RISK]
    assert [one.places for one in found] == [2, 2]


def test_the_seats_of_a_bloc_are_fixed():
    fixed = COUNT | {"count": 2}
    two = {"group": [[]], "least": fixed, "most": fixed}

    assert standing_of(seats({}, MAN), **two)[0] is Standing.HOLDS
    assert standing_of(seats({}, None), **two)[0] is Standing.AT_RISK
    assert standing_of(seats({}), **two)[0] is Standing.BROKEN
    assert standing_of(seats({}, {}, {}), **two)[0] is Standing.BROKEN
