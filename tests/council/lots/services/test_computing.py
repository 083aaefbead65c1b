"""The list is computed apart from the pages; it can be cancelled, break off, begin again."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F

from council.lots import services
from council.lots.kinds import ComputationStatus
from council.lots.models import Computation, Lot, Volunteer
from council.lots.selectors.lots import progress_of
from council.lots.services.computing import note_end, work_out
from council.lots.words import contradiction_in
from council.rules.lot.ceremony import commitment
from council.rules.lot.pool import TooFewVolunteers
from council.rules.lot.procedure import LotHasMovedOn, LotStatus
from council.rules.lot.quotas import read_quota

LONG = timedelta(minutes=1)


def last(lot):
    return Computation.objects.filter(lot=lot).first()


@pytest.fixture
def lot(stage):
    stage.adopt()
    lot = stage.open()
    stage.read(lot)
    return lot


def test_the_list_keeps_the_quotas_and_gives_everybody_a_fair_chance(stage, lot):
    lot = stage.compute(lot)

    written = json.loads(lot.lottery)
    women = set(Volunteer.objects.filter(own_id__in=["p0", "p1", "p2", "p3"]).values_list("ticket"))
    tickets = {ticket for (ticket,) in women}
    assert lot.status is LotStatus.COMPUTED
    assert len(written["panels"]) == 1000
    assert all(1 <= len(tickets & set(panel)) <= 2 for panel in written["panels"])
    assert {375, *written["chances"].values()} == {375}
    assert set(Volunteer.objects.values_list("panels", flat=True)) == {375}
    assert last(lot).status is ComputationStatus.DONE


def test_the_secret_is_committed_to_and_stands_nowhere(stage, lot):
    lot = stage.compute(lot)
    services.publish_lottery(actor=stage.actor, lot_id=lot.pk)
    stage.say(lot)
    before = Lot.objects.values_list("sealed_secret", "secret", "lottery").get()

    drawn = stage.draw(lot)

    assert json.loads(drawn.lottery)["commitment"] == commitment(drawn.secret)
    assert drawn.secret.encode() not in bytes(before[0])
    assert (before[1], drawn.secret in before[2]) == ("", False)


def test_too_few_volunteers_are_refused_before_anything_starts(stage, lot):
    stage.read(lot, women=1, men=1)

    with pytest.raises(TooFewVolunteers):
        services.start_computation(actor=stage.actor, lot_id=lot.pk)

    lot.refresh_from_db()
    assert (lot.status, last(lot)) == (LotStatus.COLLECTING, None)


def test_quotas_that_contradict_each_other_are_named_with_the_smallest_ways_out(stage, lot):
    quotas = [read_quota(one) for one in lot.quotas]
    asked = [type(one)(one.key, one.ways, 2, 3, one.asked) for one in quotas]
    services.set_quotas(actor=stage.actor, lot_id=lot.pk, quotas=asked, reason="A trial")

    lot = stage.compute(lot)

    told = contradiction_in(lot, last(lot), 3)
    assert lot.status is LotStatus.COLLECTING
    assert last(lot).status is ComputationStatus.INFEASIBLE
    assert told.sentence == (
        "With those who volunteered, these cannot all be kept: Men: at least 2; Women: at least 2."
    )
    assert list(told.ways) == ["Women: at least 1", "Men: at least 1"]


def test_one_quota_that_nobody_can_meet_is_named_alone(stage, lot):
    stage.read(lot, women=0, men=5)

    lot = stage.compute(lot)

    told = contradiction_in(lot, last(lot), 3)
    assert told.sentence == "With those who volunteered, this cannot be reached: Women: at least 1."


def test_a_computation_that_is_cancelled_keeps_nothing(stage, lot):
    services.start_computation(actor=stage.actor, lot_id=lot.pk)

    services.cancel_computation(actor=stage.actor, lot_id=lot.pk)
    work_out(actor=None, computation_id=last(lot).pk)

    lot.refresh_from_db()
    assert (lot.status, lot.lottery) == (LotStatus.COLLECTING, "")
    assert last(lot).status is ComputationStatus.CANCELLED


def test_it_is_computed_once_however_often_the_button_is_pressed(stage, lot):
    services.start_computation(actor=stage.actor, lot_id=lot.pk)

    with pytest.raises(LotHasMovedOn):
        services.start_computation(actor=stage.actor, lot_id=lot.pk)

    assert Computation.objects.count() == 1


def test_a_process_that_ends_without_a_result_opens_the_pool_again(stage, lot):
    services.start_computation(actor=stage.actor, lot_id=lot.pk)

    note_end(actor=None, computation_id=last(lot).pk, exit_code=1)

    lot.refresh_from_db()
    assert lot.status is LotStatus.COLLECTING
    assert last(lot).status is ComputationStatus.FAILED
    assert stage.compute(lot).status is LotStatus.COMPUTED


def test_an_end_that_is_noted_after_the_result_changes_nothing(stage, lot):
    lot = stage.compute(lot)

    note_end(actor=None, computation_id=last(lot).pk, exit_code=0)

    lot.refresh_from_db()
    assert lot.status is LotStatus.COMPUTED


def test_a_computation_that_fell_silent_is_told_and_replaced(stage, lot):
    services.start_computation(actor=stage.actor, lot_id=lot.pk)
    lot.refresh_from_db()
    assert not progress_of(stage.actor, lot).is_silent
    Computation.objects.update(beat_at=F("beat_at") - LONG)
    assert progress_of(stage.actor, lot).is_silent

    assert stage.compute(lot).status is LotStatus.COMPUTED
    assert [one.status for one in Computation.objects.all()] == [
        ComputationStatus.DONE,
        ComputationStatus.FAILED,
    ]


def test_a_list_that_is_not_published_can_be_discarded(stage, lot):
    lot = stage.compute(lot)

    lot = services.reopen_lot(actor=stage.actor, lot_id=lot.pk)

    assert (lot.status, lot.lottery) == (LotStatus.COLLECTING, "")


def test_a_published_list_stands(stage, lot):
    lot = stage.compute(lot)
    stage.publish(lot)

    with pytest.raises(LotHasMovedOn):
        services.reopen_lot(actor=stage.actor, lot_id=lot.pk)


@pytest.mark.parametrize("act", [services.start_computation, services.cancel_computation])
def test_only_the_clerk_computes(act, stage, cast, lot):
    with pytest.raises(PermissionDenied):
        act(actor=cast.chair, lot_id=lot.pk)
