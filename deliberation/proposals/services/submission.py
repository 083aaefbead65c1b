"""From the mover's desk to the clerk's: submit, return, admit, withdraw."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.selectors import today_in
from council.rules.errors import RuleViolation
from deliberation.proposals.models import Proposal, ReferenceCounter
from deliberation.proposals.selectors.held import held_proposal
from deliberation.proposals.selectors.signatures import count_signatures, needed_signatures
from deliberation.proposals.selectors.texts import folded_words
from deliberation.proposals.services.steps import Circumstance, take_step
from deliberation.proposals.services.votes import require_no_vote
from deliberation.rules.drafting import require_draft, require_signatures
from deliberation.rules.proposals import ProposalAct


class UnstatedReason(RuleViolation):
    """The act must say why; everybody will read it with the proposal."""

    code = "unstated_reason"


@transaction.atomic
def submit_proposal(*, actor: User, proposal_id: int) -> Proposal:
    """Hand the proposal in: it gets its number and is public from now on.

    Raises:
        PermissionDenied: the actor is not the mover.
        OutOfOrder: it is submitted already, or over.
        MissingSignatures: too few members have signed; the facts say how many are missing.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.submit_proposal", proposal)
    require_draft(proposal.status, str(ProposalAct.SUBMIT))
    needed = needed_signatures(proposal)
    require_signatures(signed=count_signatures(proposal), needed=needed)
    proposal.reference = proposal.reference or _next_reference(proposal)
    proposal.submitted_at, proposal.return_reason = timezone.now(), ""
    proposal.folded = folded_words(proposal)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.SUBMIT)


@transaction.atomic
def return_proposal(*, actor: User, proposal_id: int, reason: str) -> Proposal:
    """Give the proposal back to its mover, who may mend it and submit it again.

    Raises:
        PermissionDenied: the actor is not the clerk.
        OutOfOrder: it does not wait for admission.
        UnstatedReason: the clerk does not say why.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.return_proposal", proposal)
    proposal.return_reason = _stated(reason)
    told = Circumstance(reason=proposal.return_reason)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.RETURN, told=told)


@transaction.atomic
def admit_proposal(*, actor: User, proposal_id: int) -> Proposal:
    """Find the proposal in order: it can go on an agenda, and members may move amendments.

    Raises:
        PermissionDenied: the actor is not the clerk.
        OutOfOrder: it does not wait for admission.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.admit_proposal", proposal)
    proposal.admitted_at = timezone.now()
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.ADMIT)


@transaction.atomic
def withdraw_proposal(*, actor: User, proposal_id: int, reason: str = "") -> Proposal:
    """Take the proposal back; what was public before stays readable, with the reason.

    Raises:
        PermissionDenied: the actor is not the mover.
        ProposalUnderVote: the meeting is voting on it.
        OutOfOrder: it is decided, or withdrawn before.
        UnstatedReason: it was submitted, and the mover does not say why it is withdrawn.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.withdraw_proposal", proposal)
    require_no_vote(proposal)
    proposal.withdrawal_reason = _stated(reason) if proposal.reference else reason.strip()
    told = Circumstance(reason=proposal.withdrawal_reason)
    return take_step(actor=actor, proposal=proposal, act=ProposalAct.WITHDRAW, told=told)


def _next_reference(proposal: Proposal) -> str:
    year = today_in(proposal.body.council).year
    ReferenceCounter.objects.get_or_create(council_id=proposal.council_id, year=year)
    # Two submissions at once queue here, so that numbers have no gaps and are used once.
    rows = ReferenceCounter.objects.select_for_update(of=("self",))
    counter = rows.get(council_id=proposal.council_id, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"P-{year}/{counter.last:03}"


def _stated(reason: str) -> str:
    if not reason.strip():
        raise UnstatedReason
    return reason.strip()
