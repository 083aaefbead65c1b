"""Appointing one person to a seat: targets are checked, and what an organisation owes."""

from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.members.facts import Delegate, ExceptionFacts
from council.members.models import Mandate, MandateRole, Seat, SeatingCause, Sending, SendingOutcome
from council.members.selectors import current, today_in
from council.members.services.delegations import ask_rule, keep_outcome
from council.members.services.door import enter_registry
from council.members.services.exceptions import broken_by, grant_exceptions
from council.members.services.seats import end_mandate, enter_mandate
from council.rules.composition import SeatIsKept
from council.rules.targets import Group


@transaction.atomic
def appoint(
    *,
    actor: User,
    seat_id: int,
    member_id: int,
    starts_on: date,
    ends_on: date | None = None,
    exception: ExceptionFacts | None = None,
) -> Mandate:
    """Give a person the right to fill a seat, as its holder.

    No answer is opened for one person: whether targets can still be kept goes by the last count
    and by what is public, as if the person did not count. So the act is refused, or not, whatever
    they said. If an organisation fills the seat, it is asked what the by-laws want of delegates,
    as if the organisation did not say as whom it sends the person; see ``appoint_delegate``.

    Raises:
        PermissionDenied, SeatIsAbolished, InactiveMember, SeatIsTaken, AlreadySeated,
        PeriodEndsBeforeItStarts: see ``enter_mandate``.
        SeatIsKept: the seat is kept for a group, so that two persons give it.
        TargetWouldBreak: a target may then not be kept, and no exception is given.
        NoWomanSent, UnevenDelegation: the organisation then owes a woman, or a man, with no place
            left, and no exception is given.
    """
    delegate = Delegate(seat_id=seat_id, member_id=member_id)
    return _seat(actor, delegate, starts_on, ends_on, exception)


@transaction.atomic
def appoint_delegate(
    *,
    actor: User,
    delegate: Delegate,
    starts_on: date,
    ends_on: date | None = None,
    exception: ExceptionFacts | None = None,
) -> Mandate:
    """Appoint somebody, as whom their organisation sends them; that is kept like a letter.

    Raises:
        NoWomanSent, UnevenDelegation, SeatIsKept, TargetWouldBreak, …: see ``appoint``.
    """
    return _seat(actor, delegate, starts_on, ends_on, exception)


@transaction.atomic
def succeed(
    *,
    actor: User,
    seat_id: int,
    member_id: int,
    starts_on: date,
    sent_as: Group | None = None,
    exception: ExceptionFacts | None = None,
) -> Mandate:
    """Give a seat to a new holder; the holder before leaves it on the same day.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        PeriodEndsBeforeItStarts: the holder before took the seat later than that.
        NoWomanSent, UnevenDelegation, SeatIsKept, TargetWouldBreak, …: see ``appoint``.
    """
    delegate = Delegate(seat_id=seat_id, member_id=member_id, sent_as=sent_as)
    _vacate(actor, delegate, starts_on)
    return _seat(actor, delegate, starts_on, None, exception)


@transaction.atomic
def turn_away(
    *, actor: User, delegate: Delegate, starts_on: date, outcome: SendingOutcome
) -> Sending:
    """Seat nobody where the rule on delegates does not allow whom the organisation sends.

    Whoever holds the seat leaves it on that day, as they would for a successor; what becomes of
    the seat is kept beside the organisation's letters.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        PeriodEndsBeforeItStarts: the holder took the seat later than that.
        NobodySent: no organisation fills the seat.
    """
    seat = _vacate(actor, delegate, starts_on)
    day = max(starts_on, today_in(seat.body.council))
    return keep_outcome(actor=actor, seat=seat, delegate=delegate, on=day, outcome=outcome)


def _seat(
    actor: User,
    delegate: Delegate,
    starts_on: date,
    ends_on: date | None,
    exception: ExceptionFacts | None,
) -> Mandate:
    seat = Seat.objects.select_related("body__council").get(pk=delegate.seat_id)
    if seat.group:
        raise SeatIsKept(seat=seat.number)
    body = seat.body
    day = max(starts_on, today_in(body.council))
    mandate = enter_mandate(
        actor=actor,
        seat_id=seat.pk,
        member_id=delegate.member_id or 0,
        role=MandateRole.TITULAR,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if ends_on is None or day < ends_on:
        ask_rule(actor=actor, seat=seat, delegate=delegate, on=day, exception=exception)
    broken = broken_by(body, None, day)
    cause = SeatingCause.OFFICE
    grant_exceptions(actor=actor, body=body, keys=broken, cause=cause, exception=exception)
    return mandate


def _vacate(actor: User, coming: Delegate, on: date) -> Seat:
    """Let whoever holds the seat leave it, but for the one who comes."""
    seat = Seat.objects.select_related("body__council").get(pk=coming.seat_id)
    enter_registry(actor=actor, council_id=seat.body.council_id)
    held = Mandate.objects.filter(seat=seat, role=MandateRole.TITULAR)
    for mandate in current(held, on).exclude(member_id=coming.member_id or 0):
        end_mandate(actor=actor, mandate_id=mandate.pk, ends_on=on)
    return seat
