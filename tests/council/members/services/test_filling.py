"""Seats are filled together, checked together, and an exception has a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.members.facts import ConsentFacts, ExceptionFacts, Filling
from council.members.models import (
    CompositionCount,
    ExceptionGround,
    Mandate,
    QuotaAccess,
    QuotaRecord,
    SeatingCause,
    TargetException,
    Term,
)
from council.members.services import appoint, appoint_many, end_mandate, succeed
from council.members.services.counts import count_body
from council.members.services.declarations import declare
from council.members.services.targets import adopt_target, adopt_targets
from council.rules.composition import AlreadySeated, SeatElsewhere, SeatIsTaken, TargetWouldBreak
from council.rules.targets import PRESETS, Answer, Group
from council.rules.terms import Period
from tests.factories.institution import make_body, make_member, make_seat, seat_members
from tests.support.rivals import race, shared_database

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
REASON = ExceptionFacts(ground=ExceptionGround.NOBODY_STANDS, reasons={"en": "We asked twice."})
YES, NO = Answer.YES, Answer.NO


@pytest.fixture
def body(body, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=body.council, number=1, starts_on=LONG_AGO)
    return body


@pytest.fixture
def parity(cast, body):
    adopt_targets(
        actor=cast.clerk, body_id=body.pk, documents=PRESETS["parity"], valid_from=LONG_AGO
    )


def say(member, woman):
    man = NO if woman is YES else YES
    answers = {Group.WOMEN: woman, Group.MEN: man}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)
    return member


def sitting(body, women, men):
    """Let so many sit there, with the three of the cast, who say nothing."""
    for member, woman in zip(
        seat_members(body, women + men), [YES] * women + [NO] * men, strict=True
    ):
        say(member, woman)


def newcomers(body, women, men):
    return [say(make_member(body.council), one) for one in [YES] * women + [NO] * men]


def seats_for(body, members):
    return [Filling(seat_id=make_seat(body).pk, member_id=one.pk) for one in members]


def fill(cast, body, fillings, exception=None, cause=SeatingCause.ELECTION):
    return appoint_many(
        actor=cast.clerk,
        body_id=body.pk,
        fillings=fillings,
        period=Period(timezone.localdate(), None),
        cause=cause,
        exception=exception,
    )


def count(cast, body):
    return count_body(actor=cast.clerk, body_id=body.pk, cause=SeatingCause.OFFICE)


def appoint_one(cast, body, member=None, exception=None, seat=None):
    return appoint(
        actor=cast.clerk,
        seat_id=(seat or make_seat(body)).pk,
        member_id=(member or make_member(body.council)).pk,
        starts_on=timezone.localdate(),
        exception=exception,
    )


def test_seats_are_filled_together_and_counted_together(cast, body, parity):
    fillings = seats_for(body, newcomers(body, 6, 6))

    filled = fill(cast, body, fillings)

    assert [one.seat_id for one in filled.mandates] == [one.seat_id for one in fillings]
    assert (filled.count.cause, filled.exceptions) == (SeatingCause.ELECTION, [])
    assert {line["counted"] for line in filled.count.lines} == {6}
    assert QuotaAccess.objects.filter(body=body).count() == 1


def test_a_target_that_would_break_stops_all_of_them(cast, body, parity):
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    fillings = seats_for(body, newcomers(body, 5, 8))

    with pytest.raises(TargetWouldBreak) as refused:
        fill(cast, body, fillings)

    assert refused.value.facts == {"targets": "women"}
    assert Mandate.objects.count() == 3
    assert not TargetException.objects.exists()


def test_with_a_reason_it_is_done_and_the_reason_is_recorded(cast, body, parity):
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    fillings = seats_for(body, newcomers(body, 5, 8))

    (granted,) = fill(cast, body, fillings, REASON).exceptions

    assert (granted.key, granted.ground) == ("women", ExceptionGround.NOBODY_STANDS)
    assert (granted.reasons, granted.granted_by) == ({"en": "We asked twice."}, cast.members.clerk)
    assert Mandate.objects.count() == 16


def test_a_reason_that_is_not_needed_is_not_recorded(cast, body, parity):
    fill(cast, body, seats_for(body, newcomers(body, 6, 6)), REASON)

    assert not TargetException.objects.exists()


def test_who_has_not_answered_may_yet_count(cast, body, parity):
    newly = [make_member(body.council) for _ in range(12)]

    assert fill(cast, body, seats_for(body, newly)).exceptions == []


def test_a_refused_seating_stays_counted_so_that_nobody_is_tried_out(cast, body, parity):
    """One man is put in a woman's place: whether that helps is not said."""
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    people = newcomers(body, 5, 8)
    fillings = seats_for(body, people)
    with pytest.raises(TargetWouldBreak):
        fill(cast, body, fillings)
    (swapped,) = newcomers(body, 1, 0)
    tried = [*fillings[:-1], Filling(seat_id=fillings[-1].seat_id, member_id=swapped.pk)]

    answers = []
    for woman in (YES, NO):
        say(swapped, woman)
        with pytest.raises(TargetWouldBreak) as refused:
            fill(cast, body, tried)
        answers.append(refused.value.facts)

    assert answers[0] == answers[1]
    assert CompositionCount.objects.count() == 1


def test_few_people_are_never_counted(cast, body, parity):
    sitting(body, 6, 6)
    count(cast, body)

    filled = fill(cast, body, seats_for(body, newcomers(body, 1, 1)))

    assert filled.count is None
    assert QuotaAccess.objects.filter(body=body).count() == 1


