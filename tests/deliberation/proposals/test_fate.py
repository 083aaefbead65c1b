import pytest

from council.rules.errors import OutOfOrder
from deliberation.proposals.models import Paragraph
from deliberation.proposals.selectors.texts import (
    base_version,
    current_version,
    paragraphs_for,
    texts_of,
)
from deliberation.proposals.services import fate
from deliberation.rules.amendments import ConflictingAmendments
from deliberation.rules.proposals import AmendmentStatus, ProposalAct, ProposalStatus
from tests.factories.proposals import make_amendment, make_proposal, words_of

FATES = {
    fate.postpone_proposal: ProposalStatus.ADMITTED,
    fate.adopt_proposal: ProposalStatus.ADOPTED,
    fate.reject_proposal: ProposalStatus.REJECTED,
    fate.refer_proposal: ProposalStatus.REFERRED,
    fate.lapse_proposal: ProposalStatus.LAPSED,
}


@pytest.fixture
def proposal(body):
    return make_proposal(body, status=ProposalStatus.ON_AGENDA)


def test_an_admitted_proposal_goes_on_the_agenda_of_a_meeting_which_the_timeline_names(body):
    proposal = make_proposal(body, status=ProposalStatus.ADMITTED)

    fate.place_on_agenda(actor=None, proposal_id=proposal.pk, meeting_id=3, meeting_number=7)

    proposal.refresh_from_db()
    step = proposal.steps.get()
    assert proposal.status is ProposalStatus.ON_AGENDA
    assert (step.act, step.meeting_id, step.meeting_number) == (ProposalAct.PLACE, 3, 7)


@pytest.mark.parametrize("service", FATES, ids=lambda service: service.__name__)
def test_what_may_become_of_a_proposal_on_the_agenda(service, proposal):
    service(actor=None, proposal_id=proposal.pk)

    proposal.refresh_from_db()
    assert proposal.status is FATES[service]


@pytest.mark.parametrize("service", [fate.adopt_proposal, fate.reject_proposal])
def test_a_proposal_that_is_on_no_agenda_is_not_decided(service, body):
    proposal = make_proposal(body, status=ProposalStatus.ADMITTED)

    with pytest.raises(OutOfOrder):
        service(actor=None, proposal_id=proposal.pk)

    assert not proposal.steps.exists()


def test_amendments_nobody_decided_lapse_with_the_proposal(proposal):
    waiting = make_amendment(proposal)
    decided = make_amendment(proposal, position=1, status=AmendmentStatus.REJECTED)

    fate.adopt_proposal(actor=None, proposal_id=proposal.pk)

    waiting.refresh_from_db()
    decided.refresh_from_db()
    assert (waiting.status, decided.status) == (AmendmentStatus.LAPSED, AmendmentStatus.REJECTED)


def test_an_annulled_poll_puts_the_proposal_back_before_the_meeting(proposal):
    fate.adopt_proposal(actor=None, proposal_id=proposal.pk)

    fate.reopen_proposal(actor=None, proposal_id=proposal.pk)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.disposed_at) == (ProposalStatus.ON_AGENDA, None)


def test_an_adopted_amendment_makes_a_new_version_and_keeps_the_other_texts(proposal):
    first = current_version(proposal)
    amendment = make_amendment(proposal, text="They cost nothing.")

    version = fate.adopt_amendment(actor=None, amendment_id=amendment.pk)

    assert words_of(version) == [
        "The council asks for classes.",
        "They cost nothing.",
        "It reports in June.",
    ]
    assert current_version(proposal) == version
    assert base_version(proposal) == first
    assert list(version.merged.all()) == [amendment]
    texts = [text.pk for text in texts_of(version)]
    before = list(Paragraph.objects.filter(version=first).values_list("text_id", flat=True))
    assert texts == [before[0], amendment.text_id, before[2]]


def test_paragraph_numbers_of_a_later_amendment_stay_those_of_the_text_as_moved(proposal):
    inserted = make_amendment(proposal, operation="insert", position=0, text="Whereas it rains,")
    deleted = make_amendment(proposal, operation="delete", position=3)

    fate.adopt_amendment(actor=None, amendment_id=inserted.pk)
    version = fate.adopt_amendment(actor=None, amendment_id=deleted.pk)

    assert version.number == 3
    assert words_of(version) == [
        "Whereas it rains,",
        "The council asks for classes.",
        "They are free.",
    ]


def test_alternatives_lapse_when_one_is_adopted_and_stay_when_it_is_rejected(proposal):
    far, near = make_amendment(proposal, reach=2), make_amendment(proposal, reach=1)
    elsewhere = make_amendment(proposal, position=1)

    fate.reject_amendment(actor=None, amendment_id=far.pk)
    near.refresh_from_db()
    assert near.status is AmendmentStatus.ADMITTED

    other = make_amendment(proposal)
    fate.adopt_amendment(actor=None, amendment_id=near.pk)

    statuses = []
    for amendment in (far, near, other, elsewhere):
        amendment.refresh_from_db()
        statuses.append(str(amendment.status))
    assert statuses == ["rejected", "adopted", "lapsed", "admitted"]


def test_an_amendment_excluded_by_an_adopted_one_cannot_be_adopted_too(proposal):
    make_amendment(proposal, status=AmendmentStatus.ADOPTED)
    late = make_amendment(proposal)

    with pytest.raises(ConflictingAmendments):
        fate.adopt_amendment(actor=None, amendment_id=late.pk)

    late.refresh_from_db()
    assert late.status is AmendmentStatus.ADMITTED


def test_an_amendment_nobody_admitted_is_not_decided(proposal):
    amendment = make_amendment(proposal, status=AmendmentStatus.SUBMITTED)

    with pytest.raises(OutOfOrder):
        fate.adopt_amendment(actor=None, amendment_id=amendment.pk)


def test_annulling_the_poll_takes_an_amendment_out_again_and_brings_alternatives_back(proposal):
    amendment, alternative = make_amendment(proposal), make_amendment(proposal)
    before = words_of(current_version(proposal))
    fate.adopt_amendment(actor=None, amendment_id=amendment.pk)

    fate.reopen_amendment(actor=None, amendment_id=amendment.pk)

    amendment.refresh_from_db()
    alternative.refresh_from_db()
    assert words_of(current_version(proposal)) == before
    assert current_version(proposal).number == 3
    assert {amendment.status, alternative.status} == {AmendmentStatus.ADMITTED}


def test_a_rejected_amendment_comes_back_without_a_new_version(proposal):
    amendment = make_amendment(proposal)
    fate.reject_amendment(actor=None, amendment_id=amendment.pk)

    fate.reopen_amendment(actor=None, amendment_id=amendment.pk)

    assert current_version(proposal).number == 1


def test_a_reader_gets_the_paragraphs_in_their_language_or_the_original(proposal):
    readings = paragraphs_for(proposal, "ar")

    assert [one.body for one in readings][:2] == ["The council asks for classes.", "They are free."]
    assert {one.is_pending for one in readings} == {True}
