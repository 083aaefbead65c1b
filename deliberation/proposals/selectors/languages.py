"""Which text of a proposal exists in which language, and what a vote still waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.kernel.names import direction
from council.kernel.permissions import authorise
from council.members.selectors import Viewer
from council.texts.models import Text, TextVersion
from council.texts.selectors import missing_languages
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.headings import Heading, heading_for
from deliberation.proposals.selectors.passages import (
    Passage,
    Skills,
    passage_of,
    skills_of,
    version_in,
)
from deliberation.proposals.selectors.texts import (
    newest_paragraphs,
    required_languages,
    texts_by_id,
)
from deliberation.proposals.selectors.versions import versions_for
from deliberation.rules.proposals import AmendmentStatus

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

    @property
    def is_voted_on(self) -> bool:
        """A vote waits until it is ready in every required language."""
        return self.kind in {"title", "paragraph", "amendment"}


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
    passage: Passage
    part: Part
    source: TextVersion
    sources: Sequence[str]  # languages it can be read in
    current: TextVersion | None
    state: CellState
    may_check: bool

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, of the language written."""
        return direction(self.passage.target)


def matrix_for(viewer: Viewer, proposal_id: int, language: str) -> Matrix:
    """Return which texts of the proposal exist in which languages.

    Raises:
        Unseen: there is no such proposal, or the viewer may not see it.
    """
    heading = heading_for(viewer, proposal_id, language)
    proposal = heading.proposal
    parts = parts_of(viewer, proposal)
    required = required_languages(proposal.body)
    languages = list(dict.fromkeys([*required, *proposal.body.council.languages]))
    skills = skills_of(heading.member)
    voted = [part.text for part in parts if part.kind in {"title", "paragraph"}]
    return Matrix(
        heading=heading,
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
    heading = heading_for(viewer, proposal_id, language)
    proposal = heading.proposal
    passage = passage_of(proposal, way.text_id, way.target, way.source)
    authorise(viewer, "proposals.translate_text", passage)
    current = version_in(passage.text, way.target)
    original = version_in(passage.text, passage.source)
    parts = (part for part in parts_of(viewer, proposal) if part.text.pk == way.text_id)
    return Editor(
        heading=heading,
        passage=passage,
        part=next(parts, Part("text", 0, passage.text)),
        source=original or passage.text.versions.all()[0],
        sources=_sources(passage, skills_of(heading.member)),
        current=current,
        state=state_of(passage.text, way.target),
        may_check=_waits_for(viewer, current),
    )


def next_text_into(viewer: Viewer, proposal: Proposal, target: str) -> int | None:
    """Return the first text that is missing or outdated in the language; None when all is done."""
    parts = parts_of(viewer, proposal)
    left = (one.text.pk for one in parts if state_of(one.text, target) in UNFINISHED)
    return next(left, None)


def parts_of(viewer: Viewer, proposal: Proposal) -> Sequence[Part]:
    """Return the texts of the proposal in reading order, amendments that are pending last."""
    shown = newest_paragraphs(versions_for(viewer, proposal))
    paragraphs = list(shown.values_list("position", "text_id"))
    pending = proposal.amendments.filter(status__in=PENDING, text__isnull=False)
    amendments = list(pending.order_by("number").values_list("number", "text_id"))
    named = [
        ("title", 0, proposal.title_id),
        *(("paragraph", number, text_id) for number, text_id in paragraphs),
        ("reasons", 0, proposal.reasons_id),
        *(("amendment", number, text_id) for number, text_id in amendments),
    ]
    texts = texts_by_id([text_id for _, _, text_id in named])
    return [Part(kind, n, texts[text_id]) for kind, n, text_id in named if text_id is not None]


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


def _sources(passage: Passage, skills: Skills) -> Sequence[str]:
    """Return the languages in which the words are not outdated and the viewer can read them."""
    text, good = passage.text, set(CellState) - UNFINISHED
    return [
        one.language
        for one in text.versions.all()
        if one.language != passage.target
        and state_of(text, one.language) in good
        and skills.knows(one.language, passage.target)
    ]


def _waits_for(viewer: Viewer, version: TextVersion | None) -> bool:
    return version is not None and version.checked_at is None and version.author_id != viewer.pk
