"""Several at once in one meeting: nobody is there twice, one item is called."""

import pytest
from django.db import transaction

from council.ledger.models import Entry
from council.rules.errors import RuleViolation
from deliberation.meetings.models import Attendance, Mode
from deliberation.meetings.selectors.presence import Mark
from deliberation.meetings.services.agenda_live import call_item
from deliberation.meetings.services.attendance import call_roll, check_in
from deliberation.rules.meetings import ItemStatus
from tests.factories.meetings import make_item, make_meeting, open_meeting_with
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 6


@pytest.fixture
def together(tmp_path):
    def run(act):
        with shared_database(tmp_path):
            return race(act, RIVALS), race(lambda _number: seen(), 1)[0]

    return run


def seen():
    """Return what the shared database holds, read on a connection of its own."""
    here = Attendance.objects.filter(left_at=None).values_list("member_id", flat=True)
    kinds = Entry.objects.order_by("seq").values_list("seq", "kind")
    return sorted(here), list(kinds)


def test_a_member_who_checks_in_many_times_at_once_is_there_once(cast, body, together):
    meeting = make_meeting(body)

    _, (here, entries) = together(
        lambda _number: check_in(actor=cast.member, meeting_id=meeting.pk).pk
    )

    assert here == [cast.members.member.pk]
    assert entries == [(1, "member.arrived")]


def test_a_roll_call_and_check_ins_at_once_give_no_double_presence(cast, body, together):
    meeting = make_meeting(body)
    member = cast.members.member.pk

    def act(number):
        if number % 2:
            check_in(actor=cast.member, meeting_id=meeting.pk, mode=Mode.HALL)
        else:
            call_roll(actor=cast.clerk, meeting_id=meeting.pk, marks={member: Mark.HALL})

    _, (here, entries) = together(act)

    assert here == [member]
    assert [seq for seq, _ in entries] == [*range(1, len(entries) + 1)]


def test_of_two_items_called_at_once_one_is_before_the_meeting(cast, body, together):
    meeting = open_meeting_with(body, present=[cast.members.chair])
    items = [make_item(meeting) for _ in range(RIVALS)]

    def act(number):
        try:
            with transaction.atomic():
                return str(call_item(actor=cast.chair, item_id=items[number].pk).status)
        except RuleViolation as refusal:
            return refusal.code

    answers, _ = together(act)

    assert sorted(answers) == ["another_item_called"] * (RIVALS - 1) + [str(ItemStatus.CALLED)]
