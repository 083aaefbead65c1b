"""The row that decides: whoever acts on a proposal holds its row until the act is committed."""

from deliberation.proposals.models import Amendment, Proposal


def held_proposal(proposal_id: int) -> Proposal:
    """Return the proposal, held against other acts until the transaction ends.

    Signatures, versions and amendments decide about each other, so one row stands for all.
    """
    rows = Proposal.objects.select_related("body__council", "mover", "title")
    return rows.select_for_update(of=("self",)).get(pk=proposal_id)


def held_amendment(amendment_id: int) -> Amendment:
    """Return the amendment with its proposal, whose row is held until the transaction ends."""
    proposal_id = Amendment.objects.values_list("proposal_id", flat=True).get(pk=amendment_id)
    proposal = held_proposal(proposal_id)
    amendment = Amendment.objects.select_related("version", "mover").get(pk=amendment_id)
    amendment.proposal = proposal
    return amendment
