import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.audience import Audience
from council.ledger.models import Entry
from council.rules.errors import OutOfOrder
from deliberation.meetings.models import ItemKind, ItemResult
from deliberation.meetings.order import MeetingNotOpen, ReasonMissing
from deliberation.meetings.selectors.agenda_live import agenda_part, item_part, minutes_spent
from deliberation.meetings.services.agenda_live import (
    AnotherItemCalled,
    call_item,
    close_discussion,
    dispose_consent_block,
    dispose_item,
    leave_consent_block,
    postpone_item,
    reopen_discussion,
    restore_item,
    withdraw_item,
)
from deliberation.meetings.services.opening import adjourn_meeting
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.proposals import ProposalStatus
from tests.factories.meetings import make_called_item, make_item, make_meeting, open_meeting_with
from tests.factories.proposals import make_proposal


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


def entries(meeting):
    return [(one.kind, one.audience) for one in Entry.objects.filter(meeting_id=meeting.pk)]


def lines(meeting, audience=Audience.PUBLIC):
    return agenda_part(meeting.pk, audience, "en")["lines"]


def shown(meeting, audience=Audience.PUBLIC):
    item = item_part(meeting.pk, audience, "en")["item"]
    return item and str(item.line.title)


def test_an_item_goes_from_call_to_disposal(cast, meeting):
    item = make_item(meeting)

    call_item(actor=cast.chair, item_id=item.pk)
    close_discussion(actor=cast.chair, item_id=item.pk)
    reopen_discussion(actor=cast.chair, item_id=item.pk)
    done = dispose_item(actor=cast.chair, item_id=item.pk, result=ItemResult.NOTED)

    assert (done.status, done.result) == (ItemStatus.DISPOSED, ItemResult.NOTED)
    assert entries(meeting) == [
        ("item.called", Audience.PUBLIC),
        ("discussion.closed", Audience.PUBLIC),
        ("discussion.reopened", Audience.PUBLIC),
        ("item.disposed", Audience.PUBLIC),
    ]


def test_one_item_at_a_time_is_before_the_meeting(cast, meeting):
    make_called_item(meeting, number="4a")
    second = make_item(meeting)

    with pytest.raises(AnotherItemCalled) as caught:
        call_item(actor=cast.chair, item_id=second.pk)

    assert caught.value.facts == {"number": "4a"}


def test_an_item_is_called_once(cast, meeting):
    item = make_called_item(meeting)

    with pytest.raises(OutOfOrder):
        call_item(actor=cast.chair, item_id=item.pk)


def test_no_item_is_called_before_the_meeting_is_open(cast, body):
    item = make_item(make_meeting(body))

    with pytest.raises(MeetingNotOpen):
        call_item(actor=cast.chair, item_id=item.pk)


def test_nobody_but_who_presides_takes_the_agenda_on(cast, meeting):
    item = make_item(meeting)

    with pytest.raises(PermissionDenied):
        call_item(actor=cast.clerk, item_id=item.pk)


def test_a_postponed_item_states_its_reason_and_can_come_back(cast, meeting):
    item = make_called_item(meeting)

    with pytest.raises(ReasonMissing):
        postpone_item(actor=cast.chair, item_id=item.pk, reason="  ")
    late = postpone_item(actor=cast.chair, item_id=item.pk, reason="The report is missing.")
    back = restore_item(actor=cast.chair, item_id=item.pk)

    assert (late.status, late.reason) == (ItemStatus.POSTPONED, "The report is missing.")
    assert (back.status, back.reason) == (ItemStatus.PLANNED, "")


def test_a_withdrawn_item_stays_withdrawn(cast, meeting):
    item = make_item(meeting)

    withdraw_item(actor=cast.chair, item_id=item.pk, reason="Settled.")

    with pytest.raises(OutOfOrder):
        restore_item(actor=cast.chair, item_id=item.pk)


def test_the_consent_block_is_approved_together_without_those_to_be_debated(cast, meeting):
    kept, debated = [make_item(meeting, is_consent=True) for _ in range(2)]
    other = make_item(meeting)
    leave_consent_block(actor=cast.member, item_id=debated.pk)

    dispose_consent_block(actor=cast.chair, meeting_id=meeting.pk)

    states = {line.pk: (line.status, line.result) for line in lines(meeting)}
    assert states == {
        kept.pk: (ItemStatus.DISPOSED, "approved"),
        debated.pk: (ItemStatus.PLANNED, ""),
        other.pk: (ItemStatus.PLANNED, ""),
    }


