"""Composition targets as versions that are ended, never edited."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from council.members.models import CompositionTarget
from council.members.selectors.composition import groups_asked, targets_of
from council.members.services.targets import adopt_target, end_target
from council.rules.bylaws.documents import InvalidDocument
from council.rules.composition import TargetHasEnded
from council.rules.targets import PRESETS, Group

BEGIN, LATER, MUCH_LATER = date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)
WOMEN, MEN = PRESETS["parity"]
STRICTER = WOMEN | {"least": {"count": 3, "share": None, "rounding": "up"}}


def adopt(cast, body, document=WOMEN, on=BEGIN):
    return adopt_target(actor=cast.clerk, body_id=body.pk, document=document, valid_from=on)


def keys_on(body, day):
    return [(one.key, one.least.count) for one in targets_of(body, day)]


def test_a_target_holds_from_its_day_on(cast, body):
    adopt(cast, body, on=LATER)

    assert keys_on(body, BEGIN) == []
    assert keys_on(body, LATER) == [("women", None)]
    assert groups_asked(body.council) == [Group.WOMEN]


def test_a_new_version_ends_the_one_before(cast, body):
    adopt(cast, body)
    second = adopt(cast, body, STRICTER, LATER)

    assert second.version == 2
    assert keys_on(body, BEGIN) == [("women", None)]
    assert keys_on(body, LATER) == [("women", 3)]


def test_a_new_version_of_the_same_day_takes_the_place_of_the_one_before(cast, body):
    adopt(cast, body)
    adopt(cast, body, STRICTER)

    assert keys_on(body, BEGIN) == [("women", 3)]


def test_a_version_cannot_begin_before_the_one_it_replaces(cast, body):
    adopt(cast, body, on=LATER)

    with pytest.raises(TargetHasEnded):
        adopt(cast, body, STRICTER, BEGIN)


def test_a_target_ends(cast, body):
    target = adopt(cast, body)

    end_target(actor=cast.clerk, target_id=target.pk, valid_to=LATER)

    assert keys_on(body, BEGIN) == [("women", None)]
    assert keys_on(body, LATER) == []
    assert groups_asked(body.council) == []


@pytest.mark.parametrize("day", [LATER, MUCH_LATER, date(2019, 1, 1)])
def test_what_has_ended_ends_no_more_and_nothing_ends_before_it_began(cast, body, day):
    target = adopt(cast, body)
    end_target(actor=cast.clerk, target_id=target.pk, valid_to=LATER)

    with pytest.raises(TargetHasEnded):
        end_target(actor=cast.clerk, target_id=target.pk, valid_to=day)


def test_a_target_that_says_nothing_is_refused(cast, body):
    with pytest.raises(InvalidDocument):
        adopt(cast, body, WOMEN | {"least": None})

    assert not CompositionTarget.objects.exists()


def test_only_the_registry_sets_and_ends_targets(cast, body):
    target = adopt(cast, body)

    with pytest.raises(PermissionDenied):
        adopt_target(actor=cast.chair, body_id=body.pk, document=MEN, valid_from=BEGIN)
    with pytest.raises(PermissionDenied):
        end_target(actor=cast.chair, target_id=target.pk, valid_to=LATER)
