"""What a publication may give away, and until when it is due: hints for a person who decides.

A hint never forbids. It points at words in which somebody may be recognised, or which tell of
health, of a claim for protection, of children, of a group so small that it names its members.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import pairwise

from council.rules.bylaws import Deadline, Review
from council.rules.errors import RuleViolation
from council.rules.naming import fold
from deliberation.rules.convocation import due_by


class Concern(StrEnum):
    """Why a person should look at words before everybody reads them."""

    NAME = "name"
    CONTACT = "contact"
    HEALTH = "health"
    ASYLUM = "asylum"
    CHILD = "child"
    SMALL_GROUP = "small_group"


class NameForm(StrEnum):
    """How a person stands in a publication."""

    PUBLIC_NAME = "public_name"
    FUNCTION = "function"
    INITIALS = "initials"


class ReviewNeeded(RuleViolation):
    """By the by-laws a second person looks at a decision before it is published."""

    code = "review_needed"


class SameReviewer(RuleViolation):
    """Four eyes: who reviewed a decision does not publish it."""

    code = "same_reviewer"


class Embargoed(RuleViolation):
    """It was agreed that the decision is published later."""

    code = "embargoed"


class WithheldAlready(RuleViolation):
    """The decision was taken back from publication before."""

    code = "withheld_already"


class NotWithheld(RuleViolation):
    """The decision is in sight."""

    code = "not_withheld"


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that somebody should look at, as they stand in the text."""

    concern: Concern
    words: str


# Beginnings of words, folded as for search. Each list covers Turkish, Arabic, English and German.
STEMS: Mapping[Concern, frozenset[str]] = {
    Concern.HEALTH: frozenset(
        fold(
            "hastalı hastas kanser hamile engelli psikiyatr ruhsal tedavi ameliyat HIV AIDS teşhis "
            "مريض مرض سرطان حامل معاق اعاقة نفسي علاج جراح تشخيص ايدز "
            "illness disease cancer pregnan disab psychiatr mental therapy surger diagnos patient "
            "krank krebs schwanger behinder psychisch therapie diagnose patient"
        ).split()
    ),
    Concern.ASYLUM: frozenset(
        fold(
            "sığınma iltica mülteci geçici-koruma sınırdışı kaçak kimliksiz ikamet "
            "لجوء لاجئ الحماية ترحيل اقامة مهرب "
            "asylum refugee deport undocumented smuggl residence-permit temporary-protection "
            "asyl flüchtling abschieb abgeschob duldung aufenthaltstitel aufenthaltserlaubnis"
        ).split()
    ),
    Concern.CHILD: frozenset(
        fold(
            "çocuğu çocuğun kızı oğlu yaşındaki bebeğ "
            "طفله طفلها ابنه ابنته ابنتها رضيع "
            "daughter toddler baby year-old schoolgirl schoolboy "
            "tochter säugling jährige schülerin"
        ).split()
    ),
}
FEW = frozenset(  # without the articles: "bir", "ein" and "a" are said of everything
    fold(
        "1 2 3 4 5 iki üç dört beş اثنان ثلاثة ثلاث اربعة اربع خمسة خمس "
        "one two three four five single only zwei drei vier fünf"
    ).split()
)
PEOPLE = frozenset(
    fold(
        "aile kişi kadın erkek genç öğrenci üye hane عائلات عائلة اشخاص شخص نساء شباب طلاب اسر "
        "family families person persons people women woman men man youths students households "
        "familie familien personen person frauen frau männer mann jugendliche haushalte"
    ).split()
)
PAIRS = frozenset(fold("عائلتان عائلتين شخصان شخصين امرأتان امرأتين شابان شابين اسرتان").split())
ARTICLES = tuple(
    fold(each) for each in ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")
)
SHORTEST = 3  # letters of a word, after its article
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d ()/-]{7,}\d")
WORD = re.compile(r"[\w’'-]+")


def hints(text: str, names: Iterable[str] = ()) -> list[Hint]:
    """Return what a person should look at, each once, in reading order within each concern.

    Args:
        text: Of a decision, in any of four languages.
        names: By which members of the council are known.

    >>> hints("Three families in Seyhan; call 0500 123 45 67")[0].words
    '0500 123 45 67'
    """
    found = [Hint(Concern.NAME, name) for name in names if _occurs(name, text)]
    found += [Hint(Concern.CONTACT, each.group()) for each in CONTACT.finditer(text)]
    found += _by_stem(text)
    found += [Hint(Concern.SMALL_GROUP, words) for words in _small_groups(text)]
    return list(dict.fromkeys(found))


def _occurs(name: str, text: str) -> bool:
    wanted = fold(name)
    return bool(wanted) and f" {wanted} " in f" {' '.join(WORD.findall(fold(text)))} "


def _by_stem(text: str) -> Iterator[Hint]:
    pairs = [(word, fold(word), fold(after)) for word, after in _pairs(text)]
    for concern, stems in STEMS.items():
        for word, folded, after in pairs:
            if any(_begins(each, stems) for each in (folded, f"{folded}-{after}")):
                yield Hint(concern, word)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the one after it; the last with nothing."""
    return pairwise([*WORD.findall(text), ""])


def _begins(folded: str, stems: frozenset[str]) -> bool:
    bare = [folded, *(folded[len(each) :] for each in ARTICLES if folded.startswith(each))]
    return any(one.startswith(stem) for one in bare if len(one) >= SHORTEST for stem in stems)


def _small_groups(text: str) -> Iterator[str]:
    for word, after in _pairs(text):
        if fold(word) in FEW and fold(after) in PEOPLE:
            yield f"{word} {after}"
        elif fold(word) in PAIRS:
            yield word


@dataclass(frozen=True, slots=True)
class Countdown:
    """Until when a decision has to be public, and by how many days that is missed."""

    due_at: datetime
    days_late: int


def countdown(period: Deadline, adopted_at: datetime, now: datetime, tz: tzinfo) -> Countdown:
    """Return how much time is left to publish what was adopted."""
    due_at = due_by(period, adopted_at, tz)
    if now <= due_at:
        return Countdown(due_at, 0)
    late = (now.astimezone(tz).date() - due_at.astimezone(tz).date()).days
    return Countdown(due_at, max(1, late))


def require_publishable(
    review: Review,
    *,
    reviewer_id: int | None,
    publisher_id: int,
    embargo_until: datetime | None,
    now: datetime,
) -> None:
    """Do nothing if the decision may be published now by this person.

    Raises:
        ReviewNeeded: the by-laws want four eyes, and nobody has looked yet.
        SameReviewer: the two who look and publish are one.
        Embargoed: it was agreed to publish later.
    """
    if review is Review.FOUR_EYES:
        if reviewer_id is None:
            raise ReviewNeeded
        if reviewer_id == publisher_id:
            raise SameReviewer
    if embargo_until is not None and now < embargo_until:
        raise Embargoed(until=embargo_until)
