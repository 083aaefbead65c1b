"""Members put their names under a draft, or take them away again."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.rules.errors import RuleViolation
from deliberation.proposals.models import Endorsement
from deliberation.proposals.selectors.held import held_proposal
from deliberation.proposals.selectors.sight import acting_member
from deliberation.proposals.selectors.texts import base_version
from deliberation.rules.drafting import require_draft


class OwnProposal(RuleViolation):
    """The mover's name stands under the proposal already."""

    code = "own_proposal"


@transaction.atomic
def endorse_proposal(*, actor: User, proposal_id: int) -> Endorsement:
    """Put the actor's name under the draft as it stands; signing twice changes nothing.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        OutOfOrder: the proposal is submitted.
        OwnProposal: the actor is its mover.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.endorse_proposal", proposal)
    require_draft(proposal.status, "endorse")
    member = acting_member(actor, proposal.council_id)
    if member.pk == proposal.mover_id:
        raise OwnProposal
    row, _ = Endorsement.objects.get_or_create(proposal=proposal, member=member)
    if row.withdrawn_at or row.endorsed_at < base_version(proposal).edited_at:
        row.endorsed_at, row.withdrawn_at = timezone.now(), None
        row.save()
    return row


@transaction.atomic
def withdraw_endorsement(*, actor: User, proposal_id: int) -> Endorsement:
    """Take the actor's name away from the draft.

    Raises:
        PermissionDenied: the actor has not signed.
        OutOfOrder: the proposal is submitted; its signatures stand.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.withdraw_endorsement", proposal)
    require_draft(proposal.status, "withdraw_endorsement")
    row = Endorsement.objects.get(proposal=proposal, member__user=actor, withdrawn_at=None)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    return row
