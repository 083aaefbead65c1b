from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from deliberation.floor.models import RequestKind, RequestStatus, SpeakingTurn
from deliberation.floor.services.requests import RequestGone, request_floor, withdraw_request
from deliberation.floor.services.turns import (
    FloorTaken,
    SpeakerAbsent,
    TurnOver,
    end_turn,
    extend_turn,
    give_floor,
)
from deliberation.meetings.models import Attendance
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.services.attendance import NotAParticipant
from deliberation.rules.meetings import MeetingStatus
from tests.factories.floor import make_past_turn, make_request, make_signal, make_turn
from tests.factories.institution import make_member


@pytest.fixture
def request_(cast, meeting):
    return request_floor(actor=cast.member, meeting_id=meeting.pk)


def test_the_chair_gives_the_floor_for_as_long_as_the_by_laws_say(cast, meeting, request_, told):
    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk)

    turn.refresh_from_db()
    request_.refresh_from_db()
    assert (turn.member, turn.item, turn.request) == (
        cast.members.member, meeting.item, request_,
    )  # fmt: skip
    assert (turn.allotted_seconds, turn.is_deviation, turn.ended_at) == (180, False, None)
    assert request_.status is RequestStatus.GRANTED
    assert told()[-1] == (
        "floor.given",
        {
            "turn_id": turn.pk,
            "member_id": cast.members.member.pk,
            "purpose": "speech",
            "seconds": 180,
            "instead_of": None,
            "ended_turn_id": None,
        },
    )


def test_the_chair_may_give_less_or_more_time(cast, meeting, request_):
    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk, seconds=60)

    assert turn.allotted_seconds == 60


def test_whoever_was_passed_over_is_named_in_the_journal(cast, meeting, request_, told):
    later = make_request(meeting, cast.members.adviser)

    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=later.pk)

    assert turn.is_deviation
    assert told()[-1][1]["instead_of"] == cast.members.member.pk


def test_a_point_of_order_comes_first_and_is_no_deviation(cast, meeting, request_):
    point = make_request(meeting, cast.members.adviser, kind=RequestKind.POINT_OF_ORDER)

    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=point.pk)

    assert not turn.is_deviation


def test_the_order_is_the_one_of_the_by_laws(cast, meeting, request_):
    """Under the assembly's by-laws the lists of women and men alternate."""
    request_.group = "men"
    request_.save()
    make_past_turn(meeting, cast.members.chair, group="men")
    woman = make_request(meeting, cast.members.adviser, group="women")

    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=woman.pk)

    assert (turn.is_deviation, turn.group) == (False, "women")


def test_somebody_who_has_not_asked_can_be_given_the_floor(cast, meeting):
    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, member_id=cast.members.adviser.pk)

    assert (turn.member, turn.request, turn.is_deviation) == (cast.members.adviser, None, False)


def test_naming_a_member_who_waits_grants_their_request(cast, meeting, request_):
    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, member_id=cast.members.member.pk)

    assert turn.request == request_


def test_one_person_has_the_floor(cast, meeting, request_):
    give_floor(actor=cast.chair, meeting_id=meeting.pk, member_id=cast.members.adviser.pk)

    with pytest.raises(FloorTaken) as refusal:
        give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk)

    assert refusal.value.facts == {"name": "Adviser"}


def test_the_database_too_knows_one_speaker(cast, meeting):
    make_turn(meeting, cast.members.member)

    with pytest.raises(IntegrityError):
        make_turn(meeting, cast.members.adviser)


def test_the_running_turn_ends_when_the_chair_says_after_which(cast, meeting, request_, told):
    before = make_turn(meeting, cast.members.adviser, ago=40)

    turn = give_floor(
        actor=cast.chair,
        meeting_id=meeting.pk,
        request_id=request_.pk,
        after_turn_id=before.pk,
    )

    before.refresh_from_db()
    assert before.ended_at is not None
    assert told()[-1][1]["ended_turn_id"] == before.pk
    assert SpeakingTurn.objects.get(ended_at=None) == turn


