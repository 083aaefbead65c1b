from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.ledger.models import Entry
from council.members.models import OfficeKind
from council.rules.errors import OutOfOrder
from deliberation.meetings.models import ItemResult
from deliberation.meetings.services.opening import (
    BeforeTheHour,
    ItemPending,
    NotTheSecondCall,
    QuorateMeeting,
    adjourn_meeting,
    call_again,
    find_inquorate,
    open_meeting,
    recess_meeting,
    resume_meeting,
)
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.quorum import InquorateMeeting
from tests.factories.institution import give_office, make_body, seat_members
from tests.factories.meetings import (
    make_called_item,
    make_item,
    make_meeting,
    make_present,
    open_meeting_with,
)


@pytest.fixture
def meeting(cast, body):
    return make_meeting(body)


@pytest.fixture
def quorate(meeting, cast):
    for member in (cast.members.chair, cast.members.member):
        make_present(meeting, member)
    return meeting


def kinds(meeting):
    return [*Entry.objects.filter(meeting_id=meeting.pk).values_list("kind", flat=True)]


def test_the_chair_opens_a_quorate_meeting_and_its_first_sitting_begins(cast, quorate):
    opened = open_meeting(actor=cast.chair, meeting_id=quorate.pk)

    assert opened.status is MeetingStatus.OPEN
    assert quorate.sittings.get().opened_at is not None
    entry = Entry.objects.get(meeting_id=quorate.pk)
    assert entry.payload == {"meeting_id": quorate.pk, "present": 2, "needed": 2, "entitled": 3}


def test_a_meeting_with_too_few_members_is_not_opened_and_says_how_many_are_missing(cast, meeting):
    make_present(meeting, cast.members.chair)
    make_present(meeting, cast.members.adviser)  # has no vote, hence does not count

    with pytest.raises(InquorateMeeting) as caught:
        open_meeting(actor=cast.chair, meeting_id=meeting.pk)

    assert caught.value.facts == {"present": 1, "needed": 2, "missing": 1}
    meeting.refresh_from_db()
    assert meeting.status is MeetingStatus.CONVENED


def test_nobody_but_who_presides_opens_a_meeting(cast, quorate):
    with pytest.raises(PermissionDenied):
        open_meeting(actor=cast.clerk, meeting_id=quorate.pk)


def test_a_meeting_is_opened_once(cast, quorate):
    open_meeting(actor=cast.chair, meeting_id=quorate.pk)

    with pytest.raises(OutOfOrder):
        open_meeting(actor=cast.chair, meeting_id=quorate.pk)


def test_too_few_members_are_recorded_so_that_a_second_call_can_follow(cast, meeting):
    make_present(meeting, cast.members.chair)

    found = find_inquorate(actor=cast.chair, meeting_id=meeting.pk)

    assert found.status is MeetingStatus.INQUORATE
    assert kinds(meeting) == ["meeting.inquorate"]
    assert not meeting.attendances.filter(left_at=None).exists()


def test_a_quorate_meeting_is_not_found_inquorate(cast, quorate):
    with pytest.raises(QuorateMeeting):
        find_inquorate(actor=cast.chair, meeting_id=quorate.pk)


def test_members_have_until_the_hour_to_come(cast, body):
    meeting = make_meeting(body, starts_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(BeforeTheHour):
        find_inquorate(actor=cast.chair, meeting_id=meeting.pk)


def test_a_second_call_needs_twice_the_executive_board_and_no_more(cast, council):
    board = make_body(council)
    seat_members(board, 2)
    assembly = make_body(council, executive=board)
    members = seat_members(assembly, 20)
    first = make_meeting(assembly, status=MeetingStatus.INQUORATE)
    again = make_meeting(assembly, second_call_of=first)
    give_office(members[0], assembly, OfficeKind.CHAIR)
    for member in members[:3]:
        make_present(again, member)
    with pytest.raises(InquorateMeeting) as caught:
        open_meeting(actor=members[0].user, meeting_id=again.pk)
    make_present(again, members[3])

    opened = open_meeting(actor=members[0].user, meeting_id=again.pk)

    assert caught.value.facts == {"present": 3, "needed": 4, "missing": 1}
    assert opened.status is MeetingStatus.OPEN


def test_sittings_follow_each_other_through_recesses(cast, quorate):
    open_meeting(actor=cast.chair, meeting_id=quorate.pk)

    recess_meeting(actor=cast.chair, meeting_id=quorate.pk)
    resume_meeting(actor=cast.chair, meeting_id=quorate.pk)
    adjourn_meeting(actor=cast.chair, meeting_id=quorate.pk)

    assert kinds(quorate) == [
        "meeting.opened", "meeting.recessed", "meeting.resumed", "meeting.adjourned",
    ]  # fmt: skip
    assert [one.number for one in quorate.sittings.all()] == [1, 2]
    assert not quorate.sittings.filter(closed_at=None).exists()


def test_the_end_lets_everybody_leave_and_returns_what_was_not_reached(cast, body):
    meeting = open_meeting_with(body, present=[cast.members.chair])
    item = make_item(meeting)

    adjourn_meeting(actor=cast.chair, meeting_id=meeting.pk)

    item.refresh_from_db()
    assert (item.status, item.result) == (ItemStatus.POSTPONED, ItemResult.UNFINISHED)
    assert not meeting.attendances.filter(left_at=None).exists()


def test_a_meeting_does_not_end_with_an_item_before_it(cast, body):
    meeting = open_meeting_with(body, present=[cast.members.chair])
    make_called_item(meeting, number="4a")

    with pytest.raises(ItemPending) as caught:
        adjourn_meeting(actor=cast.chair, meeting_id=meeting.pk)

    assert caught.value.facts == {"number": "4a"}


def test_a_second_call_is_recorded_with_the_meeting_it_follows(cast, body):
    first = make_meeting(body, status=MeetingStatus.INQUORATE)
    second = make_meeting(body, second_call_of=first)

    call_again(actor=cast.clerk, meeting_id=first.pk, second_call_id=second.pk)

    assert Entry.objects.get(meeting_id=first.pk).payload["second_call_id"] == second.pk


def test_another_meeting_is_no_second_call(cast, body):
    first = make_meeting(body, status=MeetingStatus.INQUORATE)

    with pytest.raises(NotTheSecondCall):
        call_again(actor=cast.clerk, meeting_id=first.pk, second_call_id=make_meeting(body).pk)
