"""Erasing what a proposal said in one language; the register leads, which erases the decision."""

from itertools import chain

from django.db import transaction

from council.accounts.models import User
from council.texts.services import erase_versions
from deliberation.proposals.models import Amendment, Paragraph, Proposal
from deliberation.proposals.selectors.held import held_proposal
from deliberation.proposals.selectors.texts import folded_words


@transaction.atomic
def erase_proposal_words(*, actor: User, proposal_id: int, language: str) -> Proposal:
    """Erase title, reasons and every paragraph that the proposal or an amendment ever had.

    Who may is decided by whoever erases the decision that was made of it.
    """
    proposal = held_proposal(proposal_id)
    paragraphs = Paragraph.objects.filter(version__proposal=proposal)
    amendments = Amendment.objects.filter(proposal=proposal, text__isnull=False)
    texts = chain(
        [one for one in (proposal.title_id, proposal.reasons_id) if one is not None],
        paragraphs.values_list("text_id", flat=True),
        (one.text_id for one in amendments if one.text_id is not None),
    )
    erase_versions(actor=actor, text_ids=set(texts), language=language)
    proposal.folded = folded_words(proposal)
    proposal.save(update_fields=["folded"])
    return proposal
