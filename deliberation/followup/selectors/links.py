"""Addresses at which an addressee answers without an account."""

from django.core.signing import BadSignature, Signer

from council.kernel.visibility import Unseen
from council.rules.errors import RuleViolation
from deliberation.followup.models import InboxLink

SIGNER = Signer(salt="deliberation.followup.link", sep="~")


class LinkRevoked(RuleViolation):
    """Whoever holds the link may not act by it any more."""

    code = "link_revoked"


def token_of(link: InboxLink) -> str:
    """Return what stands in the address."""
    return SIGNER.sign(f"{link.pk}-{link.nonce}")


def link_called(token: str) -> InboxLink:
    """Return the link of this address, even if it was revoked.

    Raises:
        Unseen: we made no such address.
    """
    try:
        number, _, nonce = SIGNER.unsign(token).partition("-")
    except BadSignature:
        raise Unseen from None
    rows = InboxLink.objects.select_related("addressee__council")
    link = rows.filter(pk=number, nonce=nonce).first()
    if link is None:
        raise Unseen
    return link


def link_of(addressee_id: int) -> InboxLink | None:
    """Return the link that is good now."""
    return InboxLink.objects.filter(addressee=addressee_id, revoked_at=None).first()