def test_a_turn_that_ended_meanwhile_interrupts_nobody_else(cast, meeting, request_):
    old = make_past_turn(meeting, cast.members.chair)
    make_turn(meeting, cast.members.adviser)

    with pytest.raises(FloorTaken):
        give_floor(
            actor=cast.chair,
            meeting_id=meeting.pk,
            request_id=request_.pk,
            after_turn_id=old.pk,
        )


def test_a_request_is_granted_once(cast, meeting, request_):
    withdraw_request(actor=cast.member, request_id=request_.pk)

    with pytest.raises(RequestGone):
        give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk)


def test_whoever_has_left_does_not_get_the_floor(cast, meeting, request_):
    Attendance.objects.filter(member=cast.members.member).update(left_at=timezone.now())

    with pytest.raises(SpeakerAbsent):
        give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk)


def test_a_stranger_does_not_get_the_floor(cast, meeting):
    stranger = make_member(meeting.council)

    with pytest.raises(NotAParticipant):
        give_floor(actor=cast.chair, meeting_id=meeting.pk, member_id=stranger.pk)


@pytest.mark.parametrize("person", ["member", "adviser", "clerk", "interpreter", "sysadmin"])
def test_only_whoever_presides_gives_the_floor(cast, meeting, request_, person):
    with pytest.raises(PermissionDenied):
        give_floor(actor=getattr(cast, person), meeting_id=meeting.pk, request_id=request_.pk)


def test_in_a_recess_nobody_gets_the_floor(cast, meeting, request_):
    meeting.status = MeetingStatus.RECESSED
    meeting.save()

    with pytest.raises(MeetingNotOpen):
        give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request_.pk)


def test_a_turn_is_ended_once_and_its_time_is_told(cast, meeting, told):
    turn = make_turn(meeting, cast.members.member, ago=75)

    for _ in range(2):
        end_turn(actor=cast.chair, turn_id=turn.pk)

    facts = {"turn_id": turn.pk, "member_id": cast.members.member.pk, "seconds": 75}
    assert told() == [("floor.ended", facts)]


def test_a_pause_that_runs_at_the_end_is_no_speaking_time(cast, meeting, told):
    turn = make_turn(meeting, cast.members.member, ago=100, paused_seconds=10)
    turn.paused_at = timezone.now() - timedelta(seconds=30)
    turn.save()

    end_turn(actor=cast.chair, turn_id=turn.pk)

    turn.refresh_from_db()
    assert (turn.paused_seconds, turn.paused_at) == (40, None)
    assert told()[-1][1]["seconds"] == 60


def test_ending_a_turn_settles_what_was_signalled_in_it(cast, meeting):
    turn = make_turn(meeting, cast.members.member)
    signal = make_signal(meeting, cast.members.interpreter, turn=turn)

    end_turn(actor=cast.chair, turn_id=turn.pk)

    signal.refresh_from_db()
    assert signal.settled_at is not None


def test_the_chair_gives_a_minute_more(cast, meeting, told):
    turn = make_turn(meeting, cast.members.member)

    extend_turn(actor=cast.chair, turn_id=turn.pk)
    extend_turn(actor=cast.chair, turn_id=turn.pk, seconds=30)

    turn.refresh_from_db()
    assert turn.extended_seconds == 90
    assert [facts["seconds"] for _, facts in told()] == [60, 30]


def test_a_turn_that_is_over_is_not_extended(cast, meeting):
    turn = make_past_turn(meeting, cast.members.member)

    with pytest.raises(TurnOver):
        extend_turn(actor=cast.chair, turn_id=turn.pk)


@pytest.mark.parametrize("act", [end_turn, extend_turn])
def test_only_the_chair_has_the_clock_in_hand(cast, meeting, act):
    turn = make_turn(meeting, cast.members.member)

    with pytest.raises(PermissionDenied):
        act(actor=cast.member, turn_id=turn.pk)
