"""Writing a proposal: its first words, and every edit until it is submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Body, Member
from council.rules.errors import RuleViolation
from council.texts.fingerprints import clean
from council.texts.models import Text, TextKind
from council.texts.selectors import bodies
from council.texts.services import create_text_in, revise_text, translate_text
from deliberation.proposals.models import Paragraph, Proposal, Version
from deliberation.proposals.selectors.held import held_proposal
from deliberation.proposals.selectors.sight import acting_member
from deliberation.proposals.selectors.texts import (
    base_version,
    folded_words,
    shared_text_ids,
    texts_by_id,
    texts_of,
)
from deliberation.proposals.services.merging import add_version
from deliberation.rules.drafting import Descent, descent, require_draft

Words = Mapping[str, str]


class NoParagraphs(RuleViolation):
    """A proposal needs at least one paragraph that can be voted on."""

    code = "no_paragraphs"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a proposal says, by language; ``language`` is the one its author wrote it in."""

    language: str
    title: Words
    paragraphs: Sequence[Words]  # each at least in ``language``
    reasons: Words = field(default_factory=dict)


@transaction.atomic
def draft_proposal(*, actor: User, body_id: int, draft: Draft) -> Proposal:
    """Begin a proposal to the body; its mover is the actor, and only members there see it.

    Raises:
        PermissionDenied: the actor does not take part in the body.
        NoParagraphs: there is nothing to decide on.
        EmptyText: the title or a paragraph has no word.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    authorise(actor, "proposals.draft_proposal", body)
    writer = _writer(actor, body.council_id, draft)
    proposal = Proposal.objects.create(
        council=body.council,
        body=body,
        mover=writer.member,
        title=writer.written(TextKind.TITLE, draft.title),
        reasons=_reasons(writer, draft),
    )
    texts = [writer.written(TextKind.OPERATIVE, words) for words in _paragraphs(draft)]
    add_version(actor=actor, proposal=proposal, text_ids=[text.pk for text in texts])
    return _findable(proposal)


@transaction.atomic
def edit_draft(*, actor: User, proposal_id: int, draft: Draft) -> Proposal:
    """Replace the words of a draft; paragraphs left as they were keep their translations.

    Signatures stand under words: if the original words change, members are asked to sign anew.
    What was submitted once stays readable as a version of its own.

    Raises:
        PermissionDenied: the actor is not the mover.
        OutOfOrder: the proposal is submitted.
        NoParagraphs: there is nothing left to decide on.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.edit_draft", proposal)
    require_draft(proposal.status, "edit")
    writer = _writer(actor, proposal.council_id, draft)
    proposal.title = writer.rewritten(_text(proposal.title_id), TextKind.TITLE, draft.title)
    proposal.reasons = _reasons(writer, draft, proposal.reasons_id)
    proposal.save()
    _rewrite(proposal, writer, _paragraphs(draft))
    return _findable(proposal)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Somebody who writes in one language, and perhaps in others beside it."""

    actor: User
    member: Member
    language: str

    def written(self, kind: TextKind, words: Words) -> Text:
        return create_text_in(
            actor=self.actor,
            kind=kind,
            bodies=words,
            language=self.language,
            author_name=self.member.public_name,
        )

    def rewritten(self, old: Text | None, kind: TextKind, words: Words) -> Text:
        if old is None or old.language != self.language:
            return self.written(kind, words)
        # The original first: a version beside it then renders the new words, not the old ones.
        for language in sorted(words, key=lambda one: one != self.language):
            body = words[language]
            if clean(body) and clean(body) != bodies(old).get(language):
                self._replace(old, language, body)
        return old

    def _replace(self, old: Text, language: str, body: str) -> None:
        if language == self.language:
            revise_text(actor=self.actor, text_id=old.pk, body=body)
            return
        translate_text(
            actor=self.actor,
            text_id=old.pk,
            language=language,
            body=body,
            author_name=self.member.public_name,
        )


def _writer(actor: User, council_id: int, draft: Draft) -> _Writer:
    return _Writer(actor, acting_member(actor, council_id), draft.language)


def _paragraphs(draft: Draft) -> Sequence[Words]:
    found = [words for words in draft.paragraphs if clean(words.get(draft.language, ""))]
    if not found:
        raise NoParagraphs
    return found


def _reasons(writer: _Writer, draft: Draft, old_id: int | None = None) -> Text | None:
    if not clean(draft.reasons.get(draft.language, "")):
        return None
    return writer.rewritten(_text(old_id), TextKind.REASONS, draft.reasons)


def _text(text_id: int | None) -> Text | None:
    return texts_by_id([text_id]).get(text_id or 0)


def _rewrite(proposal: Proposal, writer: _Writer, paragraphs: Sequence[Words]) -> None:
    version = base_version(proposal)
    old = texts_of(version)
    before = [bodies(text)[text.language] for text in old]
    ways = descent(before, [clean(words[writer.language]) for words in paragraphs])
    fixed = _fixed(proposal, version, old)
    texts = [
        _paragraph(writer, old, way, words, fixed)
        for way, words in zip(ways, paragraphs, strict=True)
    ]
    if texts == old and all(way.is_same for way in ways):
        return
    if _was_submitted(proposal, version):
        add_version(actor=writer.actor, proposal=proposal, text_ids=[text.pk for text in texts])
    else:
        _set_paragraphs(version, texts)


def _paragraph(
    writer: _Writer, old: Sequence[Text], way: Descent, words: Words, fixed: set[int]
) -> Text:
    before = None if way.place is None else old[way.place]
    if before is not None and not way.is_same and before.pk in fixed:
        before = None
    return writer.rewritten(before, TextKind.OPERATIVE, words)


def _fixed(proposal: Proposal, version: Version, texts: Sequence[Text]) -> set[int]:
    """Return the texts whose words stand in a version that others have read."""
    if _was_submitted(proposal, version):
        return {text.pk for text in texts}
    return shared_text_ids(version)


def _was_submitted(proposal: Proposal, version: Version) -> bool:
    submitted = proposal.submitted_at
    return submitted is not None and version.created_at <= submitted


def _set_paragraphs(version: Version, texts: Sequence[Text]) -> None:
    version.paragraphs.all().delete()
    Paragraph.objects.bulk_create(
        Paragraph(version=version, position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )
    version.edited_at = timezone.now()
    version.save(update_fields=["edited_at"])


def _findable(proposal: Proposal) -> Proposal:
    proposal.folded = folded_words(proposal)
    proposal.save(update_fields=["folded"])
    return proposal