def test_the_room_shows_the_item_called_last_until_the_next_one(cast, meeting):
    first, second = make_item(meeting, title="Health"), make_item(meeting, title="Housing")

    before = shown(meeting)
    call_item(actor=cast.chair, item_id=first.pk)
    dispose_item(actor=cast.chair, item_id=first.pk)
    between = shown(meeting)
    call_item(actor=cast.chair, item_id=second.pk)

    assert (before, between, shown(meeting)) == (None, "Health", "Housing")


def test_the_public_learns_of_a_confidential_item_only_that_there_is_one(cast, meeting):
    make_called_item(meeting, title="Health", status=ItemStatus.DISPOSED)
    secret = make_item(meeting, title="A person", is_public=False, kind=ItemKind.INFORMATION)
    before = (lines(meeting), shown(meeting))

    call_item(actor=cast.chair, item_id=secret.pk)

    assert (lines(meeting), shown(meeting)) == before
    assert lines(meeting)[1].title is None
    assert shown(meeting, Audience.MEMBER) == "A person"
    assert entries(meeting) == [("item.called", Audience.MEMBER)]


def test_the_agenda_asks_as_often_for_three_items_as_for_one(meeting, django_assert_num_queries):
    make_item(meeting)
    with django_assert_num_queries(2):
        lines(meeting)
    make_item(meeting)
    make_item(meeting)
    with django_assert_num_queries(2):
        lines(meeting)


def test_the_time_spent_on_an_item_ends_with_it(cast, meeting):
    item = make_called_item(meeting)
    dispose_item(actor=cast.chair, item_id=item.pk)

    line = lines(meeting)[0]

    assert minutes_spent(line) == 0
    assert line.state == "done"


def test_no_item_ends_in_a_closed_meeting(cast, body):
    item = make_called_item(make_meeting(body, status=MeetingStatus.RECESSED))

    with pytest.raises(MeetingNotOpen):
        dispose_item(actor=cast.chair, item_id=item.pk)


@pytest.fixture
def with_proposal(cast, meeting):
    proposal = make_proposal(
        meeting.body, cast.members.member, status=ProposalStatus.ON_AGENDA, reference="P-1"
    )
    return make_item(meeting, proposal=proposal, kind=ItemKind.PROPOSAL)


def fate(item):
    item.proposal.refresh_from_db()
    return item.proposal.status


def test_a_proposal_waits_while_its_item_is_postponed(cast, with_proposal):
    postpone_item(actor=cast.chair, item_id=with_proposal.pk, reason="Late.")
    waiting = fate(with_proposal)
    restore_item(actor=cast.chair, item_id=with_proposal.pk)

    assert waiting is ProposalStatus.ADMITTED
    assert fate(with_proposal) is ProposalStatus.ON_AGENDA


def test_a_proposal_not_reached_waits_for_another_meeting(cast, meeting, with_proposal):
    adjourn_meeting(actor=cast.chair, meeting_id=meeting.pk)

    assert fate(with_proposal) is ProposalStatus.ADMITTED


def test_a_proposal_is_not_approved_without_a_vote(cast, meeting, with_proposal):
    with_proposal.is_consent = True
    with_proposal.save()

    dispose_consent_block(actor=cast.chair, meeting_id=meeting.pk)
    with_proposal.refresh_from_db()
    untouched = with_proposal.status
    done = dispose_item(actor=cast.chair, item_id=with_proposal.pk, result=ItemResult.ADOPTED)

    assert untouched is ItemStatus.PLANNED
    assert done.status is ItemStatus.DISPOSED


def test_the_item_shows_whose_proposal_it_is(cast, meeting, with_proposal):
    call_item(actor=cast.chair, item_id=with_proposal.pk)

    item = item_part(meeting.pk, Audience.PUBLIC, "en")["item"]

    assert (item.proposal_reference, item.mover.text, item.stage) == ("P-1", "Member", 0)


def test_parts_of_an_item_are_counted_as_the_item_they_belong_to(meeting):
    for number in ("1", "2", "2.1", "2.2"):
        make_item(meeting, number=number)
    make_called_item(meeting, number="3")

    part = agenda_part(meeting.pk, Audience.PUBLIC, "en")

    assert (part["place"], part["total"]) == (3, 3)
