"""A seat kept for a group is filled by two persons, with the consent of whoever is to sit there."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import (
    Allocation,
    AllocationState,
    Council,
    Mandate,
    MandateRole,
    Member,
    Seat,
    SeatingCause,
)
from council.members.selectors import today_in
from council.members.services.door import enter_registry
from council.members.services.exceptions import broken_by, grant_exceptions
from council.members.services.quota import shows
from council.members.services.seats import enter_mandate
from council.rules.allocations import AllocationAct, advance, require_second_person
from council.rules.composition import InactiveMember, SeatIsAllocated
from council.rules.targets import Group

WAITING = (AllocationState.PROPOSED, AllocationState.AGREED)


@transaction.atomic
def propose_allocation(
    *, actor: User, seat_id: int, member_id: int, group: Group, starts_on: date
) -> Allocation:
    """Propose somebody for a seat as counting toward a group; nothing is opened yet.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        SeatIsAllocated: somebody is proposed for the seat already.
        InactiveMember: the person takes part no longer.
    """
    seat = Seat.objects.select_related("body").get(pk=seat_id)
    council = enter_registry(actor=actor, council_id=seat.body.council_id)
    member = Member.objects.get(pk=member_id, council=council)
    if not member.is_active:
        raise InactiveMember(name=member.public_name)
    if Allocation.objects.filter(seat=seat, state__in=WAITING).exists():
        raise SeatIsAllocated(seat=seat.number)
    return Allocation.objects.create(
        seat=seat, member=member, group=str(group), starts_on=starts_on, proposed_by=actor
    )


@transaction.atomic
def agree_to_allocation(
    *, actor: User, allocation_id: int, text_hash: str, language: str
) -> Allocation:
    """Agree, for oneself, that sitting on this seat may show that one belongs to the group.

    Raises:
        PermissionDenied: it is about somebody else.
        OutOfOrder: it was agreed to or withdrawn before.
    """
    found = _locked(allocation_id)
    authorise(actor, "members.agree_to_allocation", found.member)
    found.state = advance(found.state, AllocationAct.AGREE)
    found.agreed_at, found.agreed_to, found.agreed_in = timezone.now(), text_hash, language
    found.save()
    return found


@transaction.atomic
def decline_allocation(*, actor: User, allocation_id: int) -> Allocation:
    """Say, for oneself, that one does not want it; nothing is opened, and no reason is asked.

    Raises:
        PermissionDenied: it is about somebody else.
        OutOfOrder: it is over already.
    """
    found = _locked(allocation_id)
    authorise(actor, "members.agree_to_allocation", found.member)
    return _withdrawn(found)


@transaction.atomic
def withdraw_allocation(*, actor: User, allocation_id: int) -> Allocation:
    """Take a proposal back.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        OutOfOrder: it is over already.
    """
    found = _locked(allocation_id)
    authorise(actor, "members.manage_council", found.seat.body.council)
    return _withdrawn(found)


def _withdrawn(found: Allocation) -> Allocation:
    found.state = advance(found.state, AllocationAct.WITHDRAW)
    found.save(update_fields=["state"])
    return found


@transaction.atomic
def confirm_allocation(*, actor: User, allocation_id: int) -> Allocation:
    """Seat somebody as the second person, if what they said shows that they count.

    Only now, and only for this group, one person's answer is opened; the person can read by whom.
    If it does not show that they count, nobody is seated: the opening stays written down, what was
    seen does not.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        OutOfOrder: the person did not agree, or it is over.
        SecondPersonNeeded: the actor proposed it, or is to sit there.
        SeatIsTaken, AlreadySeated, SeatIsAbolished, InactiveMember: see ``appoint``.
        TargetWouldBreak: another target may then not be kept.
    """
    found = _locked(allocation_id)
    authorise(actor, "members.confirm_allocation", found.seat.body.council)
    state = advance(found.state, AllocationAct.CONFIRM)
    require_second_person(actor.pk, found.proposed_by_id, found.member.user_id)
    found.confirmed_by, found.confirmed_at = actor, timezone.now()
    found.state = state
    mandate = _seat(actor, found)  # what stands against it comes before any answer is opened
    if not shows(actor=actor, allocation=found):
        mandate.delete()
        found.state, found.confirmed_by, found.confirmed_at = AllocationState.WITHDRAWN, None, None
        found.save()  # like one that was taken back: what was seen is not kept
    return found


def _seat(actor: User, found: Allocation) -> Mandate:
    """Enter the mandate, and look at the other targets."""
    found.save()
    body = found.seat.body
    mandate = enter_mandate(
        actor=actor,
        seat_id=found.seat_id,
        member_id=found.member_id,
        role=MandateRole.TITULAR,
        starts_on=found.starts_on,
    )
    broken = broken_by(body, None, max(found.starts_on, today_in(body.council)))
    cause = SeatingCause.OFFICE
    grant_exceptions(actor=actor, body=body, keys=broken, cause=cause, exception=None)
    return mandate


def _locked(allocation_id: int) -> Allocation:
    """Return the allocation while nobody else changes the council: two come one by one."""
    found = Allocation.objects.select_related("seat__body").get(pk=allocation_id)
    Council.objects.select_for_update(of=("self",)).get(pk=found.seat.body.council_id)
    return Allocation.objects.select_related("seat__body__council", "member").get(pk=allocation_id)