def test_the_same_people_are_not_counted_again_for_another_target(cast, body, parity):
    sitting(body, 6, 6)
    first = count(cast, body)
    six = {"count": 6, "share": None, "rounding": "up"}
    adopt_target(
        actor=cast.clerk,
        body_id=body.pk,
        document=PRESETS["parity"][0] | {"key": "other", "least": six},
        valid_from=LONG_AGO,
    )

    assert count(cast, body) == first
    assert [line["key"] for line in first.lines] == ["men", "women"]


@pytest.mark.parametrize("changed", [1, 4])
def test_changed_answers_are_changed_people(changed, cast, body, parity):
    sitting(body, 6, 6)
    count(cast, body)
    for record in QuotaRecord.objects.all()[:changed]:
        say(record.member, NO)

    assert count(cast, body) is None


@pytest.mark.parametrize("woman", [YES, NO])
def test_one_appointment_opens_no_answer_and_asks_for_a_reason_whatever_it_says(
    woman, cast, body, parity
):
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    sitting(body, 7, 5)
    seat, other = make_seat(body), make_seat(body)
    count(cast, body)  # 7 women of 15, 2 vacant, 8 wanted: one of the two must be a woman
    (person,) = newcomers(body, 1, 0) if woman is YES else newcomers(body, 0, 1)
    opened = QuotaAccess.objects.count()

    appoint_one(cast, body, person, seat=seat)
    with pytest.raises(TargetWouldBreak):
        appoint_one(cast, body, seat=other)
    assert appoint_one(cast, body, exception=REASON, seat=other)

    assert QuotaAccess.objects.count() == opened
    assert [one.key for one in TargetException.objects.all()] == ["women"]


def test_a_vacancy_is_nobodys_fault_and_a_successor_needs_a_reason(cast, body, parity):
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    sitting(body, 7, 5)
    count(cast, body)  # exactly what is asked for
    mandate = Mandate.objects.filter(member=cast.members.chair).get()
    facts = {"seat_id": mandate.seat_id, "starts_on": timezone.localdate()}
    successor = make_member(body.council)

    with pytest.raises(TargetWouldBreak):
        succeed(actor=cast.clerk, member_id=successor.pk, **facts)
    mandate.refresh_from_db()
    assert mandate.ends_on is None

    succeed(actor=cast.clerk, member_id=successor.pk, exception=REASON, **facts)
    end_mandate(
        actor=cast.clerk,
        mandate_id=Mandate.objects.get(member=cast.members.member).pk,
        ends_on=timezone.localdate(),
    )


def test_before_the_first_count_nothing_is_asked(cast, body, parity):
    assert appoint_one(cast, body)


def test_one_seat_that_is_taken_stops_all(cast, body, parity):
    people = newcomers(body, 3, 3)
    fillings = seats_for(body, people)
    appoint_one(cast, body, seat=body.seats.get(pk=fillings[-1].seat_id))

    with pytest.raises(SeatIsTaken):
        fill(cast, body, fillings)

    assert Mandate.objects.count() == 4


def test_nobody_is_given_two_seats(cast, body, parity):
    person = make_member(body.council)

    with pytest.raises(AlreadySeated):
        fill(cast, body, seats_for(body, [person, person]))


def test_seats_are_of_this_body(cast, body, parity):
    elsewhere = make_seat(make_body(body.council))
    filling = Filling(seat_id=elsewhere.pk, member_id=make_member(body.council).pk)

    with pytest.raises(SeatElsewhere):
        fill(cast, body, [filling])


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_only_the_registry_fills_seats(person, cast, body, parity):
    with pytest.raises(PermissionDenied):
        appoint_many(
            actor=getattr(cast, person),
            body_id=body.pk,
            fillings=seats_for(body, newcomers(body, 1, 0)),
            period=Period(LONG_AGO, None),
            cause=SeatingCause.LOT,
        )


@pytest.mark.parametrize("many", [1, 3])
def test_the_check_costs_the_same_for_few_and_many(
    many, cast, body, parity, django_assert_num_queries
):
    sitting(body, 6, 6)
    count(cast, body)
    for _ in range(many - 1):
        appoint_one(cast, body)
    seat, person = make_seat(body), make_member(body.council)

    with django_assert_num_queries(17):
        appoint_one(cast, body, person, seat=seat)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_appoint_to_the_last_seat_at_once_one_is_refused(cast, body, parity, tmp_path):
    """Whoever comes second is told that the seat is taken; nobody is seated twice."""
    seat = make_seat(body)
    people = [make_member(body.council) for _ in range(2)]
    with shared_database(tmp_path):

        def act(number):
            try:
                appoint_one(cast, body, people[number], seat=seat)
            except SeatIsTaken:
                return "taken"
            return "seated"

        told = race(act, 2)
        held = race(lambda _: Mandate.objects.filter(seat=seat).count(), 1)

    assert (sorted(told), held) == (["seated", "taken"], [1])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_the_last_free_places_at_once_one_is_asked_for_a_reason(
    cast, body, parity, tmp_path
):
    """Two seats are vacant, one of them must bring a woman: only one appointment is free."""
    for member in (cast.members.chair, cast.members.member, cast.members.absentee):
        say(member, NO)
    sitting(body, 7, 5)
    seats = [make_seat(body), make_seat(body)]
    count(cast, body)
    people = [make_member(body.council) for _ in range(2)]
    with shared_database(tmp_path):

        def act(number):
            try:
                appoint_one(cast, body, people[number], seat=seats[number])
            except TargetWouldBreak:
                return "asked"
            return "seated"

        told = race(act, 2)

    assert sorted(told) == ["asked", "seated"]
