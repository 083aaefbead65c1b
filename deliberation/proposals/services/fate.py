"""What becomes of proposals and amendments. Meetings and the register decide who may.

These services are called by the apps above, inside their transactions and after their own
question of permission; here only the life cycle is checked.
"""

from django.db import transaction

from council.accounts.models import User
from deliberation.proposals.models import Amendment, Proposal, Version
from deliberation.proposals.selectors.amendments import alternatives_to, change_of
from deliberation.proposals.selectors.held import held_amendment, held_proposal
from deliberation.proposals.services.merging import merge_adopted
from deliberation.proposals.services.steps import Circumstance, amend_step, take_step
from deliberation.rules.amendments import are_alternatives
from deliberation.rules.proposals import AmendmentAct, AmendmentStatus, ProposalAct


@transaction.atomic
def place_on_agenda(
    *,
    actor: User | None,
    proposal_id: int,
    meeting_id: int | None = None,
    meeting_number: int | None = None,
) -> Proposal:
    """Put an admitted proposal on the agenda of a meeting, which the timeline then names."""
    proposal = held_proposal(proposal_id)
    told = Circumstance(meeting_id=meeting_id, meeting_number=meeting_number)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.PLACE, told=told)


@transaction.atomic
def postpone_proposal(*, actor: User | None, proposal_id: int, reason: str = "") -> Proposal:
    """Take the proposal off the agenda: it is admitted, and waits for another meeting."""
    told = Circumstance(reason=reason)
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.POSTPONE, told=told)


@transaction.atomic
def adopt_proposal(*, actor: User | None, proposal_id: int) -> Proposal:
    """Mark the proposal as adopted; amendments not yet decided lapse."""
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.ADOPT)


@transaction.atomic
def reject_proposal(*, actor: User | None, proposal_id: int) -> Proposal:
    """Mark the proposal as rejected; amendments not yet decided lapse."""
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.REJECT)


@transaction.atomic
def reopen_proposal(*, actor: User | None, proposal_id: int, reason: str = "") -> Proposal:
    """Put the proposal back before the meeting, because its poll was annulled."""
    told = Circumstance(reason=reason)
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.REOPEN, told=told)


@transaction.atomic
def refer_proposal(*, actor: User | None, proposal_id: int, reason: str = "") -> Proposal:
    """Send the proposal to another organ, which is to report on it."""
    told = Circumstance(reason=reason)
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.REFER, told=told)


@transaction.atomic
def lapse_proposal(*, actor: User | None, proposal_id: int, reason: str = "") -> Proposal:
    """Let the proposal lapse: its term ended, or another decision left nothing of it."""
    told = Circumstance(reason=reason)
    proposal = held_proposal(proposal_id)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.LAPSE, told=told)


@transaction.atomic
def adopt_amendment(*, actor: User | None, amendment_id: int) -> Version:
    """Write an adopted amendment into the text; alternatives to it lapse.

    Raises:
        OutOfOrder: the amendment is not before the meeting.
        ConflictingAmendments: one that excludes it was adopted before.
    """
    amendment = held_amendment(amendment_id)
    amend_step(actor=actor, amendment=amendment, act=AmendmentAct.ADOPT)
    for other in alternatives_to(amendment):
        amend_step(actor=actor, amendment=other, act=AmendmentAct.LAPSE)
    return merge_adopted(actor=actor, proposal=amendment.proposal, base=amendment.version)


@transaction.atomic
def reject_amendment(*, actor: User | None, amendment_id: int) -> Amendment:
    """Mark the amendment as rejected; the text stays as it is."""
    amendment = held_amendment(amendment_id)
    return amend_step(actor=actor, amendment=amendment, act=AmendmentAct.REJECT)


@transaction.atomic
def reopen_amendment(*, actor: User | None, amendment_id: int) -> Amendment:
    """Put the amendment back to the vote, because its poll was annulled.

    If it was adopted, it leaves the text again, and the alternatives that lapsed come back.
    """
    amendment = held_amendment(amendment_id)
    was_adopted = amendment.status is AmendmentStatus.ADOPTED
    amend_step(actor=actor, amendment=amendment, act=AmendmentAct.REOPEN)
    if was_adopted:
        for other in _lapsed_because_of(amendment):
            amend_step(actor=actor, amendment=other, act=AmendmentAct.REOPEN)
        merge_adopted(actor=actor, proposal=amendment.proposal, base=amendment.version)
    return amendment


def _lapsed_because_of(amendment: Amendment) -> list[Amendment]:
    lapsed = Amendment.objects.filter(
        version_id=amendment.version_id, status=AmendmentStatus.LAPSED
    )
    change = change_of(amendment)
    return [other for other in lapsed if are_alternatives(change, change_of(other))]
