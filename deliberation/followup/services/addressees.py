"""Addressees: who they are, whose accounts answer for them, and the links without account."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.models import Council, Member
from deliberation.followup.models import Addressee, Correspondent, InboxLink
from deliberation.rules.followup import AddresseeKind


@dataclass(frozen=True, slots=True)
class AddresseeFacts:
    """What is written down about an addressee."""

    kind: AddresseeKind
    names: Mapping[str, str]
    language: str
    email: str = ""
    is_active: bool = True
    correspondents: Collection[int] = ()  # members whose accounts answer for it


@transaction.atomic
def create_addressee(*, actor: User, council_id: int, facts: AddresseeFacts) -> Addressee:
    """Add somebody to whom decisions can be forwarded.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
    """
    council = Council.objects.get(pk=council_id)
    authorise(actor, "followup.manage_addressees", council)
    return _written(Addressee(council=council), facts)


@transaction.atomic
def amend_addressee(*, actor: User, addressee_id: int, facts: AddresseeFacts) -> Addressee:
    """Change what is written down about an addressee.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        Unseen: there is none.
    """
    return _written(_to_change(actor, addressee_id), facts)


@transaction.atomic
def issue_link(*, actor: User, addressee_id: int) -> InboxLink:
    """Make a link by which the addressee answers without an account; an earlier one is revoked.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        Unseen: there is none.
    """
    addressee = _to_change(actor, addressee_id)
    _revoke(addressee)
    nonce = secrets.token_urlsafe(24)
    return InboxLink.objects.create(addressee=addressee, nonce=nonce, issued_by=actor)


@transaction.atomic
def revoke_link(*, actor: User, addressee_id: int) -> Addressee:
    """Let nobody answer by the addressee's link any more.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        Unseen: there is none.
    """
    addressee = _to_change(actor, addressee_id)
    _revoke(addressee)
    return addressee


def _to_change(actor: User, addressee_id: int) -> Addressee:
    rows = Addressee.objects.select_related("council").select_for_update(of=("self",))
    addressee = rows.filter(pk=addressee_id).first()
    if addressee is None:
        raise Unseen
    authorise(actor, "followup.manage_addressees", addressee.council)
    return addressee


def _revoke(addressee: Addressee) -> None:
    good = InboxLink.objects.filter(addressee=addressee, revoked_at=None)
    good.update(revoked_at=timezone.now())


def _written(addressee: Addressee, facts: AddresseeFacts) -> Addressee:
    addressee.kind, addressee.names = facts.kind, dict(facts.names)
    addressee.language, addressee.email = facts.language, facts.email
    addressee.is_active = facts.is_active
    addressee.save()
    members = Member.objects.filter(council=addressee.council_id, pk__in=facts.correspondents)
    Correspondent.objects.filter(addressee=addressee).delete()
    Correspondent.objects.bulk_create(
        Correspondent(addressee=addressee, member=member) for member in members
    )
    return addressee
