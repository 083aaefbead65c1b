"""What minutes on paper are made of: words, lines, parts.

Of what people wrote a file of record holds what somebody checked in its language, or else the
original. So each block says in which language it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from council.kernel.locales import time_text
from council.kernel.names import Name, direction
from council.texts.selectors import Reading
from deliberation.minutes.selectors.document import Person, VoteShown
from deliberation.rules.record.facts import Stay


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language; ``member_id`` where they are somebody's name."""

    text: str
    language: str  # empty: a name, in whichever
    member_id: int | None = None

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the minutes say, under a term or by itself; each of its words is a block."""

    words: Sequence[Words]
    term: str = ""
    is_quoted: bool = False  # the wording of a decision
    who: Words | None = None  # of whom it is said, in the place of a term


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the minutes, found at the same anchor in every format."""

    anchor: str
    heading: Words
    lines: Sequence[Line]
    number: str = ""  # of an item
    votes: Sequence[VoteShown] = ()
    is_quorate: bool = False  # the quorum was found here


def own(text: object) -> Words:
    """Return words of the interface, in the language of the file."""
    return Words(str(text), get_language() or "en")


def fact(term: str, text: object) -> Line:
    """Return a figure or a date under its term."""
    return Line([own(text)], term)


def named(term: str, name: Name) -> Line:
    """Return the name of a body or a place under its term."""
    return Line([Words(name.text, name.language)], term)


def people(term: str, persons: Iterable[Person | None]) -> Line:
    """Return people under a term, each in a block of their own."""
    return Line([person(one) for one in persons if one is not None], term)


def person(one: Person) -> Words:
    """Return the name that a person chose."""
    return Words(one.name.text, one.name.language, one.member_id)


def of_record(text: Reading) -> Words:
    """Return words that somebody checked in the language, or else the original ones."""
    if text.is_original or (text.is_checked and not text.is_outdated):
        return Words(text.body, text.language)
    return Words(text.original_body, text.original_language)


def written(text: Reading, term: str = "", *, is_quoted: bool = False) -> Line:
    """Return what people wrote, paragraph by paragraph."""
    words = of_record(text)
    paragraphs = [one.strip() for one in words.text.splitlines() if one.strip()]
    return Line([Words(one, words.language) for one in paragraphs], term, is_quoted)


def said(lines: Iterable[Line]) -> Sequence[Line]:
    """Return the lines that say something."""
    return [one for one in lines if any(words.text for words in one.words)]


def hours(stays: Iterable[Stay]) -> str:
    """Return from when to when somebody was there, stretch by stretch."""
    return ", ".join(
        f"{time_text(one.since)}–{time_text(one.until) if one.until else ''}" for one in stays
    )


def between(since: datetime | None, until: datetime | None) -> str:
    """Return two hours of a day; empty where the first is not known."""
    if since is None:
        return ""
    return f"{time_text(since)}–{time_text(until)}" if until else time_text(since)
