"""What changed between two texts, word by word, in any script."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

JOINERS = frozenset("\u200c\u200d")  # they shape Persian and Arabic words from within


class DiffOp(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class DiffPart:
    """A piece of text and what became of it."""

    op: DiffOp
    text: str


def words_of(text: str) -> tuple[str, ...]:
    """Cut a text into words, gaps and single signs; put together they are the text again.

    Vowel marks belong to their letter, so that a changed mark changes its word.

    >>> words_of("كِتَابٌ جديد.")
    ('كِتَابٌ', ' ', 'جديد', '.')
    """
    return tuple("".join(run) for run in _runs(text))


def diff(before: str, after: str) -> tuple[DiffPart, ...]:
    """Return the pieces of both texts in reading order.

    Same and removed pieces together are ``before``, same and added ones ``after``. A gap between
    two changed words counts as changed with them: phrases are easier to read than words.
    """
    old, new = words_of(before), words_of(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stretches = [
        (tag == "equal", "".join(old[a:b]), "".join(new[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]
    return tuple(_parts(_bridged(stretches)))


def _runs(text: str) -> Iterator[Sequence[str]]:
    for kind, run in groupby(text, key=_kind):
        if kind is Sign.OTHER:
            yield from run
        else:
            yield tuple(run)


class Sign(StrEnum):
    """What a character does in a text."""

    WORD = "word"
    GAP = "gap"
    OTHER = "other"


def _kind(character: str) -> Sign:
    if character.isspace():
        return Sign.GAP
    is_mark = unicodedata.category(character).startswith("M")
    if character.isalnum() or is_mark or character in JOINERS:
        return Sign.WORD
    return Sign.OTHER


Stretch = tuple[bool, str, str]


def _bridged(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Join changes that only a gap keeps apart."""
    inner = range(1, len(stretches) - 1)
    gaps = {n for n in inner if stretches[n][0] and stretches[n][1].isspace()}
    marked = [(same and n not in gaps, a, b) for n, (same, a, b) in enumerate(stretches)]
    for same, run in groupby(marked, key=lambda stretch: stretch[0]):
        pieces = list(run)
        yield same, "".join(p[1] for p in pieces), "".join(p[2] for p in pieces)


def _parts(stretches: Iterator[Stretch]) -> Iterator[DiffPart]:
    for same, old, new in stretches:
        if same:
            yield DiffPart(DiffOp.SAME, old)
            continue
        if old:
            yield DiffPart(DiffOp.REMOVED, old)
        if new:
            yield DiffPart(DiffOp.ADDED, new)
