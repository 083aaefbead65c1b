"""Accounts of members: opened, kept in step with the registry, closed."""

from django.db import transaction

from council.accounts.models import User
from council.accounts.services import create_account
from council.kernel.permissions import authorise
from council.members.models import Member
from council.members.services.door import enter_registry
from council.rules.composition import (
    AccountIsOpen,
    EmailTaken,
    InactiveMember,
    UnfitUsername,
    UsernameTaken,
)
from council.rules.naming import is_username


@transaction.atomic
def open_account(*, actor: User, member_id: int, username: str) -> User:
    """Give the member an account to sign in with, by e-mail code or by card.

    An account that exists is never handed to a member: whoever may issue a card for the member
    could then sign in as its owner, who may sit in another council.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        AccountIsOpen: the member has one.
        InactiveMember: the member has been deactivated.
        UnfitUsername: it is not made of ASCII letters and digits.
        UsernameTaken, EmailTaken: another account has it.
    """
    member = Member.objects.get(pk=member_id)
    enter_registry(actor=actor, council_id=member.council_id)
    if member.user_id is not None:
        raise AccountIsOpen(name=member.public_name)
    if not member.is_active:
        raise InactiveMember(name=member.public_name)
    member.user = new_account(actor=actor, member=member, username=username)
    member.save(update_fields=["user"])
    return member.user


def new_account(*, actor: User | None, member: Member, username: str) -> User:
    """Create the account for a member whose registry ``actor`` keeps, or is founding."""
    if actor is not None:
        authorise(actor, "members.manage_council", member.council)
    if not is_username(username):
        raise UnfitUsername(username=username)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username=username)
    require_free_email(actor=actor, email=member.email)
    language = next((one for one in member.reads if one in member.council.languages), "")
    return create_account(
        actor=actor, username=username, email=member.email.lower(), language=language
    )


def require_free_email(*, actor: User | None, email: str, owner: User | None = None) -> None:
    """Stop an address by which somebody else signs in.

    Raises:
        EmailTaken: it belongs to another account.
    """
    others = User.objects.filter(email__iexact=email)
    if email and others.exclude(pk=owner.pk if owner else 0).exists():
        raise EmailTaken(email=email)
