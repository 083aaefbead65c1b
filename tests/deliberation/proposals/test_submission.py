import pytest
from django.core.exceptions import PermissionDenied

from council.members.selectors import today_in
from council.rules.errors import OutOfOrder
from council.rules.naming import fold
from deliberation.proposals.selectors.signatures import count_signatures, endorsements_of
from deliberation.proposals.services.drafting import Draft, draft_proposal, edit_draft
from deliberation.proposals.services.signing import (
    OwnProposal,
    endorse_proposal,
    withdraw_endorsement,
)
from deliberation.proposals.services.submission import (
    UnstatedReason,
    admit_proposal,
    return_proposal,
    submit_proposal,
    withdraw_proposal,
)
from deliberation.rules.drafting import MissingSignatures
from deliberation.rules.proposals import ProposalAct, ProposalStatus
from tests.factories.institution import make_body
from tests.factories.proposals import make_proposal

DRAFT = Draft(language="en", title={"en": "Classes"}, paragraphs=[{"en": "Classes are held."}])
OTHER = Draft(language="en", title={"en": "Classes"}, paragraphs=[{"en": "Classes are closed."}])


@pytest.fixture
def draft(cast, body):
    return draft_proposal(actor=cast.member, body_id=body.pk, draft=DRAFT)


@pytest.fixture
def signed(draft, cast):
    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)
    endorse_proposal(actor=cast.absentee, proposal_id=draft.pk)
    return draft


@pytest.fixture
def submitted(signed, cast):
    return submit_proposal(actor=cast.member, proposal_id=signed.pk)


def test_signing_twice_is_signing_once(draft, cast):
    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)
    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)

    assert count_signatures(draft) == 2


def test_the_mover_has_signed_by_moving(draft, cast):
    with pytest.raises(OwnProposal):
        endorse_proposal(actor=cast.member, proposal_id=draft.pk)

    assert count_signatures(draft) == 1


def test_whoever_has_no_seat_does_not_sign(draft, cast):
    with pytest.raises(PermissionDenied):
        endorse_proposal(actor=cast.adviser, proposal_id=draft.pk)


def test_a_signature_can_be_taken_back_and_given_again(draft, cast):
    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)

    withdraw_endorsement(actor=cast.chair, proposal_id=draft.pk)
    assert count_signatures(draft) == 1

    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)
    assert count_signatures(draft) == 2


def test_a_signature_that_was_never_given_cannot_be_taken_back(draft, cast):
    with pytest.raises(PermissionDenied):
        withdraw_endorsement(actor=cast.chair, proposal_id=draft.pk)


def test_a_signature_stands_under_words_and_falls_with_them(signed, cast):
    edit_draft(actor=cast.member, proposal_id=signed.pk, draft=OTHER)
    assert count_signatures(signed) == 1

    endorse_proposal(actor=cast.chair, proposal_id=signed.pk)

    assert [row.member for row in endorsements_of(signed)] == [cast.members.chair]


def test_enough_signatures_carry_a_proposal_to_the_clerk_under_a_number(signed, cast, body):
    submit_proposal(actor=cast.member, proposal_id=signed.pk)

    signed.refresh_from_db()
    year = today_in(body.council).year
    assert signed.status is ProposalStatus.SUBMITTED
    assert signed.reference == f"P-{year}/001"
    assert fold(signed.reference) in signed.folded


def test_one_signature_short_is_refused_with_what_is_missing(draft, cast):
    endorse_proposal(actor=cast.chair, proposal_id=draft.pk)

    with pytest.raises(MissingSignatures) as refusal:
        submit_proposal(actor=cast.member, proposal_id=draft.pk)

    assert refusal.value.facts == {"signed": 2, "needed": 3, "missing": 1}
    draft.refresh_from_db()
    assert (draft.status, draft.reference) == (ProposalStatus.DRAFT, "")


