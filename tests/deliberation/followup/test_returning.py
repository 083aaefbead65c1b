from datetime import timedelta

import pytest
from django.utils import timezone

from council.texts.selectors import bodies
from deliberation.followup.models import Referral, Return
from deliberation.followup.services.closing import close_referral
from deliberation.followup.services.returning import return_all, return_overdue
from deliberation.meetings.models import ItemResult, Meeting
from deliberation.meetings.services.agenda import remove_item
from deliberation.meetings.services.convocation import cancel_meeting, convene_meeting
from deliberation.meetings.services.planning import MeetingPlan, draft_meeting
from deliberation.register.services.recording import annul_outcome
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.followup import make_referral
from tests.factories.institution import make_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(room, clerk, addressee):
    return make_referral(room, clerk, addressee=addressee, days_ago=40)


def draft(clerk, room, days=20, body=None):
    plan = MeetingPlan(starts_at=timezone.now() + timedelta(days=days))
    return draft_meeting(actor=clerk, body_id=(body or room.meeting.body).pk, plan=plan)


def items(meeting):
    return [bodies(item.title) for item in meeting.items.all()]


def test_what_is_overdue_stands_on_the_next_agenda_by_itself_in_every_language(
    room, clerk, overdue
):
    meeting = draft(clerk, room)

    (title,) = items(meeting)
    number = overdue.decision.number
    assert title["en"] == f"Overdue: decision {number} was not answered (Municipal Council)"
    assert set(title) == {"tr", "ar", "en", "de"}
    assert all(number in words for words in title.values())
    assert len(set(title.values())) == 4


def test_it_comes_back_once_however_often_it_is_looked_for(room, clerk, overdue):
    meeting = draft(clerk, room)

    convene_meeting(actor=clerk, meeting_id=meeting.pk)
    again = return_overdue(actor=None, meeting_id=meeting.pk)
    second = draft(clerk, room, 30)

    assert (len(again), return_all(actor=None)) == (0, 0)
    assert (len(items(meeting)), len(items(second))) == (1, 0)


def test_a_meeting_that_was_drafted_before_gets_it_when_it_is_convened(room, clerk, addressee):
    meeting = draft(clerk, room)
    make_referral(room, clerk, addressee=addressee, days_ago=40)

    before = len(items(meeting))
    convene_meeting(actor=clerk, meeting_id=meeting.pk)

    assert (before, len(items(meeting))) == (0, 1)


def test_the_command_puts_it_on_the_first_meeting_that_is_coming(room, clerk, addressee):
    late, soon = draft(clerk, room, 40), draft(clerk, room, 20)
    make_referral(room, clerk, addressee=addressee, days_ago=40)

    returned = return_all(actor=None), return_all(actor=None)

    assert returned == (1, 0)
    assert (len(items(soon)), len(items(late))) == (1, 0)


def test_what_is_in_time_or_closed_or_annulled_does_not_come_back(room, clerk, addressee):
    make_referral(room, clerk, addressee=addressee)
    closed = make_referral(room, clerk, addressee=addressee, days_ago=40)
    annulled = make_referral(room, clerk, addressee=addressee, days_ago=40)
    close_referral(actor=clerk, referral_id=closed.pk, reason="Settled")
    annul_outcome(actor=room.chair, poll_id=annulled.decision.poll_id, reason="A wrong paper")

    assert items(draft(clerk, room)) == []


def test_another_body_is_not_bothered(room, clerk, overdue):
    assert items(draft(clerk, room, body=make_body(room.meeting.council))) == []


def test_who_takes_it_off_a_draft_is_not_given_it_again(room, clerk, overdue):
    meeting = draft(clerk, room)

    remove_item(actor=clerk, item_id=meeting.items.get().pk)

    assert return_overdue(actor=None, meeting_id=meeting.pk) == []
    assert Return.objects.get().item is None


def test_it_comes_back_again_when_the_meeting_is_called_off(room, clerk, overdue):
    meeting = draft(clerk, room)
    convene_meeting(actor=clerk, meeting_id=meeting.pk)
    cancel_meeting(actor=clerk, meeting_id=meeting.pk, reason="Storm")

    assert len(items(draft(clerk, room, 30))) == 1


@pytest.mark.parametrize(
    "fate",
    [
        {"status": ItemStatus.POSTPONED, "reason": "No time"},
        {"status": ItemStatus.DISPOSED, "result": ItemResult.UNFINISHED},
    ],
)
def test_it_comes_back_again_when_the_meeting_did_not_get_to_it(fate, room, clerk, overdue):
    meeting = draft(clerk, room)
    meeting.items.update(**fate)

    assert len(items(draft(clerk, room, 30))) == 1


def test_what_was_dealt_with_stays_dealt_with_until_another_deadline_passes(room, clerk, overdue):
    meeting = draft(clerk, room)
    meeting.items.update(status=ItemStatus.DISPOSED, result=ItemResult.NOTED)
    nothing = items(draft(clerk, room, 30))
    Referral.objects.update(due_at=timezone.now() - timedelta(hours=1))

    assert (nothing, len(items(draft(clerk, room, 40)))) == ([], 1)


def test_a_meeting_that_has_begun_is_left_alone(room, clerk, overdue):
    assert return_overdue(actor=None, meeting_id=room.meeting.pk) == []


def test_a_second_call_keeps_the_old_agenda(room, clerk, overdue):
    meeting = draft(clerk, room)
    meeting.items.all().delete()
    failed = Meeting.objects.get(pk=room.meeting.pk)
    Meeting.objects.filter(pk=meeting.pk).update(
        second_call_of=failed, status=MeetingStatus.CONVENED
    )
    Return.objects.all().delete()

    assert return_overdue(actor=None, meeting_id=meeting.pk) == []


def test_of_a_confidential_decision_the_item_is_confidential(room, clerk, overdue):
    overdue.decision.is_public = False
    overdue.decision.save()

    assert [one.is_public for one in draft(clerk, room).items.all()] == [False]
