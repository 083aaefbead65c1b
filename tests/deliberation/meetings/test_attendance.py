from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.ledger.models import Entry
from council.members.models import MandateRole
from deliberation.meetings.models import Attendance, Mode
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.selectors.electorate import electorate_of
from deliberation.meetings.selectors.presence import Mark, marks_in
from deliberation.meetings.services.attendance import (
    NotAParticipant,
    PresentAlready,
    TooEarlyToAttend,
    call_roll,
    check_in,
    check_out,
    excuse_member,
    excuse_oneself,
    mark_arrival,
    mark_departure,
)
from deliberation.rules.meetings import MeetingStatus
from tests.factories.institution import make_member
from tests.factories.meetings import make_meeting, make_present


@pytest.fixture
def meeting(cast, body):
    return make_meeting(body)


def kinds(meeting):
    return [*Entry.objects.filter(meeting_id=meeting.pk).values_list("kind", flat=True)]


def present(meeting):
    return electorate_of(meeting).electorate.present


def test_a_member_checks_in_and_is_there(cast, meeting):
    check_in(actor=cast.member, meeting_id=meeting.pk, mode=Mode.REMOTE)

    assert present(meeting) == 1
    entry = Entry.objects.get(meeting_id=meeting.pk)
    assert (entry.kind, entry.payload) == (
        "member.arrived",
        {"member_id": cast.members.member.pk, "mode": "remote"},
    )


def test_checking_in_twice_changes_nothing(cast, meeting):
    check_in(actor=cast.member, meeting_id=meeting.pk)
    check_in(actor=cast.member, meeting_id=meeting.pk)

    assert kinds(meeting) == ["member.arrived"]
    assert Attendance.objects.count() == 1


def test_moving_from_home_into_the_hall_begins_a_new_stay(cast, meeting):
    check_in(actor=cast.member, meeting_id=meeting.pk, mode=Mode.REMOTE)
    check_in(actor=cast.member, meeting_id=meeting.pk, mode=Mode.HALL)

    stays = [(one.mode, one.left_at is None) for one in Attendance.objects.order_by("pk")]
    assert stays == [(Mode.REMOTE, False), (Mode.HALL, True)]


def test_a_member_may_leave_and_come_back(cast, meeting):
    check_in(actor=cast.member, meeting_id=meeting.pk)
    check_out(actor=cast.member, meeting_id=meeting.pk)
    check_out(actor=cast.member, meeting_id=meeting.pk)
    check_in(actor=cast.member, meeting_id=meeting.pk)

    assert kinds(meeting) == ["member.arrived", "member.left", "member.arrived"]
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("person", ["clerk", "interpreter", "outsider", "sysadmin"])
def test_people_without_seat_or_duty_do_not_check_in(person, cast, meeting):
    with pytest.raises(PermissionDenied):
        check_in(actor=getattr(cast, person), meeting_id=meeting.pk)


def test_nobody_checks_in_days_before_the_meeting(cast, body):
    meeting = make_meeting(body, starts_at=timezone.now() + timedelta(days=3))

    with pytest.raises(TooEarlyToAttend):
        check_in(actor=cast.member, meeting_id=meeting.pk)


@pytest.mark.parametrize("status", [MeetingStatus.DRAFT, MeetingStatus.ADJOURNED])
def test_nobody_checks_in_before_the_convocation_or_after_the_end(status, cast, body):
    meeting = make_meeting(body, status=status)

    with pytest.raises(MeetingNotOpen):
        check_in(actor=cast.member, meeting_id=meeting.pk)


def test_the_roll_call_records_everybody_at_once(cast, meeting):
    people = cast.members
    make_present(meeting, people.absentee)

    call_roll(
        actor=cast.clerk,
        meeting_id=meeting.pk,
        marks={
            people.chair.pk: Mark.HALL,
            people.member.pk: Mark.REMOTE,
            people.absentee.pk: Mark.EXCUSED,
            people.adviser.pk: Mark.ABSENT,
        },
    )

    marks = {member: one.mark for member, one in marks_in(meeting).items()}
    assert marks == {
        people.chair.pk: Mark.HALL,
        people.member.pk: Mark.REMOTE,
        people.absentee.pk: Mark.EXCUSED,
    }
    entry = Entry.objects.get(meeting_id=meeting.pk)
    assert entry.kind == "roll.called"
    assert entry.payload["arrived_ids"] == [people.chair.pk, people.member.pk]
    assert entry.payload["left_ids"] == [people.absentee.pk]
    assert (entry.payload["present"], entry.payload["needed"]) == (2, 2)


def test_a_roll_call_and_a_check_in_give_no_double_presence(cast, meeting):
    check_in(actor=cast.member, meeting_id=meeting.pk)
    marks = {cast.members.member.pk: Mark.HALL}
    call_roll(actor=cast.chair, meeting_id=meeting.pk, marks=marks)
    check_in(actor=cast.member, meeting_id=meeting.pk)

    assert Attendance.objects.filter(left_at=None).count() == 1
    assert present(meeting) == 1


def test_the_roll_is_called_of_participants_only(cast, meeting):
    stranger = make_member(meeting.council, public_name="Passer-by")

    with pytest.raises(NotAParticipant) as caught:
        call_roll(actor=cast.chair, meeting_id=meeting.pk, marks={stranger.pk: Mark.HALL})

    assert caught.value.facts == {"name": "Passer-by"}


def test_members_do_not_call_the_roll(cast, meeting):
    marks = {cast.members.member.pk: Mark.HALL}

    with pytest.raises(PermissionDenied):
        call_roll(actor=cast.member, meeting_id=meeting.pk, marks=marks)


def test_the_desk_notes_who_comes_and_goes(cast, meeting):
    member = cast.members.member
    mark_arrival(actor=cast.clerk, meeting_id=meeting.pk, member_id=member.pk)
    mark_departure(actor=cast.chair, meeting_id=meeting.pk, member_id=member.pk)

    assert kinds(meeting) == ["member.arrived", "member.left"]


def test_an_excuse_is_taken_back_by_coming(cast, meeting):
    excuse_oneself(actor=cast.member, meeting_id=meeting.pk, reason="Ill.")
    excuse_oneself(actor=cast.member, meeting_id=meeting.pk, reason="Ill.")
    before = marks_in(meeting)[cast.members.member.pk].mark
    check_in(actor=cast.member, meeting_id=meeting.pk)

    assert before is Mark.EXCUSED
    assert marks_in(meeting)[cast.members.member.pk].mark is Mark.HALL
    assert kinds(meeting) == ["member.excused", "member.arrived"]


def test_whoever_is_there_cannot_be_excused(cast, meeting):
    make_present(meeting, cast.members.member)

    with pytest.raises(PresentAlready):
        excuse_member(actor=cast.clerk, meeting_id=meeting.pk, member_id=cast.members.member.pk)


def test_an_alternate_alone_does_not_count_before_a_substitution(cast, meeting):
    seat = cast.members.absentee.mandates.get().seat
    alternate = make_member(meeting.council)
    seat.mandates.create(member=alternate, role=MandateRole.ALTERNATE, starts_on="2020-01-01")
    make_present(meeting, alternate)

    assert present(meeting) == 0