def test_where_the_by_laws_ask_for_one_signature_the_mover_is_enough(cast, council):
    body = make_body(council, bylaws="migrantenbeirat")
    draft = make_proposal(body, cast.members.member)

    submit_proposal(actor=cast.member, proposal_id=draft.pk)

    draft.refresh_from_db()
    assert draft.status is ProposalStatus.SUBMITTED


def test_numbers_run_through_the_council_and_the_year(submitted, cast, council):
    body = make_body(council, bylaws="migrantenbeirat")
    other = make_proposal(body, cast.members.member)

    other = submit_proposal(actor=cast.member, proposal_id=other.pk)

    assert [submitted.reference[-3:], other.reference[-3:]] == ["001", "002"]


def test_somebody_else_does_not_submit_it(signed, cast):
    with pytest.raises(PermissionDenied):
        submit_proposal(actor=cast.chair, proposal_id=signed.pk)


def test_submitting_twice_is_out_of_order(submitted, cast):
    with pytest.raises(OutOfOrder):
        submit_proposal(actor=cast.member, proposal_id=submitted.pk)


def test_signatures_of_a_submitted_proposal_stand(submitted, cast):
    for service in (endorse_proposal, withdraw_endorsement):
        with pytest.raises(OutOfOrder):
            service(actor=cast.chair, proposal_id=submitted.pk)


def test_a_returned_proposal_keeps_its_number_when_it_comes_back(submitted, cast):
    return_proposal(actor=cast.clerk, proposal_id=submitted.pk, reason=" Say who pays. ")
    submitted.refresh_from_db()
    assert (submitted.status, submitted.return_reason) == (ProposalStatus.DRAFT, "Say who pays.")

    again = submit_proposal(actor=cast.member, proposal_id=submitted.pk)

    assert (again.reference, again.return_reason) == (submitted.reference, "")


def test_the_steps_tell_the_whole_way(submitted, cast):
    return_proposal(actor=cast.clerk, proposal_id=submitted.pk, reason="Say who pays.")
    submit_proposal(actor=cast.member, proposal_id=submitted.pk)
    admit_proposal(actor=cast.clerk, proposal_id=submitted.pk)

    told = [(step.act, step.reason) for step in submitted.steps.all()]
    assert told == [
        (ProposalAct.SUBMIT, ""),
        (ProposalAct.RETURN, "Say who pays."),
        (ProposalAct.SUBMIT, ""),
        (ProposalAct.ADMIT, ""),
    ]


def test_the_clerk_says_why_a_proposal_is_returned(submitted, cast):
    with pytest.raises(UnstatedReason):
        return_proposal(actor=cast.clerk, proposal_id=submitted.pk, reason=" ")


@pytest.mark.parametrize("person", ["chair", "member", "sysadmin"])
def test_only_the_clerk_admits_and_returns(submitted, cast, person):
    actor = getattr(cast, person)

    with pytest.raises(PermissionDenied):
        admit_proposal(actor=actor, proposal_id=submitted.pk)
    with pytest.raises(PermissionDenied):
        return_proposal(actor=actor, proposal_id=submitted.pk, reason="No.")


def test_a_proposal_that_was_admitted_is_not_returned(submitted, cast):
    admit_proposal(actor=cast.clerk, proposal_id=submitted.pk)

    with pytest.raises(OutOfOrder):
        return_proposal(actor=cast.clerk, proposal_id=submitted.pk, reason="Too late.")


def test_a_public_proposal_is_withdrawn_with_a_reason(submitted, cast):
    with pytest.raises(UnstatedReason):
        withdraw_proposal(actor=cast.member, proposal_id=submitted.pk)

    withdraw_proposal(actor=cast.member, proposal_id=submitted.pk, reason="The city did it.")

    submitted.refresh_from_db()
    assert submitted.status is ProposalStatus.WITHDRAWN
    assert submitted.withdrawal_reason == "The city did it."


def test_only_the_mover_withdraws(submitted, cast):
    with pytest.raises(PermissionDenied):
        withdraw_proposal(actor=cast.clerk, proposal_id=submitted.pk, reason="Away with it.")
