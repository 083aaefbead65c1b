"""Those who were drawn: they take their seats, or decline and are replaced by the rule."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.lots.kinds import ActKind, ChosenRole, ChosenStatus
from council.lots.models import Chosen, Lot
from council.lots.services.computing import read_pool_of
from council.lots.services.door import enter_lot, record
from council.members.facts import ExceptionFacts, Filling, MemberFacts
from council.members.models import Mandate, Member, Seat, SeatingCause
from council.members.selectors import today_in, unended
from council.members.services.filling import appoint_many
from council.members.services.people import create_member
from council.members.services.seats import end_mandate
from council.rules.lot.pool import next_alternate
from council.rules.lot.procedure import (
    SETTLED,
    HasDeclined,
    LotAct,
    NobodyToSeat,
    NoVacantSeat,
    advance,
    require_status,
)
from council.rules.terms import Period


@transaction.atomic
def record_drop_out(*, actor: User, chosen_id: int) -> Chosen | None:
    """Record that somebody drawn declines or leaves; return who comes in their place.

    The first alternate comes with whom the quotas can still be kept; those passed over keep
    their place. An alternate who declines waits no longer. None: nobody comes.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the lot was given up.
        HasDeclined: that is known already.
    """
    chosen = Chosen.objects.get(pk=chosen_id)
    lot = enter_lot(actor=actor, lot_id=chosen.lot_id)
    require_status(lot.status, SETTLED)
    chosen = Chosen.objects.select_related("volunteer", "mandate").get(pk=chosen_id)
    if chosen.status is ChosenStatus.DECLINED:
        raise HasDeclined
    if chosen.mandate is not None and chosen.mandate.ends_on is None:
        today = max(today_in(lot.body.council), chosen.mandate.starts_on)
        end_mandate(actor=actor, mandate_id=chosen.mandate.pk, ends_on=today)
    chosen.status = ChosenStatus.DECLINED
    chosen.save(update_fields=["status"])
    record(lot, ActKind.DECLINED, actor, ticket=chosen.volunteer.ticket)
    return _replaced(actor, lot, chosen) if chosen.role is ChosenRole.PANEL else None


def _replaced(actor: User, lot: Lot, gone: Chosen) -> Chosen | None:
    staying = Chosen.objects.filter(lot=lot).exclude(status=ChosenStatus.DECLINED)
    people = list(staying.select_related("volunteer"))
    sitting = [one.volunteer.ticket for one in people if one.role is ChosenRole.PANEL]
    waiting = {one.volunteer.ticket: one for one in people if one.role is ChosenRole.ALTERNATE}
    ticket = next_alternate(read_pool_of(lot), sitting, list(waiting))
    left = gone.volunteer.ticket
    if ticket is None:
        record(lot, ActKind.NOBODY_REPLACES, actor, ticket=left)
        return None
    comes = waiting[ticket]
    place = comes.place
    passed = [other for other, one in waiting.items() if one.place < place]
    comes.role, comes.place, comes.replaces = ChosenRole.PANEL, gone.place, gone
    comes.save(update_fields=["role", "place", "replaces"])
    record(lot, ActKind.REPLACED, actor, ticket=left, by=ticket, place=place, passed=passed)
    return comes


@transaction.atomic
def seat_panel(
    *, actor: User, lot_id: int, starts_on: date, exception: ExceptionFacts | None = None
) -> Sequence[Mandate]:
    """Give everybody who was drawn and has not declined one of the seats, from a day on.

    Who is not in the registry yet is entered, under the name and number of the pool. The
    composition of the body is checked for all of them at once.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: nobody was drawn yet.
        NobodyToSeat: all who are willing sit.
        NoVacantSeat: one of the seats was given to somebody else meanwhile.
        TargetWouldBreak, AlreadySeated, InactiveMember, …: see ``appoint_many``; nobody sits.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.SEAT)
    coming = Chosen.objects.filter(lot=lot, role=ChosenRole.PANEL, status=ChosenStatus.DRAWN)
    chosen = list(coming.select_related("volunteer__member"))
    free = _free_seats(lot, starts_on)
    if not chosen:
        raise NobodyToSeat
    if len(free) < len(chosen):
        raise NoVacantSeat
    people = [one.volunteer.member or _entered(actor, lot, one) for one in chosen]
    filled = appoint_many(
        actor=actor,
        body_id=lot.body_id,
        # A seat that nobody comes for stays free.
        fillings=[
            Filling(seat_id=seat.pk, member_id=one.pk)
            for seat, one in zip(free, people, strict=False)
        ],
        period=Period(starts_on, None),
        cause=SeatingCause.LOT,
        exception=exception,
    )
    for one, mandate in zip(chosen, filled.mandates, strict=True):
        one.status, one.mandate = ChosenStatus.SEATED, mandate
    Chosen.objects.bulk_update(chosen, ["status", "mandate"])
    lot.save(update_fields=["status"])
    record(lot, ActKind.SEATED, actor, people=len(chosen))
    return filled.mandates


def _free_seats(lot: Lot, on: date) -> list[Seat]:
    held = unended(Mandate.objects.filter(seat__lots=lot), on)
    return list(lot.seats.exclude(pk__in=held.values("seat")).order_by("number"))


def _entered(actor: User, lot: Lot, chosen: Chosen) -> Member:
    person = chosen.volunteer
    facts = MemberFacts(
        key=f"lot{lot.pk}-{person.ticket}",
        public_name=person.name or person.own_id,
        reads=[lot.body.council.main_language],
        speaks=[lot.body.council.main_language],
    )
    member = create_member(actor=actor, council_id=lot.body.council_id, facts=facts)
    person.member = member
    person.save(update_fields=["member"])
    return member
