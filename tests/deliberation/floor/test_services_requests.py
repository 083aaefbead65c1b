import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from deliberation.floor.models import RequestKind, RequestStatus
from deliberation.floor.services.requests import (
    AlreadyWaiting,
    FloorClosed,
    RequestGone,
    decline_request,
    request_floor,
    withdraw_request,
)
from deliberation.floor.services.turns import give_floor
from deliberation.meetings.models import Recusal
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.services.discussion import NotPresent, Recused
from deliberation.rules.floor import SpeakersList
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.floor import make_request


def test_a_member_asks_for_the_floor(cast, meeting, told):
    request = request_floor(
        actor=cast.member, meeting_id=meeting.pk, kind=RequestKind.PRO, language="ar"
    )

    request.refresh_from_db()
    facts = (request.member, request.item, request.kind, request.language, request.status)
    assert facts == (
        cast.members.member, meeting.item, RequestKind.PRO, "ar", RequestStatus.WAITING,
    )  # fmt: skip
    assert told() == [
        (
            "floor.requested",
            {
                "request_id": request.pk,
                "member_id": cast.members.member.pk,
                "purpose": "pro",
                "language": "ar",
            },
        )
    ]


def test_without_a_word_on_it_they_speak_the_language_they_speak_best(cast, meeting):
    cast.members.member.speaks = ["ku", "ar"]
    cast.members.member.save()

    request = request_floor(actor=cast.member, meeting_id=meeting.pk)

    assert request.language == "ku"


def test_people_put_themselves_on_a_list(cast, meeting):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk, group=SpeakersList.WOMEN)

    request.refresh_from_db()
    assert request.group == "women"


def test_no_seat_puts_anybody_on_a_list(cast, meeting):
    """For whom a seat is kept the office knows; in which order people speak, everybody."""
    seat = cast.members.member.mandates.get().seat
    seat.group = "women"
    seat.save()

    assert request_floor(actor=cast.member, meeting_id=meeting.pk).group == ""


def test_nobody_waits_twice(cast, meeting):
    request_floor(actor=cast.member, meeting_id=meeting.pk)

    with pytest.raises(AlreadyWaiting):
        request_floor(actor=cast.member, meeting_id=meeting.pk)


def test_the_database_too_knows_that_nobody_waits_twice(cast, meeting):
    make_request(meeting, cast.members.member)

    with pytest.raises(IntegrityError):
        make_request(meeting, cast.members.member)


def test_whoever_is_not_there_cannot_speak(cast, meeting):
    with pytest.raises(NotPresent):
        request_floor(actor=cast.absentee, meeting_id=meeting.pk)


def test_whoever_takes_no_part_in_the_item_does_not_speak_on_it(cast, meeting):
    Recusal.objects.create(item=meeting.item, member=cast.members.member)

    with pytest.raises(Recused):
        request_floor(actor=cast.member, meeting_id=meeting.pk)


@pytest.mark.parametrize("status", [MeetingStatus.CONVENED, MeetingStatus.RECESSED])
def test_outside_a_sitting_there_is_no_floor(cast, meeting, status):
    meeting.status = status
    meeting.save()

    with pytest.raises(MeetingNotOpen):
        request_floor(actor=cast.member, meeting_id=meeting.pk)


@pytest.mark.parametrize("person", ["clerk", "interpreter", "outsider", "sysadmin"])
def test_others_do_not_speak_in_the_meeting(cast, meeting, person):
    with pytest.raises(PermissionDenied):
        request_floor(actor=getattr(cast, person), meeting_id=meeting.pk)


def test_after_the_discussion_only_points_of_order_can_be_raised(cast, meeting):
    meeting.item.status = ItemStatus.DISCUSSED
    meeting.item.save()

    with pytest.raises(FloorClosed):
        request_floor(actor=cast.member, meeting_id=meeting.pk)
    point = RequestKind.POINT_OF_ORDER
    assert request_floor(actor=cast.member, meeting_id=meeting.pk, kind=point).kind is point


def test_a_request_is_withdrawn_once(cast, meeting, told):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)

    for _ in range(2):
        withdraw_request(actor=cast.member, request_id=request.pk)

    request.refresh_from_db()
    assert request.status is RequestStatus.WITHDRAWN
    assert [kind for kind, _ in told()] == ["floor.requested", "floor.withdrawn"]


def test_nobody_withdraws_for_others(cast, meeting):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)

    with pytest.raises(PermissionDenied):
        withdraw_request(actor=cast.chair, request_id=request.pk)


def test_a_request_that_was_granted_cannot_be_withdrawn(cast, meeting):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)
    give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=request.pk)

    with pytest.raises(RequestGone):
        withdraw_request(actor=cast.member, request_id=request.pk)


def test_whoever_was_withdrawn_may_ask_again(cast, meeting):
    first = request_floor(actor=cast.member, meeting_id=meeting.pk)
    withdraw_request(actor=cast.member, request_id=first.pk)

    assert request_floor(actor=cast.member, meeting_id=meeting.pk).pk != first.pk


def test_the_chair_declines_a_request(cast, meeting, told):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)

    decline_request(actor=cast.chair, request_id=request.pk)

    request.refresh_from_db()
    assert request.status is RequestStatus.DECLINED
    facts = {"request_id": request.pk, "member_id": cast.members.member.pk}
    assert told()[-1] == ("floor.declined", facts)


def test_only_the_chair_declines(cast, meeting):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)

    with pytest.raises(PermissionDenied):
        decline_request(actor=cast.clerk, request_id=request.pk)


def test_what_was_withdrawn_cannot_be_declined(cast, meeting):
    request = request_floor(actor=cast.member, meeting_id=meeting.pk)
    withdraw_request(actor=cast.member, request_id=request.pk)

    with pytest.raises(RequestGone):
        decline_request(actor=cast.chair, request_id=request.pk)
