"""Members: entered, amended, deactivated."""

from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.db.models.functions import Greatest

from council.accounts.models import User
from council.accounts.services import change_email, deactivate, reactivate
from council.kernel.permissions import authorise
from council.members.facts import MemberFacts
from council.members.models import Council, Mandate, Member, Office, Organisation
from council.members.selectors import is_last_clerk, today_in, unended
from council.members.services.accounts import new_account, require_free_email
from council.members.services.door import enter_registry
from council.rules.composition import KeyTaken, LastClerk, require_fit_name
from council.rules.naming import tidy


@transaction.atomic
def create_member(
    *, actor: User, council_id: int, facts: MemberFacts, username: str = ""
) -> Member:
    """Enter a person in the registry, with an account if a username is given.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        UnfitName: a name could mislead readers.
        KeyTaken: another member of the council has the key.
        UnfitUsername, UsernameTaken, EmailTaken: see ``open_account``.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    facts = _checked(facts, council)
    if Member.objects.filter(council=council, key=facts.key).exists():
        raise KeyTaken(key=facts.key)
    member = Member.objects.create(council=council, **asdict(facts))
    if username:
        member.user = new_account(actor=actor, member=member, username=username)
        member.save(update_fields=["user"])
    return member


@transaction.atomic
def amend_member(*, actor: User, member_id: int, facts: MemberFacts) -> Member:
    """Change what the registry says about a person; the account's address follows.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        UnfitName: a name could mislead readers.
        KeyTaken: another member of the council has the key.
        EmailTaken: somebody else signs in by the address.
    """
    member = Member.objects.select_related("user").get(pk=member_id)
    council = enter_registry(actor=actor, council_id=member.council_id)
    facts = _checked(facts, council)
    others = Member.objects.filter(council=council).exclude(pk=member.pk)
    if others.filter(key=facts.key).exists():
        raise KeyTaken(key=facts.key)
    _move_account(actor, member.user, facts.email)
    for name, value in asdict(facts).items():
        setattr(member, name, value)
    member.save()
    return member


@transaction.atomic
def deactivate_member(*, actor: User, member_id: int) -> Member:
    """End a person's part in the council: mandates, offices and sessions end today.

    What they did stays in the record under their name.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LastClerk: nobody else keeps the registry.
    """
    member = Member.objects.select_related("council", "user").get(pk=member_id)
    enter_registry(actor=actor, council_id=member.council_id)
    authorise(actor, "members.deactivate_member", member)
    if is_last_clerk(member):
        raise LastClerk(name=member.public_name)
    _vacate(member, today_in(member.council))
    member.is_active = False
    member.save(update_fields=["is_active"])
    if member.user is not None:
        deactivate(actor=actor, user_id=member.user.pk)
    return member


@transaction.atomic
def reactivate_member(*, actor: User, member_id: int) -> Member:
    """Let a deactivated person take part again; seats and offices are given anew.

    Raises:
        PermissionDenied: the actor does not keep the registry.
    """
    member = Member.objects.select_related("user").get(pk=member_id)
    enter_registry(actor=actor, council_id=member.council_id)
    member.is_active = True
    member.save(update_fields=["is_active"])
    if member.user is not None:
        reactivate(actor=actor, user_id=member.user.pk)
    return member


def _checked(facts: MemberFacts, council: Council) -> MemberFacts:
    tidied = replace(
        facts, public_name=tidy(facts.public_name), native_name=tidy(facts.native_name)
    )
    require_fit_name(tidied.public_name)
    if tidied.native_name:
        require_fit_name(tidied.native_name)
    if tidied.organisation_id is not None:
        Organisation.objects.get(pk=tidied.organisation_id, council=council)
    return tidied


def _move_account(actor: User, account: User | None, email: str) -> None:
    if account is None or account.email == email.lower():
        return
    require_free_email(actor=actor, email=email, owner=account)
    change_email(actor=actor, user_id=account.pk, email=email)


def _vacate(member: Member, today: date) -> None:
    """End what runs today; what was to begin later ends on the day it was to begin."""
    end = Greatest("starts_on", today)
    unended(Mandate.objects.filter(member=member), today).update(ends_on=end)
    unended(Office.objects.filter(member=member), today).update(ends_on=end)
