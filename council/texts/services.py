"""Writing texts and their versions. Who may is decided by the app that owns the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.rules.errors import RuleViolation
from council.texts.fingerprints import clean, fingerprint
from council.texts.models import Origin, Text, TextKind, TextVersion


class EmptyText(RuleViolation):
    """A text needs at least one word."""

    code = "empty_text"


class OwnTranslation(RuleViolation):
    """Whoever wrote a version cannot be the one who checks it."""

    code = "own_translation"


class SameLanguage(RuleViolation):
    """A text is not translated into the language it was written in; revise it instead."""

    code = "same_language"


@dataclass(frozen=True, slots=True)
class Words:
    """What a new version says, in which language, and how that came about."""

    language: str
    body: str
    origin: Origin = Origin.WRITTEN
    author_name: str = ""
    based_on: TextVersion | None = None


@transaction.atomic
def create_text(
    *,
    actor: User | None,
    kind: TextKind,
    language: str,
    body: str,
    author_name: str = "",
    is_confidential: bool = False,
) -> Text:
    """Store a new text in the language of its author.

    Raises:
        EmptyText: there is no word in it.
    """
    words = _words(body)
    text = Text.objects.create(
        kind=kind,
        language=language,
        fingerprint=fingerprint(words),
        is_confidential=is_confidential,
        author=actor,
    )
    _add(text, Words(language, words, author_name=author_name), actor)
    return text


@transaction.atomic
def create_text_in(
    *,
    actor: User | None,
    kind: TextKind,
    bodies: Mapping[str, str],
    language: str,
    author_name: str = "",
) -> Text:
    """Store a text that its author wrote in several languages, ``language`` being the original.

    Empty bodies are left out. The further languages count as written, not yet as checked.
    """
    text = create_text(
        actor=actor, kind=kind, language=language, body=bodies[language], author_name=author_name
    )
    for other, body in bodies.items():
        if other != language and clean(body):
            _add(text, Words(other, clean(body), author_name=author_name), actor)
    return text


@transaction.atomic
def create_standard_text(
    *, actor: User, kind: TextKind, bodies: Mapping[str, str], language: str
) -> Text:
    """Store a text made of approved wording: a formula of ours around checked words.

    Each version is ready for a vote at once; ``actor`` answers for putting them together.
    """
    text = create_text(actor=None, kind=kind, language=language, body=bodies[language])
    for other, body in bodies.items():
        if other != language:
            _add(text, Words(other, clean(body), Origin.MEMORY), actor=None)
    TextVersion.objects.filter(text=text).update(checked_by=actor, checked_at=timezone.now())
    return text


@transaction.atomic
def revise_text(*, actor: User, text_id: int, body: str, is_minor: bool = False) -> TextVersion:
    """Replace the original words; unless the change is minor, translations become outdated.

    Raises:
        EmptyText: there is no word left.
    """
    text = _locked(text_id)
    words = _words(body)
    old = TextVersion.objects.get(text=text, language=text.language, is_current=True)
    text.fingerprint = fingerprint(words)
    text.save(update_fields=["fingerprint"])
    version = _add(text, Words(text.language, words, author_name=old.author_name), actor)
    if is_minor:
        current = TextVersion.objects.filter(text=text, is_current=True)
        current.filter(source_fingerprint=old.source_fingerprint).update(
            source_fingerprint=text.fingerprint
        )
    return version


@transaction.atomic
def translate_text(
    *,
    actor: User,
    text_id: int,
    language: str,
    body: str,
    author_name: str = "",
    based_on: TextVersion | None = None,
) -> TextVersion:
    """Give the text a version in another language, in place of the one it may have had.

    Raises:
        EmptyText: there is no word in it.
        SameLanguage: it is the language of the original.
    """
    text = _locked(text_id)
    if language == text.language:
        raise SameLanguage(language=language)
    words = Words(language, _words(body), Origin.INTERPRETED, author_name, based_on)
    return _add(text, words, actor)


@transaction.atomic
def check_version(*, actor: User, version_id: int) -> TextVersion:
    """Record that ``actor`` read the version against the original and answers for it.

    A version that is checked already, or replaced, stays as it is.

    Raises:
        OwnTranslation: the actor wrote it, and it is not the original.
    """
    version = TextVersion.objects.select_related("text").get(pk=version_id)
    _locked(version.text_id)
    if version.author_id == actor.pk and version.language != version.text.language:
        raise OwnTranslation(language=version.language)
    if version.checked_at is None and version.is_current:
        version.checked_by, version.checked_at = actor, timezone.now()
        version.save(update_fields=["checked_by", "checked_at"])
    return version


@transaction.atomic
def erase_versions(*, actor: User, text_ids: Iterable[int], language: str) -> int:
    """Erase what the texts ever said in the language, for good; return how many versions had words.

    That there was a version remains. Who may ask for it is decided by the app that owns the texts.
    """
    nothing = fingerprint("")
    texts = Text.objects.select_for_update(of=("self",)).filter(pk__in=list(text_ids))
    rows = TextVersion.objects.filter(text__in=[one.pk for one in texts], language=language)
    for text in texts:
        if text.language == language:  # its fingerprint would still tell who guesses the words
            versions = TextVersion.objects.filter(text=text)
            versions.filter(source_fingerprint=text.fingerprint).update(source_fingerprint=nothing)
            Text.objects.filter(pk=text.pk).update(fingerprint=nothing)
    return rows.exclude(body="").update(body="", author_name="")


@transaction.atomic
def forget_author(*, actor: User, author_id: int, name: str) -> int:
    """Take a person's name off what they wrote or translated; the words stay."""
    rows = TextVersion.objects.filter(author=author_id, author_name=name)
    return rows.update(author_name="")


def _words(body: str) -> str:
    words = clean(body)
    if not words:
        raise EmptyText
    return words


def _locked(text_id: int) -> Text:
    # Two interpreters may send at once: the text's row decides who replaces whom.
    return Text.objects.select_for_update(of=("self",)).get(pk=text_id)


def _add(text: Text, words: Words, actor: User | None) -> TextVersion:
    current = TextVersion.objects.filter(text=text, language=words.language, is_current=True)
    current.update(is_current=False)
    return TextVersion.objects.create(
        text=text,
        language=words.language,
        body=words.body,
        origin=words.origin,
        source_fingerprint=text.fingerprint,
        based_on=words.based_on,
        author=actor,
        author_name=words.author_name,
    )
