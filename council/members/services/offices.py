"""Offices: a person's duty in a body, taken up and laid down."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.kernel.events import announce_new_standing
from council.members.models import Body, Member, Office, OfficeKind
from council.members.selectors import is_last_clerk, unended
from council.members.services.door import enter_registry
from council.rules.composition import (
    InactiveMember,
    LastClerk,
    OfficeHasEnded,
    OfficeIsHeld,
    require_directions,
    require_free,
)
from council.rules.terms import Period


@transaction.atomic
def assign_office(
    *,
    actor: User,
    body_id: int,
    member_id: int,
    kind: OfficeKind,
    starts_on: date,
    directions: Sequence[str] = (),
) -> Office:
    """Charge a person with a duty in a body; interpreters with their directions, ``ar>tr``.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        InactiveMember: the person has been deactivated.
        OfficeIsHeld: they have this office in the body already.
        DirectionsMissing: an interpreter without a direction, or one that is none.
    """
    body = Body.objects.get(pk=body_id)
    council = enter_registry(actor=actor, council_id=body.council_id)
    member = Member.objects.get(pk=member_id, council=council)
    if not member.is_active:
        raise InactiveMember(name=member.public_name)
    require_directions(directions, is_interpreter=kind is OfficeKind.INTERPRETER)
    held = Office.objects.filter(body=body, member=member, kind=kind)
    periods = [Period(office.starts_on, office.ends_on) for office in held]
    require_free(Period(starts_on), periods, OfficeIsHeld(name=member.public_name))
    announce_new_standing([member.user_id])
    return Office.objects.create(
        body=body, member=member, kind=kind, starts_on=starts_on, directions=list(directions)
    )


@transaction.atomic
def change_directions(*, actor: User, office_id: int, directions: Sequence[str]) -> Office:
    """Change from which language into which an interpreter works.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        DirectionsMissing: there is none, or one is no direction.
    """
    office = Office.objects.select_related("body").get(pk=office_id)
    enter_registry(actor=actor, council_id=office.body.council_id)
    require_directions(directions, is_interpreter=office.kind is OfficeKind.INTERPRETER)
    office.directions = list(directions)
    office.save(update_fields=["directions"])
    return office


@transaction.atomic
def end_office(*, actor: User, office_id: int, ends_on: date) -> Office:
    """Let a person lay down an office; ``ends_on`` is the first day without it.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        OfficeHasEnded: it was laid down before.
        PeriodEndsBeforeItStarts: it began later than that.
        LastClerk: nobody else keeps the registry.
    """
    office = Office.objects.select_related("body__council", "member").get(pk=office_id)
    enter_registry(actor=actor, council_id=office.body.council_id)
    if not unended(Office.objects.filter(pk=office.pk), ends_on).exists():
        raise OfficeHasEnded(name=office.member.public_name)
    office.ends_on = Period(office.starts_on, ends_on).ends_on
    if is_last_clerk(office.member, besides=office):
        raise LastClerk(name=office.member.public_name)
    office.save(update_fields=["ends_on"])
    announce_new_standing([office.member.user_id])
    return office
