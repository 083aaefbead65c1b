"""Charts: every seat is drawn once, shapes tell votes, geometry does not follow the language."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.svg import Sector, bar, hemicycle, ring

VOTES = ("for", "against", "abstain", "none", "absent")


def drawn(sectors, **options):
    return hemicycle(sectors, title="Title", desc="Numbers", uid="h", **options)


@given(st.lists(st.lists(st.sampled_from(VOTES), max_size=60), min_size=1, max_size=8))
def test_every_seat_is_drawn_once(blocs):
    sectors = [Sector("com", votes) for votes in blocs]

    picture = drawn(sectors)

    assert picture.count('class="seat ') == sum(map(len, blocs))


@pytest.mark.parametrize(
    ("vote", "shape"),
    [
        ("for", r'<circle class="seat bloc-civ v-for"[^>]* fill="#c2570c"/>'),
        ("against", r'<g class="seat bloc-civ v-against"><circle [^>]*/><path [^>]*/></g>'),
        ("abstain", r'<circle class="seat bloc-civ v-abstain"[^>]* fill="none" stroke='),
        ("absent", r'<circle class="seat bloc-civ v-absent"[^>]* fill="#c9c3b4"/>'),
    ],
)
def test_the_shape_of_a_seat_tells_the_vote(vote, shape):
    assert re.search(shape, drawn([Sector("civ", [vote])]))


def test_right_to_left_readers_begin_on_the_right():
    sectors = [Sector("com", ["for"] * 10), Sector("civ", ["for"] * 10)]

    left, right = (
        [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn(sectors, rtl=rtl))]
        for rtl in (False, True)
    )

    assert left[0] < 160 < right[0]
    assert [round(a + b) for a, b in zip(left, right, strict=True)] == [320] * 20


def test_what_people_wrote_is_escaped():
    picture = hemicycle([Sector("com", ["for"])], title="<b>", desc='"&', uid="h")

    assert "<b>" not in picture
    assert "&lt;b&gt;" in picture


def test_geometry_is_the_same_in_every_language():
    with translation.override("ar"):
        arabic = bar([("bar-yes", 1)], total=3)

    assert arabic == bar([("bar-yes", 1)], total=3)
    assert 'width="33.33"' in arabic


def test_a_bar_without_a_total_is_empty():
    assert bar([("bar-yes", 0)], total=0).count("<rect") == 1


def test_the_parts_of_a_bar_follow_each_other():
    drawn_bar = bar([("bar-yes", 1), ("bar-no", 3)], total=4, label="1 for, 3 against")

    assert re.findall(r'x="([\d.]+)" width="([\d.]+)"', drawn_bar) == [
        ("0.00", "25.00"),
        ("25.00", "75.00"),
    ]
    assert 'aria-label="1 for, 3 against"' in drawn_bar


@pytest.mark.parametrize(("percent", "dashes"), [(60, "60 100"), (-5, "0 100"), (140, "100 100")])
def test_a_ring_shows_between_nothing_and_all(percent, dashes):
    assert f'stroke-dasharray="{dashes}"' in ring(percent)
