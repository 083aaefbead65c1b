"""Filling seats: the check of the composition, and the exceptions from it, in the act itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from council.accounts.models import User
from council.members.facts import ExceptionFacts, Filling
from council.members.models import (
    Body,
    CompositionCount,
    Mandate,
    MandateRole,
    Seat,
    SeatingCause,
    TargetException,
)
from council.members.selectors import today_in
from council.members.services.counts import count_body
from council.members.services.door import enter_registry
from council.members.services.exceptions import broken_by, grant_exceptions
from council.members.services.seats import enter_mandate
from council.rules.composition import SeatElsewhere
from council.rules.terms import Period


@dataclass(frozen=True)
class Filled:
    """Seats that were filled together.

    Attributes:
        mandates: In the order of the fillings.
        count: The count by which the composition was checked; None: too few people changed for
            one, so that the check went by the count before and by what is public.
        exceptions: Those that were recorded, one for each target that may not be kept.
    """

    mandates: Sequence[Mandate]
    count: CompositionCount | None
    exceptions: Sequence[TargetException]


def appoint_many(
    *,
    actor: User,
    body_id: int,
    fillings: Sequence[Filling],
    period: Period,
    cause: SeatingCause,
    exception: ExceptionFacts | None = None,
) -> Filled:
    """Fill vacant seats of a body together, as a lot, an election or the office has it.

    The composition is checked for all of them at once, as the body will be on the first day. With
    five new people or more, sealed answers are counted together; with fewer they are not opened,
    and what counts is what the last count told and what is public. Either way the check gives no
    answer about one person. Where a target may then not be kept, an exception with a reason is
    needed, and recorded.

    The count stays known though the seats are then refused: otherwise one could find out about a
    person by trying. A caller with a transaction of its own, such as a declared election, must
    therefore have fixed whom it seats before.

    Call it like this, in the transaction that declares the result::

        filled = appoint_many(
            actor=clerk,
            body_id=body.pk,
            fillings=[Filling(seat_id=seat.pk, member_id=member.pk) for seat, member in result],
            period=Period(first_day, None),
            cause=SeatingCause.ELECTION,  # or SeatingCause.LOT
            exception=form.exception(),  # None at first; ask for it after ``TargetWouldBreak``
        )

    Raises:
        PermissionDenied: the actor does not keep the registry.
        TargetWouldBreak: with the keys of the targets; nobody was seated.
        SeatElsewhere: a seat is not of this body.
        SeatIsAbolished, InactiveMember, SeatIsTaken, AlreadySeated: see ``appoint``.
    """
    meant = {one.seat_id: one.member_id for one in fillings}
    body = Body.objects.select_related("council").get(pk=body_id)
    day = max(period.starts_on, today_in(body.council))
    count = count_body(actor=actor, body_id=body_id, cause=cause, on=day, meant=meant)
    with transaction.atomic():
        enter_registry(actor=actor, council_id=body.council_id)
        _require_of(body, list(meant))
        mandates = [
            enter_mandate(
                actor=actor,
                seat_id=one.seat_id,
                member_id=one.member_id,
                role=MandateRole.TITULAR,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
            )
            for one in fillings
        ]
        broken = broken_by(body, count, day)
        granted = grant_exceptions(
            actor=actor, body=body, keys=broken, cause=cause, exception=exception
        )
    return Filled(mandates, count, granted)


def _require_of(body: Body, seats: Collection[int]) -> None:
    if elsewhere := Seat.objects.filter(pk__in=seats).exclude(body=body).first():
        raise SeatElsewhere(seat=elsewhere.number)
