"""Carrying the texts of a proposal into other languages, and checking them."""

from dataclasses import replace

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise, may
from council.members.selectors import member_of
from council.rules.errors import RuleViolation
from council.texts.models import TextVersion
from council.texts.selectors import languages_ready
from council.texts.services import check_version, translate_text
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.passages import Passage, passage_of, rendering_of, version_in
from deliberation.proposals.selectors.texts import folded_words
from deliberation.proposals.services.votes import WordsUnderVote, are_words_fixed
from deliberation.rules.proposals import ProposalStatus


class SettledText(RuleViolation):
    """The words were checked and adopted; a decision is not reworded."""

    code = "settled_text"


@transaction.atomic
def translate_passage(
    *, actor: User, proposal_id: int, text_id: int, language: str, body: str, source: str = ""
) -> TextVersion:
    """Write a text of the proposal in another language; somebody else has to check it.

    Args:
        source: The language it was read in; empty: the original.

    Raises:
        PermissionDenied: the actor neither interprets this way, nor keeps the record, nor knows
            both languages.
        Unseen: the text is not part of the proposal, or does not exist in ``source``.
        SettledText: it was adopted in a version that is checked.
        WordsUnderVote: a vote is fixed on a version that is checked.
        EmptyText: there is no word in it.
        SameLanguage: it is the language of the original.
    """
    proposal = _proposal(proposal_id)
    passage = passage_of(proposal, text_id, language, source)
    authorise(actor, "proposals.translate_text", passage)
    _require_free(passage)
    pivot = version_in(passage.text, passage.source)
    version = translate_text(
        actor=actor,
        text_id=text_id,
        language=language,
        body=body,
        author_name=_name(actor, proposal),
        based_on=pivot if passage.source != passage.text.language else None,
    )
    proposal.folded = folded_words(proposal)
    proposal.save(update_fields=["folded"])
    return version


@transaction.atomic
def check_passage(*, actor: User, proposal_id: int, text_id: int, language: str) -> TextVersion:
    """Answer for a translation: the actor read it against the original, or what it was made from.

    Raises:
        PermissionDenied: the actor neither interprets this way, nor keeps the record, nor knows
            both languages.
        Unseen: the text is not part of the proposal, or has no words in the language.
        OwnTranslation: the actor wrote it.
    """
    proposal = _proposal(proposal_id)
    passage = passage_of(proposal, text_id, language)
    version = rendering_of(passage)
    if version.based_on is not None and not may(actor, "proposals.check_text", passage):
        passage = replace(passage, source=version.based_on.language)
    authorise(actor, "proposals.check_text", passage)
    return check_version(actor=actor, version_id=version.pk)


def _proposal(proposal_id: int) -> Proposal:
    return Proposal.objects.select_related("body__council").get(pk=proposal_id)


def _require_free(passage: Passage) -> None:
    """Let words that nobody checked be replaced at any time, others not once they count."""
    if passage.target not in languages_ready(passage.text):
        return
    if passage.proposal.status is ProposalStatus.ADOPTED:
        raise SettledText(language=passage.target)
    if are_words_fixed(passage.proposal):
        raise WordsUnderVote(language=passage.target)


def _name(actor: User, proposal: Proposal) -> str:
    member = member_of(actor, proposal.council_id)
    return "" if member is None else member.public_name
