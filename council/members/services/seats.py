"""Seats, and who fills them from one day to another."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from council.accounts.models import User
from council.kernel.events import announce_new_standing
from council.members.facts import SeatFacts
from council.members.models import (
    Bloc,
    Body,
    Mandate,
    MandateRole,
    Member,
    Organisation,
    Seat,
    Term,
)
from council.members.selectors import today_in, unended
from council.members.services.door import enter_registry
from council.rules.composition import (
    AlreadySeated,
    InactiveMember,
    KeyTaken,
    MandateHasEnded,
    SeatIsAbolished,
    SeatIsHeld,
    SeatIsTaken,
    require_free,
)
from council.rules.terms import Period


@transaction.atomic
def create_seats(*, actor: User, body_id: int, facts: SeatFacts, how_many: int = 1) -> list[Seat]:
    """Add seats to a body, numbered on from ``facts.number``.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: one of the numbers is in use.
    """
    body = Body.objects.get(pk=body_id)
    enter_registry(actor=actor, council_id=body.council_id)
    _require_own(facts, body)
    numbers = range(facts.number, facts.number + how_many)
    if taken := Seat.objects.filter(body=body, number__in=numbers).first():
        raise KeyTaken(key=taken.number)
    made = [Seat(body=body, **asdict(facts) | {"number": number}) for number in numbers]
    return Seat.objects.bulk_create(made)


@transaction.atomic
def amend_seat(*, actor: User, seat_id: int, facts: SeatFacts) -> Seat:
    """Change a seat's number, bloc, organisation or for whom it is kept.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another seat of the body has the number.
    """
    seat = Seat.objects.select_related("body").get(pk=seat_id)
    enter_registry(actor=actor, council_id=seat.body.council_id)
    _require_own(facts, seat.body)
    others = Seat.objects.filter(body=seat.body).exclude(pk=seat.pk)
    if others.filter(number=facts.number).exists():
        raise KeyTaken(key=facts.number)
    for name, value in asdict(facts).items():
        setattr(seat, name, value)
    seat.save()
    return seat


@transaction.atomic
def abolish_seat(*, actor: User, seat_id: int) -> Seat:
    """Do away with a seat that nobody holds; its history stays.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        SeatIsHeld: somebody holds it, or is to hold it.
    """
    seat = Seat.objects.select_related("body__council").get(pk=seat_id)
    enter_registry(actor=actor, council_id=seat.body.council_id)
    if unended(Mandate.objects.filter(seat=seat), today_in(seat.body.council)).exists():
        raise SeatIsHeld(seat=seat.number)
    seat.is_abolished = True
    seat.save(update_fields=["is_abolished"])
    return seat


@transaction.atomic
def enter_mandate(
    *,
    actor: User,
    seat_id: int,
    member_id: int,
    role: MandateRole,
    starts_on: date,
    ends_on: date | None = None,
) -> Mandate:
    """Enter a mandate, of an alternate, or of a holder as a part of an act that checks targets.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        SeatIsAbolished, InactiveMember: there is no such seat, or no such member, any more.
        SeatIsTaken: somebody else holds the seat on one of the days.
        AlreadySeated: the person has a seat of their own in the body on one of the days.
        PeriodEndsBeforeItStarts: the days are the wrong way round.
    """
    seat = Seat.objects.select_related("body").get(pk=seat_id)
    council = enter_registry(actor=actor, council_id=seat.body.council_id)
    seat.body.council = council
    member = Member.objects.get(pk=member_id, council=council)
    period = Period(starts_on, ends_on)
    _require_vacant(seat, member, role, period)
    announce_new_standing([member.user_id])
    return Mandate.objects.create(
        seat=seat,
        member=member,
        role=role,
        term=_term_on(council.pk, starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def end_mandate(*, actor: User, mandate_id: int, ends_on: date) -> Mandate:
    """End a mandate; ``ends_on`` is the first day without it.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        MandateHasEnded: it ended before.
        PeriodEndsBeforeItStarts: it began later than that.
    """
    mandate = Mandate.objects.select_related("seat__body", "member").get(pk=mandate_id)
    enter_registry(actor=actor, council_id=mandate.seat.body.council_id)
    if mandate.ends_on is not None and mandate.ends_on <= ends_on:
        raise MandateHasEnded(name=mandate.member.public_name)
    mandate.ends_on = Period(mandate.starts_on, ends_on).ends_on
    mandate.save(update_fields=["ends_on"])
    announce_new_standing([mandate.member.user_id])
    return mandate


def _require_own(facts: SeatFacts, body: Body) -> None:
    if facts.bloc_id is not None:
        Bloc.objects.get(pk=facts.bloc_id, council_id=body.council_id)
    if facts.organisation_id is not None:
        Organisation.objects.get(pk=facts.organisation_id, council_id=body.council_id)


def _require_vacant(seat: Seat, member: Member, role: MandateRole, period: Period) -> None:
    if seat.is_abolished:
        raise SeatIsAbolished(seat=seat.number)
    if not member.is_active:
        raise InactiveMember(name=member.public_name)
    titular = Mandate.objects.filter(role=MandateRole.TITULAR, seat__body=seat.body)
    own = Mandate.objects.filter(member=member, seat__body=seat.body)
    if role is MandateRole.TITULAR:
        require_free(period, _periods(titular.filter(seat=seat)), SeatIsTaken(seat=seat.number))
        require_free(period, _periods(own), _seated(member))
    else:
        clashes = own.filter(Q(role=MandateRole.TITULAR) | Q(seat=seat))
        require_free(period, _periods(clashes), _seated(member))


def _seated(member: Member) -> AlreadySeated:
    return AlreadySeated(name=member.public_name)


def _periods(mandates: QuerySet[Mandate]) -> list[Period]:
    return [Period(mandate.starts_on, mandate.ends_on) for mandate in mandates]


def _term_on(council_id: int, day: date) -> Term | None:
    terms = Term.objects.filter(council_id=council_id, starts_on__lte=day)
    return terms.filter(Q(ends_on=None) | Q(ends_on__gt=day)).order_by("-number").first()
