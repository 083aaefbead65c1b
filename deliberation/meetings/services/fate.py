"""What becomes of a proposal when its item leaves the agenda."""

from council.accounts.models import User
from deliberation.meetings.models import AgendaItem
from deliberation.proposals.models import Proposal
from deliberation.rules.lifecycle import advance
from deliberation.rules.proposals import PROPOSAL_PROCEDURE, ProposalAct, ProposalStatus


def return_to_preparation(actor: User, item: AgendaItem) -> None:
    """Let the item's proposal, if it is on the agenda, wait for another meeting."""
    _follow(item, ProposalStatus.ON_AGENDA, ProposalAct.POSTPONE)


def place_again(actor: User, item: AgendaItem) -> None:
    """Put the item's proposal, if it waits, on the agenda again."""
    _follow(item, ProposalStatus.ADMITTED, ProposalAct.PLACE)


def _follow(item: AgendaItem, status: ProposalStatus, act: ProposalAct) -> None:
    if item.proposal_id is None:
        return
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=item.proposal_id)
    if proposal.status is status:
        proposal.status = advance(PROPOSAL_PROCEDURE, proposal.status, act)
        proposal.save(update_fields=["status"])
