"""Seats are filled by one person at a time, and nobody fills two."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from council.members.facts import SeatFacts
from council.members.models import MandateRole, Seat
from council.members.selectors import has_seat
from council.members.services import (
    abolish_seat,
    amend_seat,
    appoint,
    create_seats,
    end_mandate,
    enter_mandate,
    succeed,
)
from council.rules.composition import (
    AlreadySeated,
    InactiveMember,
    KeyTaken,
    MandateHasEnded,
    SeatIsAbolished,
    SeatIsHeld,
    SeatIsTaken,
)
from council.rules.terms import PeriodEndsBeforeItStarts
from tests.factories.institution import make_member, make_seat, seat_member

DAY = date(2024, 5, 1)


@pytest.fixture
def seat(body):
    return make_seat(body)


@pytest.fixture
def newcomer(council):
    return make_member(council)


def test_a_clerk_appoints_a_member_to_a_vacant_seat(cast, body, seat, newcomer):
    mandate = appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)

    assert (mandate.role, mandate.starts_on, mandate.ends_on) == (MandateRole.TITULAR, DAY, None)
    assert has_seat(newcomer.user, body.pk)


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_appoints(person, cast, seat, newcomer):
    with pytest.raises(PermissionDenied):
        appoint(actor=getattr(cast, person), seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)


def test_a_seat_is_held_by_one_person_at_a_time(cast, seat, newcomer, council):
    appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)

    with pytest.raises(SeatIsTaken):
        appoint(actor=cast.clerk, seat_id=seat.pk, member_id=make_member(council).pk, starts_on=DAY)


def test_nobody_holds_two_seats_of_one_body(cast, seat):
    with pytest.raises(AlreadySeated):
        appoint(actor=cast.clerk, seat_id=seat.pk, member_id=cast.members.member.pk, starts_on=DAY)


def test_a_holder_is_nobodys_alternate_in_the_same_body(cast, seat):
    with pytest.raises(AlreadySeated):
        enter_mandate(
            actor=cast.clerk,
            seat_id=seat.pk,
            member_id=cast.members.member.pk,
            role=MandateRole.ALTERNATE,
            starts_on=DAY,
        )


def test_one_alternate_may_stand_in_for_two_seats(cast, body, seat, newcomer):
    for one in (seat, make_seat(body)):
        mandate = enter_mandate(
            actor=cast.clerk,
            seat_id=one.pk,
            member_id=newcomer.pk,
            role=MandateRole.ALTERNATE,
            starts_on=DAY,
        )

    assert mandate.role is MandateRole.ALTERNATE


def test_a_deactivated_person_is_not_appointed(cast, seat, council):
    gone = make_member(council, is_active=False)

    with pytest.raises(InactiveMember):
        appoint(actor=cast.clerk, seat_id=seat.pk, member_id=gone.pk, starts_on=DAY)


def test_the_days_of_a_mandate_are_the_right_way_round(cast, seat, newcomer):
    with pytest.raises(PeriodEndsBeforeItStarts):
        appoint(
            actor=cast.clerk,
            seat_id=seat.pk,
            member_id=newcomer.pk,
            starts_on=DAY,
            ends_on=DAY - timedelta(days=1),
        )


def test_a_successor_starts_on_the_day_the_holder_leaves(cast, seat, newcomer, council):
    first = appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)
    later = DAY + timedelta(days=30)

    second = succeed(
        actor=cast.clerk, seat_id=seat.pk, member_id=make_member(council).pk, starts_on=later
    )

    first.refresh_from_db()
    assert (first.ends_on, second.starts_on, second.ends_on) == (later, later, None)


def test_an_ended_mandate_leaves_the_seat_vacant(cast, body, seat, newcomer):
    mandate = appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)

    end_mandate(actor=cast.clerk, mandate_id=mandate.pk, ends_on=DAY + timedelta(days=9))

    assert not has_seat(newcomer.user, body.pk)


def test_a_mandate_ends_once(cast, seat, newcomer):
    mandate = appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)
    end_mandate(actor=cast.clerk, mandate_id=mandate.pk, ends_on=DAY + timedelta(days=9))

    with pytest.raises(MandateHasEnded):
        end_mandate(actor=cast.clerk, mandate_id=mandate.pk, ends_on=DAY + timedelta(days=20))


def test_a_vacant_seat_can_be_abolished(cast, seat, newcomer):
    assert abolish_seat(actor=cast.clerk, seat_id=seat.pk).is_abolished

    with pytest.raises(SeatIsAbolished):
        appoint(actor=cast.clerk, seat_id=seat.pk, member_id=newcomer.pk, starts_on=DAY)


def test_a_held_seat_cannot_be_abolished(cast, body, newcomer):
    held = seat_member(newcomer, body)

    with pytest.raises(SeatIsHeld):
        abolish_seat(actor=cast.clerk, seat_id=held.seat_id)


def test_seats_are_added_with_the_next_numbers(cast, body):
    made = create_seats(
        actor=cast.clerk, body_id=body.pk, facts=SeatFacts(number=10, group="women"), how_many=3
    )

    assert [(seat.number, seat.group) for seat in made] == [
        (10, "women"),
        (11, "women"),
        (12, "women"),
    ]


def test_a_number_is_given_once(cast, body, seat):
    with pytest.raises(KeyTaken):
        create_seats(actor=cast.clerk, body_id=body.pk, facts=SeatFacts(number=seat.number))


def test_a_seat_keeps_a_number_of_its_own(cast, body, seat):
    amend_seat(actor=cast.clerk, seat_id=seat.pk, facts=SeatFacts(number=77))
    other = make_seat(body)

    with pytest.raises(KeyTaken):
        amend_seat(actor=cast.clerk, seat_id=other.pk, facts=SeatFacts(number=77))

    assert Seat.objects.get(pk=seat.pk).number == 77
