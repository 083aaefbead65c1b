"""What somebody looks for, and where it stands in a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from council.rules.naming import fold

MOST_TERMS = 10  # of one search; more narrow nothing down
MOST_TRIGRAMS = 30  # of one term
BEFORE, AFTER = 10, 40  # words of an excerpt round the first hit
WIDE = 3  # characters of a trigram


class Kind(StrEnum):
    """What is found."""

    PROPOSAL = "proposal"
    DECISION = "decision"
    MINUTES = "minutes"


class State(StrEnum):
    """How it ended, as far as all kinds share it."""

    UNDER_WAY = "under_way"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    OVER = "over"  # withdrawn, lapsed, annulled


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt: found, or round what was found."""

    words: str
    is_hit: bool


def terms_of(query: str) -> Sequence[str]:
    """Return the folded words that all have to occur; punctuation round a word is none of it.

    >>> terms_of('"Wohnung"  %  (İSTANBUL) wohnung')
    ('wohnung', 'istanbul')
    """
    bare = (_bare(word) for word in fold(query).split())
    return tuple(dict.fromkeys(word for word in bare if word))[:MOST_TERMS]


def _bare(word: str) -> str:
    inside = [at for at, char in enumerate(word) if char.isalnum()]
    return word[inside[0] : inside[-1] + 1] if inside else ""


def trigrams_of(term: str) -> Sequence[str]:
    """Return runs of three characters that cover a term; none in a shorter one.

    >>> trigrams_of("abcd"), trigrams_of("ab")
    (('abc', 'bcd'), ())
    """
    last = len(term) - WIDE
    # Every third run and the last cover the term; what lies across them is looked at afterwards.
    places = [*range(0, last + 1, WIDE), *([last] if last > 0 else [])]
    runs = (term[at : at + WIDE] for at in places)
    return tuple(dict.fromkeys(runs))[:MOST_TRIGRAMS]


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return fold(word)  # texts repeat their words, and folding one takes long


def hits_in(text: str, terms: Sequence[str]) -> int:
    """Return how many of the terms occur in the text.

    >>> hits_in("Die Wohnungen", ["wohnung", "garten"])
    1
    """
    folded = " ".join(map(_folded, text.split())) if terms else ""
    return sum(term in folded for term in terms)


def excerpt_of(text: str, terms: Sequence[str]) -> Sequence[Piece]:
    """Return the text round the first hit, hits apart.

    Whole words are marked, never letters within one: a mark would part what Arabic joins.

    >>> [(one.words, one.is_hit) for one in excerpt_of("Die Wohnungen sind teuer", ["wohnung"])]
    [('Die', False), ('Wohnungen', True), ('sind teuer', False)]
    """
    words = text.split()
    found = [any(term in _folded(word) for term in terms) for word in words]
    first = found.index(True) if True in found else 0
    begin, end = max(0, first - BEFORE), first + AFTER
    pieces = _pieces(words[begin:end], found[begin:end])
    head = [Piece("…", is_hit=False)] if begin else []
    tail = [Piece("…", is_hit=False)] if end < len(words) else []
    return (*head, *pieces, *tail)


def _pieces(words: Sequence[str], found: Sequence[bool]) -> Iterator[Piece]:
    run: list[str] = []
    for at, word in enumerate(words):
        run.append(word)
        if at + 1 == len(words) or found[at + 1] != found[at]:
            yield Piece(" ".join(run), is_hit=found[at])
            run = []
