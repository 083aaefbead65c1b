"""The page of one proposal: its text for this reader, its way, its signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.members.selectors import Viewer
from council.texts.selectors import Reading
from deliberation.proposals.models import Endorsement, Proposal
from deliberation.proposals.selectors.acts import acts_for
from deliberation.proposals.selectors.headings import visit_for
from deliberation.proposals.selectors.signatures import endorsements_of, needed_signatures
from deliberation.proposals.selectors.texts import load_texts
from deliberation.proposals.selectors.timeline import Station, timeline_of
from deliberation.proposals.selectors.versions import versions_for
from deliberation.rules.proposals import ProposalStatus


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signed beside the mover, and how many signatures are needed while it is a draft."""

    endorsements: Sequence[Endorsement]
    needed: int = 0

    @property
    def given(self) -> int:
        """Signatures with the mover's own [members]."""
        return 1 + len(self.endorsements)

    @property
    def missing(self) -> int:
        """Signatures that are still missing [members]."""
        return max(0, self.needed - self.given)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """All that the page of a proposal shows."""

    proposal: Proposal
    title: Reading
    paragraphs: Sequence[Reading]
    reasons: Reading | None
    stations: Sequence[Station]
    signatures: Signatures
    acts: frozenset[str]


def proposal_page(viewer: Viewer, proposal_id: int, language: str) -> ProposalPage:
    """Return the proposal as the viewer reads it in ``language``.

    Raises:
        Unseen: there is none, or the viewer may not see it.
    """
    visit = visit_for(viewer, proposal_id, language)
    proposal, reader = visit.proposal, visit.reader
    also = [proposal.title_id, proposal.reasons_id]
    loaded = load_texts(versions_for(viewer, proposal), also)
    signatures = _signatures(proposal)
    return ProposalPage(
        proposal=proposal,
        title=reader.read(loaded.texts[proposal.title_id]),
        paragraphs=[reader.read(loaded.texts[one]) for one in loaded.paragraphs],
        reasons=reader.read(loaded.texts[proposal.reasons_id]) if proposal.reasons_id else None,
        stations=timeline_of(proposal),
        signatures=signatures,
        acts=acts_for(viewer, proposal, signatures.endorsements),
    )


def _signatures(proposal: Proposal) -> Signatures:
    is_draft = proposal.status is ProposalStatus.DRAFT
    return Signatures(
        endorsements=list(endorsements_of(proposal)),
        needed=needed_signatures(proposal) if is_draft else 0,
    )
