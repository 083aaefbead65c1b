"""The amendments of a proposal as its page lists them, and the text they would make."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from council.kernel.permissions import may
from council.members.selectors import Viewer
from council.texts.models import Text
from council.texts.selectors import Reading, bodies
from deliberation.proposals.models import Amendment
from deliberation.proposals.selectors.amendments import change_of, in_voting_order, order_of
from deliberation.proposals.selectors.headings import Heading, visit_for
from deliberation.proposals.selectors.readers import Reader
from deliberation.proposals.selectors.texts import load_texts, written_versions
from deliberation.rules.amendments import Operation, are_alternatives, merge
from deliberation.rules.diff import DiffPart, diff
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus

OPEN = (ProposalStatus.ADMITTED, ProposalStatus.ON_AGENDA)


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph before and after an amendment, in one language, in pieces."""

    language: str
    parts: Sequence[DiffPart]


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """An amendment as it stands in a list, and what the viewer could do with it."""

    amendment: Amendment
    title: Reading | None
    reasons: Reading | None
    text: Reading | None  # what it adds, or puts in place of the paragraph
    paragraph: Reading | None  # the one it replaces or deletes, or comes after
    changed: Changed | None  # word by word, where both exist in one language
    acts: Set[str]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MergedParagraph:
    """A paragraph of the text as it would read; ``is_new`` when an amendment brought it."""

    reading: Reading
    is_new: bool


@dataclass(frozen=True, slots=True)
class Debate:
    """The amendments in the order in which they are voted on, and the rest."""

    heading: Heading
    in_order: Sequence[AmendmentLine]
    waiting: Sequence[AmendmentLine]
    over: Sequence[AmendmentLine]
    merged: Sequence[MergedParagraph]  # with the chosen ones
    excluded: Sequence[int]  # numbers chosen beside an alternative, and therefore left out
    may_amend: bool


def debate_for(
    viewer: Viewer, proposal_id: int, language: str, chosen: Sequence[int] = ()
) -> Debate:
    """Return the amendments to the proposal, and the text with the ``chosen`` ones in it.

    Args:
        chosen: Numbers of amendments; of two alternatives the one named first counts.

    Raises:
        Unseen: there is no such proposal, or the viewer may not see it.
    """
    visit = visit_for(viewer, proposal_id, language)
    proposal = visit.proposal
    amendments = list(proposal.amendments.select_related("mover").order_by("number"))
    loaded = load_texts(written_versions(proposal), [proposal.title_id, *_text_ids(amendments)])
    lines = _Lines(visit.reader, loaded.paragraphs, loaded.texts, set(chosen))
    acts = _acts(viewer, amendments)
    by_status: dict[AmendmentStatus, list[Amendment]] = {}
    for amendment in amendments:
        amendment.proposal = proposal
        by_status.setdefault(amendment.status, []).append(amendment)
    admitted = in_voting_order(by_status.pop(AmendmentStatus.ADMITTED, []), order_of(proposal.body))
    waiting = by_status.pop(AmendmentStatus.SUBMITTED, [])
    merged, excluded = _merged(lines, amendments, chosen)
    return Debate(
        heading=visit.headed(loaded.texts[proposal.title_id]),
        in_order=[lines.line(one, acts) for one in admitted],
        waiting=[lines.line(one, acts) for one in waiting],
        over=[lines.line(one, acts) for group in by_status.values() for one in group],
        merged=merged,
        excluded=excluded,
        may_amend=proposal.status in OPEN and may(viewer, "proposals.amend_proposal", proposal),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    reader: Reader
    base: Sequence[int]
    texts: Mapping[int, Text]
    chosen: Set[int]

    def line(self, amendment: Amendment, acts: Mapping[int, Set[str]]) -> AmendmentLine:
        paragraph = self.base[amendment.position - 1] if amendment.position else None
        return AmendmentLine(
            amendment=amendment,
            title=self.read(amendment.title_id),
            reasons=self.read(amendment.reasons_id),
            text=self.read(amendment.text_id),
            paragraph=self.read(paragraph),
            changed=self.changed(amendment, paragraph),
            acts=acts.get(amendment.pk, frozenset()),
            is_chosen=amendment.number in self.chosen,
        )

    def read(self, text_id: int | None) -> Reading | None:
        return None if text_id is None else self.reader.read(self.texts[text_id])

    def changed(self, amendment: Amendment, paragraph: int | None) -> Changed | None:
        if amendment.operation != Operation.REPLACE or not paragraph or not amendment.text_id:
            return None
        before, text = bodies(self.texts[paragraph]), self.texts[amendment.text_id]
        after = bodies(text)
        wanted = (self.reader.language, *self.reader.fallbacks, text.language)
        language = next((one for one in wanted if one in before and one in after), None)
        if language is None:
            return None
        return Changed(language, diff(before[language], after[language]))


def _text_ids(amendments: Sequence[Amendment]) -> list[int | None]:
    groups = [(one.text_id, one.title_id, one.reasons_id) for one in amendments]
    return [one for group in groups for one in group]


def _acts(viewer: Viewer, amendments: Sequence[Amendment]) -> Mapping[int, Set[str]]:
    waiting = [one for one in amendments if one.status is AmendmentStatus.SUBMITTED]
    # All belong to one council, so the first answers for all: a question each would be a query.
    is_clerk = bool(waiting) and may(viewer, "proposals.admit_amendment", waiting[0])
    found: dict[int, Set[str]] = {one.pk: {"admit", "decline"} for one in waiting if is_clerk}
    pending = (AmendmentStatus.SUBMITTED, AmendmentStatus.ADMITTED)
    for one in amendments:
        if one.status in pending and may(viewer, "proposals.withdraw_amendment", one):
            found[one.pk] = found.get(one.pk, set()) | {"withdraw"}
    return found


def _merged(
    lines: _Lines, amendments: Sequence[Amendment], chosen: Sequence[int]
) -> tuple[Sequence[MergedParagraph], Sequence[int]]:
    changes = {one.number: change_of(one) for one in amendments}
    adopted = [one.number for one in amendments if one.status is AmendmentStatus.ADOPTED]
    kept, excluded = [changes[one] for one in adopted], []
    for change in (changes[one] for one in dict.fromkeys(chosen) if one in changes):
        if any(are_alternatives(change, other) for other in kept):
            excluded.append(change.number)
        elif change not in kept:
            kept.append(change)
    merged = merge(lines.base, kept)
    readings = [lines.reader.read(lines.texts[one]) for one in merged]
    old = set(lines.base)
    return [MergedParagraph(reading, reading.text_id not in old) for reading in readings], excluded
