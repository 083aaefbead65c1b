import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from council.kernel.permissions import may
from council.ledger.models import Entry
from council.members.models import OfficeKind
from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies
from deliberation.meetings.models import ItemKind, ItemResult
from deliberation.proposals.selectors.texts import current_version, texts_of
from deliberation.register.models import Decision, DecisionText
from deliberation.register.services.publishing import publish_decision
from deliberation.register.services.recording import annul_outcome, record_outcome
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.meetings import ItemStatus
from deliberation.rules.polls import PollStatus
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from tests.conftest import CAST
from tests.deliberation.register.matrix import MATRIX
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_called_item, open_meeting_with
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.voting import NO, YES, make_closed, make_declared, make_room

pytestmark = pytest.mark.django_db
FOR = {0: YES, 1: YES, 2: YES}
AGAINST = {0: NO, 1: NO, 2: NO}


def current_texts(proposal):
    return texts_of(current_version(proposal))


def words_of_text(text):
    return bodies(text)[text.language]


def make_clerk(room):
    member = make_member(room.meeting.council)
    give_office(member, room.meeting.body, OfficeKind.CLERK)
    return member.user


@pytest.fixture
def room():
    return make_room(5)


@pytest.fixture
def proposal(room):
    found = make_proposal(
        room.meeting.body, room.members[1], language="tr", status=ProposalStatus.ON_AGENDA
    )
    room.item = make_called_item(room.meeting, kind=ItemKind.PROPOSAL, proposal=found)
    return found


def test_an_adopted_proposal_becomes_a_numbered_decision(room, proposal):
    make_declared(room, FOR, proposal=proposal)

    decision = Decision.objects.get()
    proposal.refresh_from_db()
    room.item.refresh_from_db()
    assert decision.number == f"{room.meeting.body.key}-{decision.year}/001"
    assert (proposal.status, room.item.status, room.item.result) == (
        ProposalStatus.ADOPTED, ItemStatus.DISPOSED, ItemResult.ADOPTED,
    )  # fmt: skip


def test_a_rejected_proposal_gets_no_number(room, proposal):
    make_declared(room, AGAINST, proposal=proposal)

    proposal.refresh_from_db()
    assert (Decision.objects.count(), proposal.status) == (0, ProposalStatus.REJECTED)


def test_a_decision_keeps_its_words_in_every_complete_language(room, proposal):
    make_declared(room, FOR, proposal=proposal)

    text = DecisionText.objects.get()
    assert (text.language, text.title) == ("tr", "Evening classes")
    assert text.body.split("\n\n") == [
        "The council asks for classes.", "They are free.", "It reports in June.",
    ]  # fmt: skip


def test_an_adopted_amendment_is_written_into_the_proposal(room, proposal):
    amendment = make_amendment(proposal, status=AmendmentStatus.ADMITTED)

    make_declared(room, FOR, proposal=proposal, amendment=amendment)

    amendment.refresh_from_db()
    assert amendment.status is AmendmentStatus.ADOPTED
    assert Decision.objects.count() == 0
    assert words_of_text(amendment.text) in map(words_of_text, current_texts(proposal))


def test_a_rejected_amendment_leaves_the_text_alone(room, proposal):
    amendment = make_amendment(proposal, status=AmendmentStatus.ADMITTED)
    before = [words_of_text(one) for one in current_texts(proposal)]

    make_declared(room, AGAINST, proposal=proposal, amendment=amendment)

    assert [words_of_text(one) for one in current_texts(proposal)] == before


def test_numbers_run_without_gaps_over_a_poll_that_was_rolled_back(room, proposal):
    poll = make_closed(room, FOR, proposal=proposal)
    with transaction.atomic():
        record_outcome(actor=room.chair, poll_id=poll.pk)
        transaction.set_rollback(True)

    record_outcome(actor=room.chair, poll_id=poll.pk)

    assert Decision.objects.get().serial == 1


def test_a_declared_poll_is_not_declared_again(room, proposal):
    poll = make_declared(room, FOR, proposal=proposal)

    with pytest.raises(OutOfOrder):
        record_outcome(actor=room.chair, poll_id=poll.pk)


def test_annulling_brings_the_proposal_back_and_keeps_the_number(room, proposal):
    poll = make_declared(room, FOR, proposal=proposal)
    with pytest.raises(ReasonNeeded):
        annul_outcome(actor=room.chair, poll_id=poll.pk, reason=" ")

    annulled = annul_outcome(actor=room.chair, poll_id=poll.pk, reason="Two lists were mixed up")

    proposal.refresh_from_db()
    decision = Decision.objects.get()
    assert (annulled.status, proposal.status) == (PollStatus.ANNULLED, ProposalStatus.ON_AGENDA)
    assert (decision.annul_reason, decision.serial) == ("Two lists were mixed up", 1)


def test_a_member_does_not_annul(room, proposal):
    poll = make_declared(room, FOR, proposal=proposal)

    with pytest.raises(PermissionDenied):
        annul_outcome(actor=room.user(1), poll_id=poll.pk, reason="I lost")


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_a_decision(permission, person, cast, body):
    members = [cast.members.chair, cast.members.member]
    meeting = open_meeting_with(body, members)
    decision = Decision(council=body.council, body=body, meeting=meeting)
    target = body.council if permission == "register.erase_person" else decision

    assert may(getattr(cast, person), permission, target) is (person in MATRIX[permission])


def test_the_clerk_publishes_a_decision_once(room, proposal):
    make_declared(room, FOR, proposal=proposal)
    clerk = make_clerk(room)
    decision_id = Decision.objects.get().pk

    published = publish_decision(actor=clerk, decision_id=decision_id)

    assert published.status is DecisionStatus.PUBLISHED
    with pytest.raises(OutOfOrder):
        publish_decision(actor=clerk, decision_id=decision_id)


def test_the_words_of_a_decision_cannot_be_changed(room, proposal):
    make_declared(room, FOR, proposal=proposal)

    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionText.objects.update(title="Something else")


def test_the_journal_tells_the_story_in_order(room, proposal):
    make_declared(room, FOR, proposal=proposal)

    kinds = list(Entry.objects.filter(meeting_id=room.meeting.pk).values_list("kind", flat=True))
    assert kinds == [
        "poll.drafted", "poll.frozen", "poll.opened", "poll.closed", "poll.declared",
        "decision.recorded", "item.disposed",
    ]  # fmt: skip
