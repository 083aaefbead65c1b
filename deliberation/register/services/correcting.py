"""Correcting the words of a decision: a new act beside the old words, which stay."""

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.rules.naming import fold
from council.texts.fingerprints import clean
from council.texts.models import Origin
from council.texts.services import EmptyText
from deliberation.register.models import DecisionText
from deliberation.register.selectors.held import locked_decision
from deliberation.register.services.sealing import seal_correction
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import require_valid


@transaction.atomic
def correct_decision(
    *, actor: User, decision_id: int, language: str, title: str, body: str, reason: str
) -> DecisionText:
    """Put right what a decision says in one language; the earlier words stay beside it.

    A language in which there were none gets its first.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        AnnulledDecision: it counts for nothing any more.
        EmptyText: a title or a text without words.
        ReasonNeeded: the record must say why.
    """
    decision = locked_decision(decision_id)
    authorise(actor, "register.correct_decision", decision)
    require_valid(is_annulled=decision.annulled_at is not None)
    title, body, reason = (clean(each) for each in (title, body, reason))
    if not (title and body):
        raise EmptyText
    if not reason:
        raise ReasonNeeded
    text = DecisionText.objects.create(
        decision=decision,
        language=language,
        title=title,
        body=body,
        origin=Origin.WRITTEN,
        is_checked=True,
        folded=fold(f"{title} {body}"),
        revision=DecisionText.objects.filter(decision=decision, language=language).count(),
        reason=reason,
        withheld_at=decision.withheld_at,
    )
    seal_correction(decision, text)
    return text
