"""Drafting a text: its paragraphs, what an edit keeps of them, the signatures it needs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.rules.diff import DiffOp, diff
from deliberation.rules.proposals import ProposalStatus


class MissingSignatures(RuleViolation):
    """Too few members have signed the proposal for it to be submitted."""

    code = "missing_signatures"


@dataclass(frozen=True)
class Descent:
    """Where a paragraph comes from: its place before the edit, from 0; None when it is new."""

    place: int | None
    is_same: bool


def split_paragraphs(text: str) -> tuple[str, ...]:
    r"""Cut a text at its blank lines.

    >>> split_paragraphs("One\nline.\r\n\r\n \nTwo.")
    ('One\nline.', 'Two.')
    """
    pieces = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n"))
    return tuple(piece.strip() for piece in pieces if piece.strip())


def descent(before: Sequence[str], after: Sequence[str]) -> tuple[Descent, ...]:
    """Say for each paragraph after the edit which one it was before.

    Paragraphs whose words are the same keep their identity wherever others were added or
    deleted; a stretch rewritten one for one is the same paragraphs with other words.

    >>> descent(["a", "b"], ["x", "a", "c"])
    (Descent(place=None, is_same=False), Descent(place=0, is_same=True), \
Descent(place=1, is_same=False))
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(_descents(matcher.get_opcodes()))


def paired_paragraphs(
    before: Sequence[str], after: Sequence[str]
) -> tuple[tuple[str | None, str | None], ...]:
    """Put the paragraphs of two texts side by side; None where one has no counterpart.

    >>> paired_paragraphs(["a", "b"], ["a", "x", "y"])
    (('a', 'a'), ('b', 'x'), (None, 'y'))
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        pair
        for _, first, last, start, end in matcher.get_opcodes()
        for pair in zip_longest(before[first:last], after[start:end])
    )


def share_changed(before: str, after: str) -> int:
    """Return which part of the words an amendment touches [percent], as a first idea of its reach.

    >>> share_changed("one two", "one two"), share_changed("one", "two")
    (0, 100)
    """
    parts = diff(before, after)
    sizes = {op: sum(len(part.text) for part in parts if part.op is op) for op in DiffOp}
    touched = sizes[DiffOp.REMOVED] + sizes[DiffOp.ADDED]
    whole = touched + 2 * sizes[DiffOp.SAME]
    return 100 * touched // whole if whole else 0


def require_draft(status: ProposalStatus, act: str) -> None:
    """Do nothing while the proposal is a draft.

    Raises:
        OutOfOrder: it is not, or no longer.
    """
    if status is not ProposalStatus.DRAFT:
        raise OutOfOrder(status=str(status), act=act)


def require_signatures(*, signed: int, needed: int) -> None:
    """Do nothing if enough members have signed [members], the mover being one of them.

    Raises:
        MissingSignatures: with how many are missing.
    """
    if signed < needed:
        raise MissingSignatures(signed=signed, needed=needed, missing=needed - signed)


def _descents(opcodes: Sequence[tuple[str, int, int, int, int]]) -> Iterator[Descent]:
    for tag, first, last, start, end in opcodes:
        if tag == "equal":
            yield from (Descent(place, is_same=True) for place in range(first, last))
        elif tag == "replace" and last - first == end - start:
            yield from (Descent(place, is_same=False) for place in range(first, last))
        else:
            yield from (Descent(None, is_same=False) for _ in range(start, end))
