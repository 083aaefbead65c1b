"""The pool of a lot: opened for seats, filled from a file and by members, bounded by quotas."""

import secrets
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.lots.kinds import ActKind
from council.lots.models import Chosen, Lot, Volunteer
from council.lots.sealing import Columns, LotSeal, destroy_pool_key
from council.lots.selectors.pool import vacant_seats
from council.lots.services.door import enter_lot, record
from council.members.models import Body, Member, QuotaPurpose
from council.members.selectors.composition import targets_of
from council.members.services.quota import read_own
from council.rules.imports import Fault
from council.rules.lot.procedure import (
    COLLECTING,
    AlreadyVolunteered,
    LotAct,
    NoVacantSeat,
    advance,
    require_status,
)
from council.rules.lot.quotas import Quota, dump_quota, quotas_of, require_sensible
from council.rules.lot.volunteering import Entry, FaultyVolunteers
from council.rules.targets import Answer

DIGITS = 10**8


@transaction.atomic
def open_lot(*, actor: User, body_id: int, seat_ids: Collection[int], alternates: int) -> Lot:
    """Open a lot for vacant seats of a body; what its targets ask of so many seats is proposed.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        NoVacantSeat: none of the seats is vacant, filled by lot and in no other lot.
    """
    body = Body.objects.select_related("council").select_for_update(of=("self",)).get(pk=body_id)
    authorise(actor, "lots.open_lot", body.council)
    seats = [seat for seat in vacant_seats(body) if seat.pk in set(seat_ids)]
    if not seats or len(seats) < len(set(seat_ids)):
        raise NoVacantSeat
    quotas = quotas_of(targets_of(body), len(seats))
    lot = Lot.objects.create(
        body=body,
        alternates=alternates,
        columns=Columns.of([]).columns,
        quotas=[dump_quota(quota) for quota in quotas],
    )
    lot.seats.set(seats)
    record(lot, ActKind.OPENED, actor, seats=len(seats))
    return lot


@transaction.atomic
def read_pool(*, actor: User, lot_id: int, file: str, entries: Sequence[Entry]) -> Lot:
    """Take in the volunteers of a file, in place of those of an earlier file.

    Members who came by themselves stay.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the pool is closed.
        FaultyVolunteers: a row names a member who is unknown, or in the pool already.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    require_status(lot.status, COLLECTING)
    members = _members_in(lot, file, entries)
    seal = LotSeal(lot)
    alone = Volunteer.objects.filter(lot=lot, own_id="")
    said = {one.pk: seal.groups_of(one) for one in alone}
    Volunteer.objects.filter(lot=lot).exclude(own_id="").delete()
    groups = {group for entry in entries for group in entry.groups}
    lot.columns = Columns.of(groups).columns
    lot.quotas = [one for one in lot.quotas if _is_known(one, groups)]
    lot.save(update_fields=["columns", "quotas"])
    for one in alone:
        seal.seal_groups(one, said[one.pk])
        one.save(update_fields=["key_id", "blob"])
    tickets = _tickets(lot, len(entries))
    made = [
        Volunteer(
            lot=lot, ticket=ticket, own_id=entry.id, name=entry.name, member=members.get(entry.id)
        )
        for entry, ticket in zip(entries, tickets, strict=True)
    ]
    for one, entry in zip(made, entries, strict=True):
        seal.seal_groups(one, entry.groups)
    Volunteer.objects.bulk_create(made, batch_size=500)
    record(lot, ActKind.POOL_READ, actor, people=len(made))
    return lot


@transaction.atomic
def set_quotas(*, actor: User, lot_id: int, quotas: Sequence[Quota], reason: str) -> Lot:
    """Say how many of those drawn are to be in each group; and why, where the targets differ.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the pool is closed.
        UpsideDownQuota, ReasonMissing: the quotas make no sense, or differ in silence.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    require_status(lot.status, COLLECTING)
    require_sensible(quotas, reason)
    plain = [dump_quota(quota) for quota in quotas]
    lot.quotas, lot.reason = plain, reason
    lot.save(update_fields=["quotas", "reason"])
    record(lot, ActKind.QUOTAS_CHANGED, actor, reason=reason)
    return lot


