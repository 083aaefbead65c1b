"""What the viewer could do with a proposal now: the buttons of its page."""

from collections.abc import Mapping, Sequence

from council.kernel.permissions import may
from council.members.selectors import Viewer
from deliberation.proposals.models import Endorsement, Proposal
from deliberation.rules.proposals import ProposalStatus

WITHDRAW = "withdraw_proposal"
IN_ORDER: Mapping[ProposalStatus, Sequence[str]] = {
    ProposalStatus.DRAFT: ("edit_draft", "submit_proposal", WITHDRAW),
    ProposalStatus.SUBMITTED: (WITHDRAW, "admit_proposal", "return_proposal"),
    ProposalStatus.ADMITTED: (WITHDRAW, "amend_proposal"),
    ProposalStatus.ON_AGENDA: (WITHDRAW, "amend_proposal"),
}


def acts_for(
    viewer: Viewer, proposal: Proposal, endorsements: Sequence[Endorsement]
) -> frozenset[str]:
    """Return which acts are in order now and the viewer's to do, by the names of permissions."""
    acts = IN_ORDER.get(proposal.status, ())
    own = {act for act in acts if may(viewer, f"proposals.{act}", proposal)}
    if proposal.status is ProposalStatus.DRAFT and "edit_draft" not in own:
        own |= _signing(viewer, proposal, endorsements)
    return frozenset(own)


def _signing(viewer: Viewer, proposal: Proposal, endorsements: Sequence[Endorsement]) -> set[str]:
    if any(row.member.user_id == viewer.pk for row in endorsements):
        return {"withdraw_endorsement"}
    if may(viewer, "proposals.endorse_proposal", proposal):
        return {"endorse_proposal"}
    return set()
