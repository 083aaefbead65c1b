"""Who is written to about a decision, and in which language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from council.members.models import Member, Office
from council.members.selectors import STAFF, current
from deliberation.followup.models import Referral
from deliberation.followup.selectors.links import link_of, token_of
from deliberation.meetings.selectors.convocation import language_for
from deliberation.register.models import Decision


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with a mail address, and where the mail leads them."""

    email: str
    language: str
    url: str


def page_of(decision: Decision) -> str:
    """Return the address of the page on which everybody follows the decision."""
    return settings.PUBLIC_URL + reverse("followup:way", args=[decision.number])


def proposers_of(decision: Decision) -> Sequence[Recipient]:
    """Return those who moved and signed the proposal and have a mail address."""
    proposal = decision.proposal
    if proposal is None:
        return []
    signed = proposal.endorsements.filter(withdrawn_at=None).values("member_id")
    rows = Member.objects.filter(council=decision.council_id, is_active=True).exclude(email="")
    found = rows.filter(pk__in=signed) | rows.filter(pk=proposal.mover_id)
    return [_member(one, decision) for one in found.order_by("pk")]


def clerks_of(decision: Decision) -> Sequence[Recipient]:
    """Return the clerks of the council who have a mail address."""
    offices = current(Office.objects.filter(body__council=decision.council_id, kind__in=STAFF))
    rows = Member.objects.filter(pk__in=offices.values("member_id"), is_active=True)
    return [_member(one, decision) for one in rows.exclude(email="").order_by("pk")]


def addressee_of(referral: Referral) -> Sequence[Recipient]:
    """Return the addressee itself, led to its inbox; nobody where it has no mail address."""
    addressee = referral.addressee
    if not addressee.email:
        return []
    link = link_of(addressee.pk)
    path = reverse("followup:inbox", args=[token_of(link)]) if link else ""
    url = settings.PUBLIC_URL + path if path else page_of(referral.decision)
    return [Recipient(addressee.email, addressee.language, url)]


def _member(member: Member, decision: Decision) -> Recipient:
    return Recipient(member.email, language_for(member, decision.council), page_of(decision))
