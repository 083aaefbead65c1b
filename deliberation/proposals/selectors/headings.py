"""What stands at the head of every page of a proposal, and how the viewer reads it."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from council.members.models import Member
from council.members.selectors import Viewer, member_of
from council.texts.models import Text
from council.texts.selectors import Reading, current_versions
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


@dataclass(frozen=True, slots=True)
class Visit:
    """A viewer at a proposal, before any of its texts is read."""

    proposal: Proposal
    reader: Reader
    member: Member | None

    def headed(self, title: Text) -> Heading:
        """Return the heading with the title, whose current versions are prefetched."""
        return Heading(self.proposal, self.reader.read(title), self.reader, self.member)


def visit_for(viewer: Viewer, proposal_id: int, language: str) -> Visit:
    """Return the viewer's visit on a page in ``language``; pages that load many texts begin so.

    Raises:
        Unseen: there is no such proposal, or the viewer may not see it.
    """
    proposal = proposal_for(viewer, proposal_id)
    member = member_of(viewer, proposal.council_id)
    return Visit(proposal, reader_in(member, language), member)


def heading_for(viewer: Viewer, proposal_id: int, language: str) -> Heading:
    """Return the head of a page in ``language`` about the proposal.

    Raises:
        Unseen: there is none, or the viewer may not see it.
    """
    visit = visit_for(viewer, proposal_id, language)
    title = visit.proposal.title
    prefetch_related_objects([title], current_versions())
    return visit.headed(title)