@transaction.atomic
def volunteer(*, actor: User, lot_id: int, member_id: int) -> Volunteer:
    """Put a member into the pool with what they have said of themselves for the term.

    The member opens their own answers for this; nobody else reads them.

    Raises:
        PermissionDenied: the member is somebody else, or of another council.
        LotHasMovedOn: the pool is closed.
        AlreadyVolunteered: the member is in the pool.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("body__council").get(pk=lot_id)
    member = Member.objects.get(pk=member_id, council=lot.body.council_id)
    authorise(actor, "lots.volunteer", member)
    require_status(lot.status, COLLECTING)
    if Volunteer.objects.filter(lot=lot, member=member).exists():
        raise AlreadyVolunteered
    answers = read_own(actor=actor, member_id=member.pk, purpose=QuotaPurpose.OWN_COPY)
    (ticket,) = _tickets(lot, 1)
    made = Volunteer(lot=lot, ticket=ticket, member=member, name=member.public_name)
    said = [str(group) for group, answer in answers.items() if answer is Answer.YES]
    LotSeal(lot).seal_groups(made, said)
    made.save(force_insert=True)
    return made


@transaction.atomic
def withdraw(*, actor: User, lot_id: int, member_id: int) -> None:
    """Take a member out of a pool that is still open, and forget what they said for it.

    Raises:
        PermissionDenied: the member is somebody else.
        LotHasMovedOn: the pool is closed.
    """
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot_id)
    member = Member.objects.get(pk=member_id)
    authorise(actor, "lots.volunteer", member)
    require_status(lot.status, COLLECTING)
    Volunteer.objects.filter(lot=lot, member=member).delete()


@transaction.atomic
def abandon_lot(*, actor: User, lot_id: int, reason: str) -> Lot:
    """Give a lot up before seats are filled; its pool is forgotten, its record stays.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: it is being computed, filled its seats, or was given up before.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.ABANDON)
    lot.save(update_fields=["status"])
    Chosen.objects.filter(lot=lot).delete()
    Volunteer.objects.filter(lot=lot).delete()
    record(lot, ActKind.ABANDONED, actor, reason=reason)
    transaction.on_commit(lambda: destroy_pool_key(lot))
    return lot


def _members_in(lot: Lot, file: str, entries: Iterable[Entry]) -> dict[str, Member]:
    """Return the members that the file names, by the ids of its rows."""
    known = {
        one.key: one for one in Member.objects.filter(council=lot.body.council_id, is_active=True)
    }
    alone = set(Volunteer.objects.filter(lot=lot, own_id="").values_list("member_id", flat=True))
    found: dict[str, Member] = {}
    faults: list[Fault] = []
    for entry in entries:
        if not entry.username:
            continue
        member = known.get(entry.username)
        taken = member is not None and (member.pk in alone or member in found.values())
        if member is None or taken:
            code = "unknown_key" if member is None else "stands_twice"
            facts = {"cell": entry.username}
            faults.append(Fault("volunteers", file, entry.row, "username", code, facts))
        else:
            found[entry.id] = member
    if faults:
        raise FaultyVolunteers(count=len(faults), faults=faults)
    return found


def _is_known(quota: dict[str, object], groups: Collection[str]) -> bool:
    """Tell whether a quota is of the by-laws, or of a group that the new file still has."""
    return quota["asked"] is not None or "=" not in str(quota["key"]) or quota["key"] in groups


def _tickets(lot: Lot, number: int) -> list[str]:
    """Draw tickets that nobody in the pool has: eight digits, readable in every script."""
    known = set(Volunteer.objects.filter(lot=lot).values_list("ticket", flat=True))
    found: list[str] = []
    while len(found) < number:
        drawn = f"{secrets.randbelow(DIGITS):08}"
        ticket = f"{drawn[:4]}-{drawn[4:]}"
        if ticket not in known:
            known.add(ticket)
            found.append(ticket)
    return found
