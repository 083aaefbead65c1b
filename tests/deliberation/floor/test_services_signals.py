from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from deliberation.floor.models import InterpreterSignal, SignalKind
from deliberation.floor.selectors.clock import clock_of
from deliberation.floor.services.signals import settle_signals, signal_interpretation
from deliberation.meetings.order import MeetingNotOpen
from deliberation.rules.meetings import MeetingStatus
from tests.factories.floor import make_signal, make_turn

STOPPING = [SignalKind.CANNOT_HEAR, SignalKind.BREAK]


def signal(cast, meeting, kind, language="tr"):
    return signal_interpretation(
        actor=cast.interpreter, meeting_id=meeting.pk, signal=kind, language=language
    )


@pytest.mark.parametrize("kind", STOPPING)
def test_when_nobody_can_follow_the_clock_of_the_speaker_stands(cast, meeting, told, kind):
    turn = make_turn(meeting, cast.members.member, ago=60)

    signal(cast, meeting, kind)

    turn.refresh_from_db()
    in_ten_minutes = timezone.now() + timedelta(minutes=10)
    assert clock_of(turn, warning=30, now=in_ten_minutes).spoken == 60
    assert told() == [
        (
            "signal.given",
            {
                "signal": str(kind),
                "language": "tr",
                "turn_id": turn.pk,
                "is_clock_stopped": True,
            },
        )
    ]


@pytest.mark.parametrize("kind", [SignalKind.SLOWER, SignalKind.REPEAT])
def test_the_clock_runs_on_for_lesser_signals(cast, meeting, told, kind):
    turn = make_turn(meeting, cast.members.member)

    signal(cast, meeting, kind)

    turn.refresh_from_db()
    assert turn.paused_at is None
    assert told()[-1][1]["is_clock_stopped"] is False


def test_a_signal_can_be_given_when_nobody_has_the_floor(cast, meeting, told):
    given = signal(cast, meeting, SignalKind.BREAK)

    assert (given.turn, told()[-1][1]["is_clock_stopped"]) == (None, False)


def test_the_same_signal_stands_once(cast, meeting, told):
    first = signal(cast, meeting, SignalKind.SLOWER)

    assert signal(cast, meeting, SignalKind.SLOWER) == first
    assert len(told()) == 1
    assert signal(cast, meeting, SignalKind.SLOWER, language="ar") != first


def test_the_database_too_knows_that_a_signal_stands_once(cast, meeting):
    make_signal(meeting, cast.members.interpreter)

    with pytest.raises(IntegrityError):
        make_signal(meeting, cast.members.interpreter)


def test_nobody_signals_for_a_language_they_do_not_interpret_into(cast, meeting):
    with pytest.raises(PermissionDenied):
        signal(cast, meeting, SignalKind.SLOWER, language="en")


def test_outside_a_sitting_there_is_nothing_to_signal(cast, meeting):
    meeting.status = MeetingStatus.RECESSED
    meeting.save()

    with pytest.raises(MeetingNotOpen):
        signal(cast, meeting, SignalKind.SLOWER)


def test_the_clock_runs_on_when_the_chair_settles_it(cast, meeting, told):
    turn = make_turn(
        meeting,
        cast.members.member,
        ago=90,
        paused_at=timezone.now() - timedelta(seconds=30),
        paused_seconds=5,
    )
    make_signal(meeting, cast.members.interpreter, SignalKind.BREAK, turn=turn)

    for _ in range(2):
        settle_signals(actor=cast.chair, meeting_id=meeting.pk)

    turn.refresh_from_db()
    assert (turn.paused_at, turn.paused_seconds) == (None, 35)
    assert not InterpreterSignal.objects.filter(settled_at=None).exists()
    assert told() == [("signal.settled", {"turn_id": turn.pk})]


def test_a_second_stopping_signal_does_not_begin_the_pause_anew(cast, meeting):
    turn = make_turn(meeting, cast.members.member, ago=60)
    signal(cast, meeting, SignalKind.CANNOT_HEAR)
    turn.refresh_from_db()
    begun = turn.paused_at

    signal(cast, meeting, SignalKind.BREAK)

    turn.refresh_from_db()
    assert turn.paused_at == begun


def test_only_the_chair_settles_signals(cast, meeting):
    make_signal(meeting, cast.members.interpreter)

    with pytest.raises(PermissionDenied):
        settle_signals(actor=cast.interpreter, meeting_id=meeting.pk)


def test_a_signal_outside_any_turn_is_settled_too(cast, meeting, told):
    make_signal(meeting, cast.members.interpreter)

    settle_signals(actor=cast.chair, meeting_id=meeting.pk)

    assert told() == [("signal.settled", {"turn_id": None})]


def test_settling_a_lesser_signal_leaves_the_clock_alone(cast, meeting):
    turn = make_turn(meeting, cast.members.member, ago=60)
    make_signal(meeting, cast.members.interpreter, turn=turn)

    settle_signals(actor=cast.chair, meeting_id=meeting.pk)

    turn.refresh_from_db()
    assert (turn.paused_at, turn.paused_seconds) == (None, 0)
