"""Closing a matter: an act of the council, never of the addressee."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.texts.fingerprints import clean
from deliberation.followup.models import Referral
from deliberation.followup.selectors.held import locked_referral
from deliberation.followup.services.moving import keep
from deliberation.rules.followup import (
    REFERRAL_PROCEDURE,
    ReferralAct,
    require_closable,
    require_pending,
)
from deliberation.rules.lifecycle import advance


@transaction.atomic
def close_referral(
    *, actor: User, referral_id: int, found: ReferralAct | None = None, reason: str = ""
) -> Referral:
    """Let the council wait for nothing more; who is not satisfied makes a new proposal.

    Args:
        actor: The chair, or the clerk who writes down what the body resolved.
        referral_id: What is closed.
        found: What the council finds: carried out, or not; None: it finds neither.
        reason: Needed where nothing was answered.

    Raises:
        PermissionDenied: the actor acts for the addressee, or neither chairs nor is clerk.
        ReferralClosed: it was closed before.
        NothingToClose: nothing was answered, and no reason is given.
        OutOfOrder: what was not answered was not carried out either.
    """
    referral = locked_referral(referral_id)
    authorise(actor, "followup.close_referral", referral)
    require_pending(is_closed=referral.closed_at is not None)
    reason = clean(reason)
    require_closable(referral.status, reason)
    status = referral.status
    if found is not None:
        status = advance(REFERRAL_PROCEDURE, referral.status, found)
    return keep(
        actor,
        referral,
        status=status,
        closed_at=timezone.now(),
        closed_by=actor,
        close_reason=reason,
    )
