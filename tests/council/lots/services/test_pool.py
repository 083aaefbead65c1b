"""The pool: opened for vacant seats, filled by file and by hand, sealed, bounded by quotas."""

import pytest
from django.core.exceptions import PermissionDenied

from council.lots import services
from council.lots.models import Chosen, Lot, LotRecord, Volunteer
from council.lots.sealing import LotSeal
from council.lots.selectors.pool import counts_in_pool, quota_lines, vacant_seats
from council.members.facts import ConsentFacts
from council.members.quota.keys import KeyDestroyed
from council.members.services.declarations import declare
from council.rules.lot.procedure import (
    AlreadyVolunteered,
    LotHasMovedOn,
    LotStatus,
    NoVacantSeat,
    ReasonMissing,
    UpsideDownQuota,
)
from council.rules.lot.quotas import Quota, read_quota
from council.rules.lot.volunteering import FaultyVolunteers
from council.rules.targets import Answer, Group
from tests.council.lots.conftest import entry
from tests.factories.institution import seat_member

CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)


def quota(key, least, most, asked=None):
    return Quota(key, ((key,),), least, most, asked)


def groups_in(lot):
    lot.refresh_from_db()
    seal = LotSeal(lot)
    found = Volunteer.objects.filter(lot=lot).order_by("own_id", "pk")
    return [sorted(seal.groups_of(one)) for one in found]


def test_a_lot_takes_over_what_the_targets_ask_of_so_many_seats(stage):
    stage.adopt()

    lot = stage.open()

    assert [read_quota(one) for one in lot.quotas] == [
        Quota("men", (("men",),), 1, 3, (1, 3)),
        Quota("women", (("women",),), 1, 3, (1, 3)),
    ]


def test_seats_that_are_taken_elected_or_in_another_lot_are_not_drawn(stage, cast, body):
    seat_member(cast.members.clerk, body)
    assert vacant_seats(body) == stage.seats

    stage.open()

    assert vacant_seats(body) == []
    with pytest.raises(NoVacantSeat):
        stage.open()


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_opens_a_lot(person, stage, cast):
    stage.actor = getattr(cast, person)

    with pytest.raises(PermissionDenied):
        stage.open()

    assert not Lot.objects.exists()


def test_groups_are_sealed_and_count_where_they_should(stage):
    lot = stage.open()
    entries = [entry(0, "women", "district=Seyhan"), entry(1, "district=Yüreğir"), entry(2)]

    services.read_pool(actor=stage.actor, lot_id=lot.pk, file="a.csv", entries=entries)

    assert groups_in(lot) == [["district=Seyhan", "women"], ["district=Yüreğir"], []]
    blobs = [bytes(one.blob) for one in Volunteer.objects.all()]
    assert len({len(blob) for blob in blobs}) == 1
    assert not any(b"women" in blob or b"Seyhan" in blob for blob in blobs)
    assert counts_in_pool(lot, [quota("women", 0, 3), quota("district=Seyhan", 0, 3)]) == {
        "women": 1,
        "district=Seyhan": 1,
    }


def test_tickets_are_eight_digits_and_no_two_are_the_same(stage):
    lot = stage.open()

    stage.read(lot, women=30, men=30)

    tickets = set(Volunteer.objects.values_list("ticket", flat=True))
    assert len(tickets) == 60
    assert all(len(one) == 9 and one.replace("-", "").isdigit() for one in tickets)


def test_a_file_takes_the_place_of_the_one_before(stage):
    lot = stage.open()
    stage.read(lot, women=5, men=5)

    stage.read(lot, women=1, men=2)

    assert groups_in(lot) == [["women"], ["men"], ["men"]]
    assert [one.facts for one in LotRecord.objects.filter(kind="pool_read")] == [
        {"people": 10},
        {"people": 3},
    ]


def test_a_quota_of_a_column_that_the_new_file_lacks_is_forgotten(stage):
    stage.adopt()
    lot = stage.open()
    entries = [entry(n, "district=Seyhan") for n in range(4)]
    services.read_pool(actor=stage.actor, lot_id=lot.pk, file="a.csv", entries=entries)
    asked = [read_quota(one) for one in lot.quotas] + [quota("district=Seyhan", 1, 2)]
    services.set_quotas(actor=stage.actor, lot_id=lot.pk, quotas=asked, reason="")

    lot = stage.read(lot)

    assert [one["key"] for one in lot.quotas] == ["men", "women"]


