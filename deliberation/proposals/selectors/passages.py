"""A text of a proposal on its way into one language, and who can carry it there."""

from dataclasses import dataclass

from council.kernel.visibility import Unseen
from council.members.models import Member, Office, OfficeKind
from council.members.selectors import STAFF, current
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


@dataclass(frozen=True, slots=True)
class Skills:
    """By what somebody can carry a text: an office, or the languages they know as a member."""

    is_clerk: bool = False
    directions: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()

    def knows(self, source: str, target: str) -> bool:
        """Say whether they can read the one language and write the other."""
        if self.is_clerk or f"{source}>{target}" in self.directions:
            return True
        return source in self.reads and target in self.writes


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


def skills_of(member: Member | None) -> Skills:
    """Return between which languages of their council a member can carry a text today."""
    if member is None:
        return Skills()
    kinds = (*STAFF, OfficeKind.INTERPRETER)
    offices = list(current(Office.objects.filter(member=member, kind__in=kinds)))
    return Skills(
        is_clerk=any(office.kind in STAFF for office in offices),
        directions=frozenset(one for office in offices for one in office.directions),
        reads=frozenset(member.reads),
        writes=frozenset([*member.reads, *member.speaks]),
    )
