"""What stands at the head of every page of a proposal."""

from dataclasses import dataclass

from council.members.models import Member
from council.members.selectors import Viewer, member_of
from council.texts.selectors import Reading
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.readers import Reader, reader_in
from deliberation.proposals.selectors.sight import proposal_for


@dataclass(frozen=True, slots=True)
class Heading:
    """The proposal, its title as the viewer reads it, who they are there and how they read."""

    proposal: Proposal
    title: Reading
    reader: Reader
    member: Member | None


def heading_for(viewer: Viewer, proposal_id: int, language: str) -> Heading:
    """Return the head of a page in ``language`` about the proposal.

    Raises:
        Unseen: there is none, or the viewer may not see it.
    """
    proposal = proposal_for(viewer, proposal_id)
    member = member_of(viewer, proposal.council_id)
    reader = reader_in(member, language)
    return Heading(proposal, reader.read(proposal.title), reader, member)
