"""The chair chooses by which rule speakers are suggested; everybody is told."""

import pytest
from django.core.exceptions import PermissionDenied

from council.members.models import RulesOfProcedure
from council.rules.bylaws import FloorOrder
from deliberation.floor.models import ChosenOrder
from deliberation.floor.selectors.ordering import Ordering, ordering_in
from deliberation.floor.services.ordering import choose_order
from deliberation.floor.services.turns import give_floor
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.rules.meetings import MeetingStatus
from tests.factories.floor import make_past_turn, make_request

BUDGETS, LEAST = FloorOrder.BUDGETS, FloorOrder.LEAST_SPOKEN


def ordering(meeting):
    return ordering_in(meeting, bylaws_in(meeting))


def test_without_a_choice_the_by_laws_say_it(meeting):
    assert ordering(meeting) == Ordering(FloorOrder.ALTERNATE)
    assert RulesOfProcedure.objects.get(pk=meeting.bylaws_id).document["floor"]["order"] == (
        "alternate"
    )


def test_the_chair_chooses_and_the_journal_tells_everybody(cast, meeting, told):
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=LEAST)

    assert ordering(meeting) == Ordering(LEAST, is_chosen=True)
    assert told() == [
        ("floor.order_chosen", {"order": "least_spoken", "before": "alternate", "seconds": None})
    ]


def test_the_last_choice_counts_and_the_by_laws_can_be_chosen_again(cast, meeting, told):
    for order in (LEAST, FloorOrder.ALTERNATE):
        choose_order(actor=cast.chair, meeting_id=meeting.pk, order=order)

    assert ordering(meeting).order is FloorOrder.ALTERNATE
    assert [facts["before"] for _, facts in told()] == ["alternate", "least_spoken"]
    assert ChosenOrder.objects.count() == 1


def test_only_time_that_is_shared_out_is_kept(cast, meeting):
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=LEAST, budget_seconds=600)

    assert ChosenOrder.objects.get().budget_seconds is None


@pytest.mark.parametrize("person", ["member", "clerk", "adviser", "sysadmin"])
def test_only_who_presides_chooses(cast, meeting, person):
    with pytest.raises(PermissionDenied):
        choose_order(actor=getattr(cast, person), meeting_id=meeting.pk, order=LEAST)

    assert ordering(meeting).order is FloorOrder.ALTERNATE


def test_the_order_is_chosen_while_the_meeting_does_business(cast, meeting):
    meeting.status = MeetingStatus.RECESSED
    meeting.save()

    with pytest.raises(MeetingNotOpen):
        choose_order(actor=cast.chair, meeting_id=meeting.pk, order=LEAST)


def test_following_the_chosen_order_is_no_deviation(cast, meeting):
    make_past_turn(meeting, cast.members.member, seconds=60)
    make_request(meeting, cast.members.member)
    other = make_request(meeting, cast.members.adviser)
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=LEAST)

    turn = give_floor(actor=cast.chair, meeting_id=meeting.pk, request_id=other.pk)

    assert not turn.is_deviation
