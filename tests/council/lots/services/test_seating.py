"""Those drawn take their seats; who drops out is replaced by the rule."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.lots import services
from council.lots.models import Chosen, LotRecord, Volunteer
from council.lots.sealing import LotSeal
from council.members.models import Mandate, Member
from council.members.services import appoint
from council.rules.composition import AlreadySeated
from council.rules.lot.procedure import (
    HasDeclined,
    LotHasMovedOn,
    LotStatus,
    NobodyToSeat,
    NoVacantSeat,
)

TODAY = timezone.localdate()


def panel(lot):
    rows = Chosen.objects.filter(lot=lot, role="panel").exclude(status="declined")
    return list(rows.select_related("volunteer"))


def women_in(lot, chosen):
    seal = LotSeal(lot)
    return sum("women" in seal.groups_of(one.volunteer) for one in chosen)


def test_those_drawn_are_entered_and_seated_in_order(stage):
    lot = stage.drawn()

    mandates = services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    lot.refresh_from_db()
    assert lot.status is LotStatus.SEATED
    assert [one.seat for one in mandates] == stage.seats
    names = {one.volunteer.name for one in panel(lot)}
    assert {one.member.public_name for one in mandates} == names


def test_a_member_who_volunteered_is_seated_as_who_they_are(stage, cast):
    lot, member = stage.open(), cast.members.adviser
    stage.read(lot, women=1, men=1)
    services.volunteer(actor=cast.adviser, lot_id=lot.pk, member_id=member.pk)
    stage.compute(lot)
    stage.publish(lot)
    stage.say(lot)
    stage.draw(lot)
    before = Member.objects.count()

    services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    assert Mandate.objects.filter(member=member, seat__in=stage.seats).exists()
    assert Member.objects.count() == before + 2


def test_if_one_cannot_sit_nobody_does(stage, cast):
    lot, member = stage.open(), cast.members.member
    stage.read(lot, women=1, men=1)
    services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=member.pk)
    stage.compute(lot)
    stage.publish(lot)
    stage.say(lot)
    stage.draw(lot)
    before = Member.objects.count()

    with pytest.raises(AlreadySeated):
        services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    lot.refresh_from_db()
    assert lot.status is LotStatus.DRAWN
    assert not Mandate.objects.filter(seat__in=stage.seats).exists()
    assert Member.objects.count() == before


def test_who_declines_is_replaced_and_the_quotas_are_kept(stage):
    lot = stage.drawn()
    gone = panel(lot)[0]

    comes = services.record_drop_out(actor=stage.actor, chosen_id=gone.pk)

    now = panel(lot)
    assert (comes.replaces, comes.place, len(now)) == (gone, gone.place, 3)
    assert 1 <= women_in(lot, now) <= 2
    told = LotRecord.objects.last()
    assert told.kind == "replaced"
    assert (told.facts["ticket"], told.facts["by"]) == (
        gone.volunteer.ticket,
        comes.volunteer.ticket,
    )


def test_an_alternate_with_whom_the_quotas_break_is_passed_over(stage):
    stage.adopt()
    lot = stage.open()
    stage.read(lot)
    stage.compute(lot)
    stage.publish(lot)
    stage.say(lot)
    stage.draw(lot)
    seal, now = LotSeal(lot), panel(lot)
    rare = "women" if women_in(lot, now) == 1 else "men"
    gone = next(one for one in now if rare in seal.groups_of(one.volunteer))
    waiting = list(Chosen.objects.filter(lot=lot, role="alternate").select_related("volunteer"))
    fit = [one for one in waiting if rare in seal.groups_of(one.volunteer)]

    comes = services.record_drop_out(actor=stage.actor, chosen_id=gone.pk)

    before = [one.volunteer.ticket for one in waiting[: waiting.index(fit[0])]]
    assert comes == fit[0]
    assert LotRecord.objects.last().facts["passed"] == before


def test_when_nobody_fits_the_record_says_so(stage):
    lot = stage.drawn(women=1, men=5)
    seal = LotSeal(lot)
    gone = next(one for one in panel(lot) if "women" in seal.groups_of(one.volunteer))

    assert services.record_drop_out(actor=stage.actor, chosen_id=gone.pk) is None

    assert LotRecord.objects.last().kind == "nobody_replaces"


def test_an_alternate_who_declines_waits_no_longer(stage):
    lot = stage.drawn()
    waiting = Chosen.objects.filter(lot=lot, role="alternate").first()

    assert services.record_drop_out(actor=stage.actor, chosen_id=waiting.pk) is None

    waiting.refresh_from_db()
    assert waiting.status == "declined"
    assert LotRecord.objects.last().facts == {"ticket": waiting.volunteer.ticket}


def test_nobody_declines_twice(stage):
    lot = stage.drawn()
    gone = panel(lot)[0]
    services.record_drop_out(actor=stage.actor, chosen_id=gone.pk)

    with pytest.raises(HasDeclined):
        services.record_drop_out(actor=stage.actor, chosen_id=gone.pk)


def test_who_leaves_later_gives_up_the_seat_and_the_next_takes_it(stage):
    lot = stage.drawn()
    services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY - timedelta(days=9))
    gone = panel(lot)[1]
    seat = gone.mandate.seat

    comes = services.record_drop_out(actor=stage.actor, chosen_id=gone.pk)
    (mandate,) = services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    assert (mandate.seat, mandate.member.public_name) == (seat, comes.volunteer.name)


def test_when_all_sit_there_is_nobody_to_seat(stage):
    lot = stage.drawn()
    services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    with pytest.raises(NobodyToSeat):
        services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)


def test_a_seat_that_was_given_away_meanwhile_is_noticed(stage, cast):
    lot = stage.drawn()
    other = {"seat_id": stage.seats[0].pk, "member_id": cast.members.clerk.pk}
    appoint(actor=stage.actor, **other, starts_on=TODAY)

    with pytest.raises(NoVacantSeat):
        services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)


def test_nobody_is_seated_or_replaced_before_the_draw(stage):
    lot = stage.open()

    with pytest.raises(LotHasMovedOn):
        services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)


def test_only_the_clerk_seats_and_replaces(stage, cast):
    lot = stage.drawn()

    with pytest.raises(PermissionDenied):
        services.seat_panel(actor=cast.chair, lot_id=lot.pk, starts_on=TODAY)
    with pytest.raises(PermissionDenied):
        services.record_drop_out(actor=cast.chair, chosen_id=panel(lot)[0].pk)


def test_the_pool_stays_for_replacements_to_come(stage):
    lot = stage.drawn()

    services.seat_panel(actor=stage.actor, lot_id=lot.pk, starts_on=TODAY)

    assert Volunteer.objects.filter(lot=lot).count() == 8
