from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.phrases import sentence
from council.members.models import MandateRole
from council.texts.selectors import bodies
from deliberation.meetings.models import Demand, MeetingKind
from deliberation.meetings.selectors.demands import demands_for, demands_to_answer
from deliberation.meetings.services.demands import (
    DemandAnswered,
    TitularMembersOnly,
    answer_demand,
    sign_demand,
    start_demand,
)
from deliberation.meetings.services.planning import MeetingPlan
from deliberation.rules.convocation import TooFewDemand
from deliberation.rules.meetings import MeetingStatus
from tests.factories.institution import make_body, make_member, seat_member, seat_members


@pytest.fixture
def plan():
    return MeetingPlan(timezone.now() + timedelta(days=9))


def demand_by(actor, body):
    return start_demand(actor=actor, body_id=body.pk, language="tr", subject={"tr": "Sel"})


@pytest.mark.parametrize(
    ("preset", "members", "needed"),
    [
        ("kent_konseyi_assembly", 6, 2),
        ("kent_konseyi_assembly", 7, 3),
        ("migrantenbeirat", 8, 2),
        ("migrantenbeirat", 9, 3),
    ],
)
def test_the_by_laws_say_how_many_must_sign(preset, members, needed, council):
    body = make_body(council, bylaws=preset)
    first, *_ = seat_members(body, members)

    demand = demand_by(first.user, body)

    assert (demand.needed, demand.met_at) == (needed, None)


def test_a_third_of_the_members_makes_the_clerk_prepare_a_meeting(cast, body, plan):
    seat_members(body, 3)  # six with the cast
    demand = demand_by(cast.member, body)
    for _ in range(2):  # nobody counts twice
        sign_demand(actor=cast.member, demand_id=demand.pk)
    with pytest.raises(TooFewDemand) as refusal:
        answer_demand(actor=cast.clerk, demand_id=demand.pk, plan=plan)
    assert "1 more signature" in sentence(refusal.value)

    sign_demand(actor=cast.absentee, demand_id=demand.pk)
    assert [one for one, _ in demands_to_answer([body], "tr")] == [demand]
    meeting = answer_demand(actor=cast.clerk, demand_id=demand.pk, plan=plan)

    assert (meeting.kind, meeting.status) == (MeetingKind.EXTRAORDINARY, MeetingStatus.DRAFT)
    assert bodies(meeting.items.get().title) == {"tr": "Sel"}
    assert Demand.objects.get().meeting == meeting
    assert demands_to_answer([body], "tr") == []


def test_an_answered_demand_is_closed(cast, body, plan):
    demand = demand_by(cast.member, body)  # one of three is enough
    answer_demand(actor=cast.chair, demand_id=demand.pk, plan=plan)

    with pytest.raises(DemandAnswered):
        answer_demand(actor=cast.chair, demand_id=demand.pk, plan=plan)
    with pytest.raises(DemandAnswered):
        sign_demand(actor=cast.absentee, demand_id=demand.pk)


def test_an_alternate_signs_nothing(cast, body):
    alternate = make_member(body.council)
    seat_member(alternate, body, role=MandateRole.ALTERNATE)

    with pytest.raises(TitularMembersOnly):
        demand_by(alternate.user, body)


@pytest.mark.parametrize("person", ["adviser", "clerk", "interpreter", "outsider", "sysadmin"])
def test_only_those_with_a_seat_demand_a_meeting(person, cast, body):
    demand = demand_by(cast.member, body)

    with pytest.raises(PermissionDenied):
        demand_by(getattr(cast, person), body)
    with pytest.raises(PermissionDenied):
        sign_demand(actor=getattr(cast, person), demand_id=demand.pk)


@pytest.mark.parametrize("person", ["member", "adviser", "outsider", "sysadmin"])
def test_only_officers_and_clerks_answer(person, cast, body, plan):
    demand = demand_by(cast.member, body)

    with pytest.raises(PermissionDenied):
        answer_demand(actor=getattr(cast, person), demand_id=demand.pk, plan=plan)


def test_everybody_in_the_council_sees_who_may_still_sign(cast, body):
    seat_members(body, 3)
    demand_by(cast.member, body)

    own, other, clerk = (
        demands_for(person, body, "tr")[0] for person in (cast.member, cast.absentee, cast.clerk)
    )

    assert (own.has_signed, own.may_sign, own.missing) == (True, False, 1)
    assert (other.has_signed, other.may_sign) == (False, True)
    assert (clerk.may_sign, clerk.may_answer) == (False, False)
