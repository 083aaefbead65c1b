"""The parts as readers see them: words, directions, and nothing personal in what is pushed."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from council.kernel.audience import Audience
from deliberation.floor.models import RequestKind, SignalKind
from deliberation.floor.selectors.desk import desk_floor_part
from deliberation.floor.selectors.floor import floor_part
from tests.factories.floor import make_past_turn, make_request, make_signal, make_turn


def shown(meeting, part="floor", language="en", audience=Audience.DESK):
    read = {"floor": floor_part, "desk-floor": desk_floor_part}[part]
    with translation.override(language):
        return render_to_string(f"floor/live/{part}.html", read(meeting.pk, audience, language))


def test_an_empty_floor_says_so(meeting):
    assert "Nobody waits to speak." in shown(meeting)


def test_the_speaker_and_those_who_wait_are_named(cast, meeting):
    make_turn(meeting, cast.members.member)
    make_request(meeting, cast.members.adviser, language="ar", kind=RequestKind.POINT_OF_ORDER)

    html = shown(meeting)

    assert "<strong><bdi>Member</bdi></strong>" in html
    assert "speaks Arabic" in html
    assert "Point of order" in html
    assert "1 waiting" in html


def test_what_the_speaker_has_the_floor_for_stands_in_place_of_whence_they_come(cast, meeting):
    make_turn(meeting, cast.members.member, kind=RequestKind.CONTRA)

    html = shown(meeting)

    assert '<span class="muted small">Against</span>' in html
    assert "Host" not in html


def test_the_clock_is_told_by_its_deadline_and_reads_the_same_at_every_moment(cast, meeting):
    turn = make_turn(meeting, cast.members.member)
    first = shown(meeting)

    turn.refresh_from_db()
    deadline = int((turn.started_at + timedelta(seconds=180)).timestamp() * 1000)
    assert f'data-deadline="{deadline}"' in first
    assert shown(meeting) == first


def test_a_clock_that_stands_has_no_deadline(cast, meeting):
    make_turn(meeting, cast.members.member, ago=60, paused_at=timezone.now())
    make_signal(meeting, cast.members.interpreter, SignalKind.CANNOT_HEAR)

    html = shown(meeting)

    assert "data-deadline" not in html
    assert '<b class="num">2:00</b>' in html
    assert "The interpreters cannot hear the speaker." in html


def test_names_keep_their_script_and_direction(cast, meeting):
    member = cast.members.member
    member.native_name, member.native_language = "رانيا الحموي", "ar"
    member.save()
    make_request(meeting, member)

    assert '<bdi lang="ar" dir="rtl">رانيا الحموي</bdi>' in shown(meeting, language="ar")
    assert "<bdi>Member</bdi>" in shown(meeting, language="tr")


@pytest.mark.parametrize("part", ["floor", "desk-floor"])
def test_what_is_pushed_is_nobodys_own(cast, meeting, part):
    make_turn(meeting, cast.members.member)
    make_request(meeting, cast.members.adviser)
    make_signal(meeting, cast.members.interpreter)

    html = shown(meeting, part)

    assert "csrfmiddlewaretoken" not in html
    assert 'name="key"' not in html


def test_the_chair_sees_whom_to_give_the_floor(cast, meeting):
    request = make_request(meeting, cast.members.adviser)
    turn = make_turn(meeting, cast.members.member, is_deviation=True)
    make_past_turn(meeting, cast.members.member, seconds=95, group="women")

    html = shown(meeting, "desk-floor")

    assert "suggested next" in html
    assert f'name="request_id" value="{request.pk}"' in html
    assert f'name="after_turn_id" value="{turn.pk}"' in html
    assert "Not in the suggested order; this is noted." in html
    assert '<bdi class="num">1:35</bdi>' in html
    assert "Women" in html
