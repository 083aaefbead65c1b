"""Reading texts: the version a reader gets, where it comes from, and what is still missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from council.kernel.names import FALLBACKS, direction
from council.texts.models import Origin, Text, TextVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as one reader gets it: the version shown, and the original one tap away."""

    text_id: int
    body: str
    language: str
    origin: Origin
    author_name: str  # who interpreted; empty for the original
    is_original: bool
    is_pending: bool  # nobody translated it into the reader's language yet
    is_outdated: bool
    is_checked: bool
    original_body: str
    original_language: str
    via: Sequence[str] = ()  # languages between original and version, when relayed

    @property
    def is_erased(self) -> bool:
        """Whether somebody had a right to that the words are gone, in every language."""
        return not self.body

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, of the version shown."""
        return direction(self.language)

    @property
    def original_direction(self) -> str:
        """``rtl`` or ``ltr``, of the original."""
        return direction(self.original_language)

    def __str__(self) -> str:
        return self.body


def current_versions(path: str = "versions") -> "Prefetch[str, QuerySet[TextVersion], str]":
    """Return the prefetch that selectors of other apps use for a text's current versions.

    ``path`` leads to the versions, such as ``title__versions``.
    """
    rows = TextVersion.objects.filter(is_current=True).select_related("based_on")
    return Prefetch(path, queryset=rows)


def read_versions(texts: Iterable[Text]) -> None:
    """Read the current versions of all the texts at once; those read before are not read again."""
    prefetch_related_objects([*texts], current_versions())


def reading(text: Text, language: str, fallbacks: Iterable[str] = ()) -> Reading:
    """Return the text for a reader of ``language``.

    The order is: that language, the reader's other languages, the original. Whoever lists many
    texts prefetches ``current_versions`` first; then nothing is asked of the database here.
    """
    versions = {one.language: one for one in text.versions.all() if one.is_current}
    original = versions[text.language]
    worded = {one.language: one for one in versions.values() if one.body}
    wanted = (language, *fallbacks, *(() if original.body else worded))
    shown = next((worded[one] for one in wanted if one in worded), original)
    return Reading(
        text_id=text.pk,
        body=shown.body,
        language=shown.language,
        origin=shown.origin,
        author_name="" if shown is original else shown.author_name,
        is_original=shown is original,
        is_pending=shown.language != language,
        is_outdated=shown.source_fingerprint != text.fingerprint,
        is_checked=shown is original or shown.checked_at is not None,
        original_body=original.body,
        original_language=original.language,
        via=_way(shown),
    )


def languages_ready(text: Text) -> frozenset[str]:
    """Return the languages in which the text may be voted on.

    That is the original, and every other version that a second person checked and that renders
    the original's present words.
    """
    return frozenset(
        one.language for one in text.versions.all() if one.is_current and _is_ready(one, text)
    )


def missing_languages(texts: Iterable[Text], required: Iterable[str]) -> Sequence[str]:
    """Return which required languages at least one of the texts is not ready in."""
    ready = [languages_ready(text) for text in texts]
    return [one for one in required if any(one not in languages for languages in ready)]


def bodies(text: Text) -> Mapping[str, str]:
    """Return the current words of the text by language."""
    return {one.language: one.body for one in text.versions.all() if one.is_current}


def reading_fallbacks(reads: Sequence[str]) -> Sequence[str]:
    """Return where to look after the reader's first language: what else they read, then ours."""
    return [*dict.fromkeys([*reads, *FALLBACKS])]


def _is_ready(version: TextVersion, text: Text) -> bool:
    if version.language == text.language:
        return True
    return version.checked_at is not None and version.source_fingerprint == text.fingerprint


def _way(version: TextVersion) -> Sequence[str]:
    pivot = version.based_on
    return () if pivot is None else (pivot.language,)
