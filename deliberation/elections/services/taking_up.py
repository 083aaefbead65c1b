"""Those elected take up seats or an office, through the registry's own services."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.facts import ExceptionFacts, Filling
from council.members.models import FilledBy, MandateRole, OfficeKind, Seat, SeatingCause
from council.members.selectors import places_of
from council.members.services import appoint_many, assign_office
from council.rules.errors import OutOfOrder
from council.rules.terms import Period
from deliberation.elections.models import Candidacy, Election, Fills, Sheet
from deliberation.elections.selectors.elections import candidates_of, listed
from deliberation.elections.services.preparing import locked_election
from deliberation.rules.elections import ElectionStatus, NoVacantSeat, TakenUpAlready


@transaction.atomic
def take_up(
    *,
    actor: User,
    election_id: int,
    starts_on: date,
    exception: ExceptionFacts | None = None,
) -> Election:
    """Enter those elected into the registry, all of them or nobody.

    Those who take seats are checked together against the targets of the body. The result was
    declared before, so that nobody can be tried out.

    Raises:
        PermissionDenied: the actor does not keep the record, or not the registry.
        OutOfOrder: the result is not declared.
        TakenUpAlready: it was done before.
        NoVacantSeat: there are fewer vacant seats than persons elected.
        TargetWouldBreak: a target may then not be kept, and no reason is given.
        AlreadySeated, SeatIsTaken, InactiveMember, OfficeIsHeld: the registry stands against it.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.take_up", election)
    if election.status is not ElectionStatus.DECLARED:
        raise OutOfOrder(status=str(election.status), act="take_up")
    if election.taken_up_at is not None:
        raise TakenUpAlready
    elected = elected_in(election)
    if election.fills is Fills.SEATS:
        appoint_many(
            actor=actor,
            body_id=election.body_id,
            fillings=_fillings(election, elected, starts_on),
            period=Period(starts_on),
            cause=SeatingCause.ELECTION,
            exception=exception,
        )
    elif election.fills is Fills.OFFICE:
        _charge(actor, election, elected, starts_on)
    election.taken_up_at = timezone.now()
    election.save(update_fields=["taken_up_at"])
    return election


def elected_in(election: Election) -> Sequence[Candidacy]:
    """Return who is elected, in the order of their election."""
    people = {one.key: one for one in listed(candidates_of(election))}
    elected = Sheet.objects.get(election=election).document["result"]["elected"]
    return [people[key] for key in elected]


def _fillings(election: Election, elected: Sequence[Candidacy], on: date) -> Sequence[Filling]:
    free, found = _vacant(election, on), []
    for one in sorted(elected, key=lambda each: not each.group):  # kept places first
        seat = next((seat for seat in free if seat.group in ("", one.group)), None)
        if seat is None:
            raise NoVacantSeat(elected=len(elected))
        free.remove(seat)
        found.append(Filling(seat_id=seat.pk, member_id=one.member_id))
    return found


def _vacant(election: Election, on: date) -> list[Seat]:
    """Return the vacant seats that are filled by election: kept ones first, by number."""
    places = places_of(election.body, on)
    held = {
        one.seat.pk for one in places if one.mandate and one.mandate.role is MandateRole.TITULAR
    }
    seats = {one.seat.pk: one.seat for one in places}
    free = [
        seat for pk, seat in seats.items() if pk not in held and seat.filled_by is FilledBy.ELECTED
    ]
    return sorted(free, key=lambda seat: (not seat.group, seat.number))


def _charge(actor: User, election: Election, elected: Sequence[Candidacy], on: date) -> None:
    for one in elected:
        assign_office(
            actor=actor,
            body_id=election.body_id,
            member_id=one.member_id,
            kind=OfficeKind(election.office),
            starts_on=on,
        )