def test_members_who_came_by_themselves_stay_with_what_they_declared(stage, cast):
    stage.adopt()
    stage.begin_term()
    lot, member = stage.open(), cast.members.member
    answers = {Group.WOMEN: Answer.YES, Group.MEN: Answer.NO}
    declare(actor=cast.member, member_id=member.pk, answers=answers, consent=CONSENT)

    services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=member.pk)
    entries = [entry(0, "district=Seyhan")]
    services.read_pool(actor=stage.actor, lot_id=lot.pk, file="a.csv", entries=entries)

    assert groups_in(lot) == [["women"], ["district=Seyhan"]]


def test_where_members_came_by_themselves_small_counts_are_not_shown(stage, cast):
    stage.adopt()
    lot = stage.open()
    stage.read(lot, women=5, men=4)
    lot.refresh_from_db()
    assert {line.quota.key: line.people for line in quota_lines(stage.actor, lot)} == {
        "men": 4,
        "women": 5,
    }

    services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=cast.members.member.pk)

    assert {line.quota.key: line.people for line in quota_lines(stage.actor, lot)} == {
        "men": None,
        "women": 5,
    }


def test_nobody_volunteers_twice_or_for_somebody_else(stage, cast):
    lot, member = stage.open(), cast.members.member
    services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=member.pk)

    with pytest.raises(AlreadyVolunteered):
        services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=member.pk)
    with pytest.raises(PermissionDenied):
        services.volunteer(actor=cast.clerk, lot_id=lot.pk, member_id=cast.members.absentee.pk)


def test_who_withdraws_is_forgotten(stage, cast):
    lot, member = stage.open(), cast.members.member
    services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=member.pk)

    services.withdraw(actor=cast.member, lot_id=lot.pk, member_id=member.pk)

    assert not Volunteer.objects.exists()


def test_a_row_names_a_member_once_and_none_that_is_unknown(stage, cast):
    lot, key = stage.open(), cast.members.member.key
    rows = [entry(0, username=key), entry(1, username=key), entry(2, username="nobody")]

    with pytest.raises(FaultyVolunteers) as refused:
        services.read_pool(actor=stage.actor, lot_id=lot.pk, file="a.csv", entries=rows)

    found = [(one.row, one.column, one.code) for one in refused.value.facts["faults"]]
    assert found == [(3, "username", "stands_twice"), (4, "username", "unknown_key")]
    assert not Volunteer.objects.exists()


def test_quotas_that_depart_from_the_targets_need_a_reason(stage):
    stage.adopt()
    lot = stage.open()
    asked = [quota("women", 2, 3, (1, 3))]

    with pytest.raises(ReasonMissing):
        services.set_quotas(actor=stage.actor, lot_id=lot.pk, quotas=asked, reason="")
    lot = services.set_quotas(actor=stage.actor, lot_id=lot.pk, quotas=asked, reason="Few women")

    assert (lot.reason, lot.quotas[0]["least"]) == ("Few women", 2)
    assert LotRecord.objects.last().facts == {"reason": "Few women"}


def test_a_quota_that_stands_on_its_head_is_refused(stage):
    lot = stage.open()

    with pytest.raises(UpsideDownQuota):
        services.set_quotas(
            actor=stage.actor, lot_id=lot.pk, quotas=[quota("women", 3, 2)], reason=""
        )


def test_a_pool_that_is_closed_changes_no_more(stage, cast):
    lot = stage.open()
    stage.read(lot)
    stage.compute(lot)

    with pytest.raises(LotHasMovedOn):
        stage.read(lot)
    with pytest.raises(LotHasMovedOn):
        services.set_quotas(actor=stage.actor, lot_id=lot.pk, quotas=[], reason="")
    with pytest.raises(LotHasMovedOn):
        services.volunteer(actor=cast.member, lot_id=lot.pk, member_id=cast.members.member.pk)


def test_a_lot_that_is_given_up_forgets_its_pool_for_good(
    stage, django_capture_on_commit_callbacks
):
    lot = stage.drawn()

    with django_capture_on_commit_callbacks(execute=True):
        lot = services.abandon_lot(actor=stage.actor, lot_id=lot.pk, reason="Wrong file")

    assert lot.status is LotStatus.ABANDONED
    assert not Volunteer.objects.exists()
    assert not Chosen.objects.exists()
    assert LotRecord.objects.last().facts == {"reason": "Wrong file"}
    with pytest.raises(KeyDestroyed):
        LotSeal(lot)
