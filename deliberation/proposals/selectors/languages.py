"""Which text of a proposal exists in which language, and what a vote still waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied

from council.kernel.names import direction
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.texts.models import Text, TextVersion
from council.texts.selectors import missing_languages
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.headings import Heading, visit_for
from deliberation.proposals.selectors.passages import Skills, skills_of, version_in
from deliberation.proposals.selectors.texts import (
    load_texts,
    required_languages,
)
from deliberation.proposals.selectors.versions import versions_for
from deliberation.rules.proposals import AmendmentStatus

OF_AMENDMENTS = ("amendment_title", "amendment", "amendment_reasons")
PENDING = (AmendmentStatus.SUBMITTED, AmendmentStatus.ADMITTED)


class CellState(StrEnum):
    """How far a text has come into a language."""

    ORIGINAL = "original"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    OUTDATED = "outdated"
    MISSING = "missing"


UNFINISHED = {CellState.MISSING, CellState.OUTDATED}


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the proposal and what it is there: title, paragraph, reasons, amendment."""

    kind: str
    number: int  # of the paragraph or amendment, else 0
    text: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a language; ``is_open`` when the viewer could write or check it."""

    language: str
    state: CellState
    is_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A text in all languages of the council."""

    part: Part
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All texts by all languages."""

    heading: Heading
    languages: Sequence[str]
    required: Sequence[str]
    missing: Sequence[str]  # required languages for which a vote has to wait
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Way:
    """From where to where a text is carried; without a ``source``, from the original."""

    text_id: int
    target: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """One text, read in one language and written in another."""

    heading: Heading
    part: Part
    target: str
    source: TextVersion
    sources: Sequence[str]  # languages it can be read in
    current: TextVersion | None
    state: CellState
    may_check: bool

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, of the language written."""
        return direction(self.target)


def matrix_for(viewer: Viewer, proposal_id: int, language: str) -> Matrix:
    """Return which texts of the proposal exist in which languages.

    Raises:
        Unseen: there is no such proposal, or the viewer may not see it.
    """
    visit = visit_for(viewer, proposal_id, language)
    proposal = visit.proposal
    parts = parts_of(viewer, proposal)
    required = required_languages(proposal.body)
    languages = list(dict.fromkeys([*required, *proposal.body.council.languages]))
    skills = skills_of(visit.member)
    voted = [part.text for part in parts if part.kind in {"title", "paragraph"}]
    return Matrix(
        heading=visit.headed(parts[0].text),
        languages=languages,
        required=required,
        missing=missing_languages(voted, required),
        rows=[Row(part, [_cell(part.text, one, skills) for one in languages]) for part in parts],
    )


def editor_for(viewer: Viewer, proposal_id: int, way: Way, language: str) -> Editor:
    """Return the text beside the place where it is translated, on a page in ``language``.

    Raises:
        Unseen: there is no such text in ``source``, or the viewer may not see it.
        PermissionDenied: the viewer does not carry texts this way.
    """
    visit = visit_for(viewer, proposal_id, language)
    parts = parts_of(viewer, visit.proposal)
    part = next((one for one in parts if one.text.pk == way.text_id), None)
    source = None if part is None else version_in(part.text, way.source or part.text.language)
    if part is None or source is None:
        raise Unseen
    skills = skills_of(visit.member)
    if not skills.knows(source.language, way.target):
        raise PermissionDenied
    current = version_in(part.text, way.target)
    return Editor(
        heading=visit.headed(parts[0].text),
        part=part,
        target=way.target,
        source=source,
        sources=_sources(part.text, way.target, skills),
        current=current,
        state=state_of(part.text, way.target),
        may_check=_waits_for(viewer, current),
    )


def next_text_into(viewer: Viewer, proposal: Proposal, target: str) -> int | None:
    """Return the first text that is missing or outdated in the language; None when all is done."""
    parts = parts_of(viewer, proposal)
    left = (one.text.pk for one in parts if state_of(one.text, target) in UNFINISHED)
    return next(left, None)


def parts_of(viewer: Viewer, proposal: Proposal) -> Sequence[Part]:
    """Return the texts of the proposal: the title first, amendments that are pending last."""
    pending = proposal.amendments.filter(status__in=PENDING).order_by("number")
    moved = [
        (kind, number, text_id)
        for number, *ids in pending.values_list("number", "title_id", "text_id", "reasons_id")
        for kind, text_id in zip(OF_AMENDMENTS, ids, strict=True)
    ]
    also = [proposal.title_id, proposal.reasons_id, *(text_id for _, _, text_id in moved)]
    loaded = load_texts(versions_for(viewer, proposal), also)
    named = [
        ("title", 0, proposal.title_id),
        *(("paragraph", n, text_id) for n, text_id in enumerate(loaded.paragraphs, start=1)),
        ("reasons", 0, proposal.reasons_id),
        *moved,
    ]
    return [Part(kind, n, loaded.texts[one]) for kind, n, one in named if one is not None]


def state_of(text: Text, language: str) -> CellState:
    """Return how far the text, whose versions are prefetched, has come into the language."""
    version = version_in(text, language)
    if version is None:
        return CellState.MISSING
    if language == text.language:
        return CellState.ORIGINAL
    if version.source_fingerprint != text.fingerprint:
        return CellState.OUTDATED
    return CellState.UNCHECKED if version.checked_at is None else CellState.CHECKED


def _cell(text: Text, language: str, skills: Skills) -> Cell:
    state = state_of(text, language)
    is_open = state is not CellState.ORIGINAL and skills.knows(text.language, language)
    return Cell(language, state, is_open)


def _sources(text: Text, target: str, skills: Skills) -> Sequence[str]:
    """Return the languages in which the words are not outdated and the viewer can read them."""
    good = set(CellState) - UNFINISHED
    return [
        one.language
        for one in text.versions.all()
        if one.language != target
        and state_of(text, one.language) in good
        and skills.knows(one.language, target)
    ]


def _waits_for(viewer: Viewer, version: TextVersion | None) -> bool:
    return version is not None and version.checked_at is None and version.author_id != viewer.pk
