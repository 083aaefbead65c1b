"""Interpreters render what was said into another language, correct it, and share the work."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.selectors import member_of
from council.rules.errors import RuleViolation
from council.texts.fingerprints import clean
from council.texts.models import TextVersion
from council.texts.services import translate_text
from deliberation.meetings.events import TextCorrected, TextInterpreted
from deliberation.meetings.models import Contribution
from deliberation.meetings.selectors.claims import LEASE, claim_key
from deliberation.meetings.selectors.focus import audience_of
from deliberation.meetings.selectors.standing import Lane


class ContributionGone(RuleViolation):
    """The contribution was withdrawn; there is nothing to interpret."""

    code = "contribution_gone"


class AlreadyInterpreted(RuleViolation):
    """Another interpreter was faster; their rendering can be corrected."""

    code = "already_interpreted"


class NothingToCorrect(RuleViolation):
    """Nobody has rendered the contribution into this language."""

    code = "nothing_to_correct"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who works on a contribution in one language, for a minute."""

    user_id: int
    name: str


@transaction.atomic
def interpret(
    *,
    actor: User,
    contribution_id: int,
    language: str,
    body: str,
    based_on_id: int | None = None,
) -> TextVersion:
    """Render a contribution into the language; readers get it at once, with the name.

    Sending the same words again changes nothing.

    Args:
        actor: The interpreter.
        contribution_id: What was said.
        language: The language rendered into.
        body: The rendering.
        based_on_id: The version worked from, when it is not the original (relay).

    Raises:
        PermissionDenied: the actor does not interpret in this direction.
        ContributionGone: it was withdrawn.
        AlreadyInterpreted: another interpreter was faster.
        EmptyText: there is no word in it.
    """
    contribution = _locked(contribution_id)
    source = _version(contribution, based_on_id)
    lane = Lane(contribution.item.meeting, source.language, language)
    authorise(actor, "meetings.interpret", lane)
    known = _current(contribution, language)
    if known is not None and known.source_fingerprint == contribution.text.fingerprint:
        if known.author_id == actor.pk and known.body == clean(body):
            return known
        raise AlreadyInterpreted(name=known.author_name)
    version = _render(actor, contribution, language, body, source)
    _tell(actor, contribution, TextInterpreted(contribution.item_id, contribution_id, language))
    return version


@transaction.atomic
def correct(*, actor: User, contribution_id: int, language: str, body: str) -> TextVersion:
    """Replace a rendering by a better one; the earlier one is kept in the record.

    Raises:
        PermissionDenied: the actor does not interpret in the direction it was rendered.
        ContributionGone: it was withdrawn.
        NothingToCorrect: there is no rendering into this language.
        EmptyText: there is no word in it.
    """
    contribution = _locked(contribution_id)
    known = _current(contribution, language)
    if known is None or known.language == contribution.text.language:
        raise NothingToCorrect
    source = known.based_on or _version(contribution, None)
    lane = Lane(contribution.item.meeting, source.language, language)
    authorise(actor, "meetings.interpret", lane)
    if known.body == clean(body):
        return known
    version = _render(actor, contribution, language, body, source)
    _tell(actor, contribution, TextCorrected(contribution.item_id, contribution_id, language))
    return version


def claim(*, actor: User, contribution_id: int, language: str, source: str = "") -> Claim:
    """Tell partners at the desk that the actor works on this line, and return who does.

    The claim lasts a minute and binds nobody: it spares double work, and is renewed by claiming
    again. If somebody else holds it, theirs is returned.

    Args:
        actor: The interpreter.
        contribution_id: The line.
        language: The language rendered into.
        source: The language rendered from; empty for that of the original.

    Raises:
        PermissionDenied: the actor does not interpret in this direction.
    """
    contribution = _found(contribution_id)
    lane = Lane(contribution.item.meeting, source or contribution.text.language, language)
    authorise(actor, "meetings.interpret", lane)
    member = member_of(actor, contribution.item.meeting.council_id)
    mine = Claim(actor.pk, member.public_name if member else "")
    key = claim_key(contribution_id, language)
    cache.add(key, (mine.user_id, mine.name), LEASE)
    holder = cache.get(key) or (mine.user_id, mine.name)  # a lease may end at this very moment
    if holder[0] == actor.pk:
        cache.touch(key, LEASE)
    return Claim(*holder)


def release(*, actor: User, contribution_id: int, language: str) -> None:
    """Give the line back to the partners at the desk, if the actor holds it."""
    key = claim_key(contribution_id, language)
    holder = cache.get(key)
    if holder is not None and holder[0] == actor.pk:
        cache.delete(key)


def _found(contribution_id: int) -> Contribution:
    rows = Contribution.objects.select_related("item__meeting", "text")
    return rows.get(pk=contribution_id)


def _locked(contribution_id: int) -> Contribution:
    # Two interpreters may send at once: the contribution's row decides who was first.
    rows = Contribution.objects.select_related("item__meeting", "text")
    contribution = rows.select_for_update(of=("self",)).get(pk=contribution_id)
    if contribution.withdrawn_at is not None:
        raise ContributionGone
    return contribution


def _version(contribution: Contribution, version_id: int | None) -> TextVersion:
    versions = TextVersion.objects.filter(text=contribution.text)
    if version_id is None:
        return versions.get(language=contribution.text.language, is_current=True)
    return versions.get(pk=version_id)


def _current(contribution: Contribution, language: str) -> TextVersion | None:
    versions = TextVersion.objects.filter(text=contribution.text, is_current=True)
    return versions.filter(language=language).select_related("based_on").first()


def _render(
    actor: User, contribution: Contribution, language: str, body: str, source: TextVersion
) -> TextVersion:
    interpreter = member_of(actor, contribution.item.meeting.council_id)
    is_relay = source.language != contribution.text.language
    return translate_text(
        actor=actor,
        text_id=contribution.text_id,
        language=language,
        body=body,
        author_name=interpreter.public_name if interpreter else "",
        based_on=source if is_relay else None,
    )


def _tell(actor: User, contribution: Contribution, event: Event) -> None:
    item = contribution.item
    release(actor=actor, contribution_id=contribution.pk, language=event.payload()["language"])
    emit(journal(actor=actor, meeting_id=item.meeting_id, event=event, audience=audience_of(item)))
