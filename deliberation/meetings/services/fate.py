"""What becomes of a proposal when its item leaves the agenda or comes back to it."""

from council.accounts.models import User
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.proposals.services.fate import place_on_agenda, postpone_proposal
from deliberation.rules.proposals import ProposalStatus


def return_to_preparation(actor: User, item: AgendaItem) -> None:
    """Let the item's proposal, if it is on the agenda, wait for another meeting."""
    proposal = item.proposal
    if proposal is not None and proposal.status is ProposalStatus.ON_AGENDA:
        postpone_proposal(actor=actor, proposal_id=proposal.pk, reason=item.reason)


def place_again(actor: User, item: AgendaItem, meeting: Meeting) -> None:
    """Put the item's proposal, if it waits, on the agenda of the meeting again."""
    proposal = item.proposal
    if proposal is not None and proposal.status is ProposalStatus.ADMITTED:
        place_on_agenda(
            actor=actor,
            proposal_id=proposal.pk,
            meeting_id=meeting.pk,
            meeting_number=meeting.number,
        )
