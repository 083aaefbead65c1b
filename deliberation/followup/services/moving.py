"""What every act on a referral does at its end, and who may act for an addressee."""

from typing import Any

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from deliberation.followup.models import InboxLink, Referral
from deliberation.followup.selectors.links import LinkRevoked, link_called
from deliberation.followup.selectors.timing import awaited
from deliberation.register.models import Decision
from deliberation.register.services.following import note_progress
from deliberation.rules.followup import ReferralStatus, reached


def require_sender(actor: User | None, link: str, referral: Referral) -> None:
    """Do nothing if the actor, or whoever holds the link, may answer for the addressee.

    Raises:
        PermissionDenied: the account was not named for it.
        LinkRevoked: the link is good no more.
        Unseen: the link is another addressee's, or none of ours.
    """
    if not link:
        authorise(actor, "followup.answer_referral", referral)
        return
    held = InboxLink.objects.select_for_update(of=("self",)).get(pk=link_called(link).pk)
    if held.addressee_id != referral.addressee_id:
        raise Unseen
    if held.revoked_at is not None:
        raise LinkRevoked


def keep(actor: User | None, referral: Referral, **changes: Any) -> Referral:
    """Save what changed, with what is awaited now and how far the decision has come."""
    for name, value in changes.items():
        setattr(referral, name, value)
    awaiting = awaited(referral)
    referral.due_step = awaiting.step if awaiting else ""
    referral.due_at = awaiting.at if awaiting else None
    referral.save()
    tell_progress(actor, referral.decision)
    return referral


def tell_progress(actor: User | None, decision: Decision) -> None:
    """Keep with the decision how far its least advanced referral has come."""
    referrals = Referral.objects.filter(decision=decision).only("status")
    statuses: list[ReferralStatus] = [one.status for one in referrals]
    note_progress(actor=actor, decision=decision, reached=reached(statuses))
