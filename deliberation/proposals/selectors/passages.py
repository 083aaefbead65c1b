"""A text of a proposal on its way into one language, and who can carry it there."""

from collections.abc import Iterable
from dataclasses import dataclass

from council.kernel.visibility import Unseen
from council.members.selectors import Viewer, interpreter_directions, member_of
from council.texts.models import Text, TextVersion
from deliberation.proposals.models import Paragraph, Proposal
from deliberation.proposals.selectors.texts import texts_by_id


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a proposal, read in ``source`` and written in ``target``."""

    proposal: Proposal
    text: Text
    source: str
    target: str


def passage_of(proposal: Proposal, text_id: int, target: str, source: str = "") -> Passage:
    """Return the passage; without a ``source`` it is read in the original.

    Raises:
        Unseen: the text does not belong to the proposal, or does not exist in ``source``.
    """
    text = texts_by_id([text_id]).get(text_id) if text_id in text_ids_of(proposal) else None
    if text is None or version_in(text, source or text.language) is None:
        raise Unseen
    return Passage(proposal, text, source or text.language, target)


def version_in(text: Text, language: str) -> TextVersion | None:
    """Return the text's current version in the language; its versions are prefetched."""
    return next((one for one in text.versions.all() if one.language == language), None)


def rendering_of(passage: Passage) -> TextVersion:
    """Return what stands in the target language.

    Raises:
        Unseen: nothing does.
    """
    version = version_in(passage.text, passage.target)
    if version is None:
        raise Unseen
    return version


def text_ids_of(proposal: Proposal) -> set[int]:
    """Return the numbers of all texts of the proposal: title, reasons, versions, amendments."""
    found = {proposal.title_id, proposal.reasons_id}
    found |= set(
        Paragraph.objects.filter(version__proposal=proposal).values_list("text_id", flat=True)
    )
    for row in proposal.amendments.values_list("text_id", "title_id", "reasons_id"):
        found |= set(row)
    return {one for one in found if one is not None}


def reads_both_ways(viewer: Viewer, passage: Passage) -> bool:
    """Say whether the viewer is a member who reads the source and reads or speaks the target."""
    member = member_of(viewer, passage.proposal.council_id)
    if member is None:
        return False
    known = {*member.reads, *member.speaks}
    return passage.source in member.reads and passage.target in known


def directions_into(viewer: Viewer, council_id: int, languages: Iterable[str]) -> set[str]:
    """Return into which of the languages the viewer interprets for the council."""
    targets = {one.partition(">")[2] for one in interpreter_directions(viewer, council_id)}
    return targets & set(languages)
