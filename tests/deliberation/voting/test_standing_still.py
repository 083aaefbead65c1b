"""While the meeting votes, what is put to the vote stays as it is."""

import pytest

from council.members.models import OfficeKind
from council.texts.services import check_version, translate_text
from deliberation.meetings.models import ItemKind
from deliberation.proposals.selectors.texts import operative_texts
from deliberation.proposals.services.amending import withdraw_amendment
from deliberation.proposals.services.submission import withdraw_proposal
from deliberation.proposals.services.translating import translate_passage
from deliberation.proposals.services.votes import ProposalUnderVote, WordsUnderVote
from deliberation.register.services.recording import annul_outcome
from deliberation.rules.ballots import MatterSettled
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from deliberation.voting.services.putting import open_poll
from tests.factories.institution import give_office
from tests.factories.meetings import make_called_item
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.voting import make_closed, make_draft, make_frozen, make_open, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = make_room(5)
    give_office(room.members[4], room.meeting.body, OfficeKind.CLERK)
    return room


@pytest.fixture
def proposal(room):
    found = make_proposal(
        room.meeting.body, room.members[1], language="tr", status=ProposalStatus.ON_AGENDA
    )
    room.item = make_called_item(room.meeting, kind=ItemKind.PROPOSAL, proposal=found)
    return found


def make_void(room, **facts):
    poll = make_open(room, **facts)
    annul_outcome(actor=room.chair, poll_id=poll.pk, reason="A wrong paper")
    return poll


def closed(room, **facts):
    return make_closed(room, {}, **facts)


def withdraw(room, proposal):
    return withdraw_proposal(
        actor=room.user(1), proposal_id=proposal.pk, reason="We found another way"
    )


def reword(room, text, body):
    return translate_passage(
        actor=room.user(4), proposal_id=room.item.proposal_id, text_id=text.pk,
        language="ar", body=body,
    )  # fmt: skip


@pytest.mark.parametrize("make", [make_open, closed])
def test_nobody_withdraws_what_the_meeting_votes_on(make, room, proposal):
    make(room, proposal=proposal)

    with pytest.raises(ProposalUnderVote):
        withdraw(room, proposal)


@pytest.mark.parametrize("make", [make_draft, make_frozen, make_void])
def test_before_and_after_the_vote_the_mover_may_withdraw(make, room, proposal):
    make(room, proposal=proposal)

    assert withdraw(room, proposal).status is ProposalStatus.WITHDRAWN


def test_what_was_withdrawn_is_not_put_to_the_vote(room, proposal):
    poll = make_frozen(room, proposal=proposal)
    withdraw(room, proposal)

    with pytest.raises(MatterSettled):
        open_poll(actor=room.chair, poll_id=poll.pk)
    proposal.refresh_from_db()
    with pytest.raises(MatterSettled):
        make_draft(room, proposal=proposal)


def test_nobody_withdraws_an_amendment_that_is_voted_on(room, proposal):
    amendment = make_amendment(proposal, mover=room.members[2], status=AmendmentStatus.ADMITTED)
    make_open(room, proposal=proposal, amendment=amendment)

    with pytest.raises(ProposalUnderVote):
        withdraw_amendment(actor=room.user(2), amendment_id=amendment.pk)


def test_only_an_admitted_amendment_is_put_to_the_vote(room, proposal):
    amendment = make_amendment(proposal, mover=room.members[2], status=AmendmentStatus.SUBMITTED)

    with pytest.raises(MatterSettled):
        make_draft(room, proposal=proposal, amendment=amendment)


@pytest.mark.parametrize("make", [make_frozen, make_open, closed])
def test_checked_words_are_not_replaced_during_the_vote(make, room, proposal):
    text = operative_texts(proposal)[0]
    version = translate_text(actor=room.chair, text_id=text.pk, language="ar", body="نص")
    check_version(actor=room.user(2), version_id=version.pk)
    make(room, proposal=proposal)

    with pytest.raises(WordsUnderVote):
        reword(room, text, "نص آخر")


@pytest.mark.parametrize("make", [make_draft, make_void])
def test_checked_words_are_replaced_before_and_after_the_vote(make, room, proposal):
    text = operative_texts(proposal)[0]
    version = translate_text(actor=room.chair, text_id=text.pk, language="ar", body="نص")
    check_version(actor=room.user(2), version_id=version.pk)
    make(room, proposal=proposal)

    assert reword(room, text, "نص آخر").body == "نص آخر"


def test_words_that_are_missing_may_come_during_the_vote(room, proposal):
    make_open(room, proposal=proposal)

    assert reword(room, operative_texts(proposal)[0], "نص").body == "نص"
