"""Two persons give a seat kept for a group, and the one concerned agrees beforehand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from council.members.facts import ConsentFacts
from council.members.models import (
    Allocation,
    AllocationState,
    Mandate,
    OfficeKind,
    QuotaAccess,
    Term,
)
from council.members.services import appoint
from council.members.services.allocations import (
    agree_to_allocation,
    confirm_allocation,
    decline_allocation,
    propose_allocation,
    withdraw_allocation,
)
from council.members.services.declarations import declare
from council.members.services.targets import adopt_targets
from council.rules.allocations import (
    ALLOCATION_PROCEDURE,
    AllocationAct,
    SecondPersonNeeded,
    advance,
)
from council.rules.composition import InactiveMember, SeatIsAllocated, SeatIsKept, SeatIsTaken
from council.rules.errors import OutOfOrder
from council.rules.targets import PRESETS, Answer, Group
from tests.factories.institution import give_office, make_member, make_seat

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
YES, NO = Answer.YES, Answer.NO


@pytest.fixture
def second(cast, body):
    """Another registrar."""
    member = make_member(body.council)
    give_office(member, body, OfficeKind.REGISTRAR)
    return member.user


@pytest.fixture
def seat(cast, body, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=body.council, number=1, starts_on=LONG_AGO)
    adopt_targets(
        actor=cast.clerk, body_id=body.pk, documents=PRESETS["parity"], valid_from=LONG_AGO
    )
    return make_seat(body, group="women")


@pytest.fixture
def person(council):
    return make_member(council)


def say(member, woman):
    answers = {Group.WOMEN: woman, Group.MEN: NO if woman is YES else YES}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)


def propose(cast, seat, person, group=Group.WOMEN):
    return propose_allocation(
        actor=cast.clerk,
        seat_id=seat.pk,
        member_id=person.pk,
        group=group,
        starts_on=timezone.localdate(),
    )


def agree(person, allocation):
    return agree_to_allocation(
        actor=person.user, allocation_id=allocation.pk, text_hash="cd" * 32, language="tr"
    )


def test_two_persons_seat_somebody_who_counts_and_agreed(cast, second, seat, person):
    say(person, YES)
    proposed = propose(cast, seat, person)
    agree(person, proposed)

    found = confirm_allocation(actor=second, allocation_id=proposed.pk)

    assert (found.state, found.proposed_by, found.confirmed_by) == (
        AllocationState.SEATED,
        cast.clerk,
        second,
    )
    assert (found.agreed_to, found.agreed_in) == ("cd" * 32, "tr")
    assert Mandate.objects.get(seat=seat).member == person
    (access,) = QuotaAccess.objects.filter(purpose="allocation")
    assert (access.member, access.actor) == (person, second)


@pytest.mark.parametrize("answer", [NO, Answer.NOT_SAID, None])
def test_who_is_not_shown_to_count_is_not_seated_and_can_read_who_looked(
    answer, cast, second, seat, person
):
    if answer is not None:
        say(person, answer)
    proposed = propose(cast, seat, person)
    agree(person, proposed)

    found = confirm_allocation(actor=second, allocation_id=proposed.pk)

    assert (found.state, found.confirmed_by) == (AllocationState.WITHDRAWN, None)
    assert not Mandate.objects.filter(seat=seat).exists()
    assert QuotaAccess.objects.filter(purpose="allocation", member=person).count() == 1


def test_nothing_is_opened_before_the_person_agrees(cast, second, seat, person):
    say(person, YES)
    proposed = propose(cast, seat, person)

    with pytest.raises(OutOfOrder):
        confirm_allocation(actor=second, allocation_id=proposed.pk)

    assert not QuotaAccess.objects.filter(purpose="allocation").exists()


def test_nobody_does_alone_what_takes_two(cast, second, seat, person):
    proposed = propose(cast, seat, person)
    agree(person, proposed)

    with pytest.raises(SecondPersonNeeded):
        confirm_allocation(actor=cast.clerk, allocation_id=proposed.pk)


def test_nobody_seats_themselves(cast, second, seat):
    own = propose(cast, seat, cast.members.clerk)
    agree(cast.members.clerk, own)

    with pytest.raises(SecondPersonNeeded):
        confirm_allocation(actor=second, allocation_id=own.pk)


@pytest.mark.parametrize("who", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_proposes_agrees_confirms_or_takes_back(who, cast, second, seat, person):
    actor = getattr(cast, who)
    proposed = propose(cast, seat, person)
    with pytest.raises(PermissionDenied):
        agree_to_allocation(
            actor=actor, allocation_id=proposed.pk, text_hash="cd" * 32, language="en"
        )
    agree(person, proposed)

    for act in (confirm_allocation, withdraw_allocation, decline_allocation):
        with pytest.raises(PermissionDenied):
            act(actor=actor, allocation_id=proposed.pk)
    with pytest.raises(PermissionDenied):
        propose_allocation(
            actor=actor,
            seat_id=seat.pk,
            member_id=person.pk,
            group=Group.WOMEN,
            starts_on=LONG_AGO,
        )


def test_a_kept_seat_is_given_by_nobody_alone(cast, seat, person):
    with pytest.raises(SeatIsKept):
        appoint(actor=cast.clerk, seat_id=seat.pk, member_id=person.pk, starts_on=LONG_AGO)


def test_the_page_of_a_kept_seat_leads_to_what_two_persons_do(client, cast, seat, person, council):
    client.force_login(cast.clerk)
    told = {"member": person.pk, "role": "titular", "starts_on": "2026-01-01"}

    answer = client.post(reverse("members:seat", args=[council.slug, seat.pk]), told)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{reverse("members:allocation", args=[council.slug, seat.pk])}"' in page
    assert '<details class="fold" open>' not in page  # an exception would not help


def test_one_person_at_a_time_is_proposed(cast, seat, person, council):
    proposed = propose(cast, seat, person)
    with pytest.raises(SeatIsAllocated):
        propose(cast, seat, make_member(council))
    withdraw_allocation(actor=cast.clerk, allocation_id=proposed.pk)

    assert propose(cast, seat, make_member(council)).state is AllocationState.PROPOSED


def test_who_takes_part_no_longer_is_not_proposed(cast, seat, council):
    with pytest.raises(InactiveMember):
        propose(cast, seat, make_member(council, is_active=False))


def test_a_seat_that_was_taken_meanwhile_opens_nothing(cast, second, seat, person, council):
    say(person, YES)
    proposed = propose(cast, seat, person)
    agree(person, proposed)
    Mandate.objects.create(seat=seat, member=make_member(council), starts_on=LONG_AGO)

    with pytest.raises(SeatIsTaken):
        confirm_allocation(actor=second, allocation_id=proposed.pk)

    assert not QuotaAccess.objects.filter(purpose="allocation").exists()


@pytest.mark.parametrize("state", AllocationState)
@pytest.mark.parametrize("act", AllocationAct)
def test_every_act_in_every_state(act, state):
    if (state, act) in ALLOCATION_PROCEDURE:
        assert advance(state, act) is ALLOCATION_PROCEDURE[state, act]
    else:
        with pytest.raises(OutOfOrder):
            advance(state, act)


def address(page, council, *args):
    return reverse(f"members:{page}", args=[council.slug, *args])


def test_the_pages_lead_from_the_proposal_to_the_seat(client, cast, second, seat, person, council):
    say(person, YES)
    client.force_login(cast.clerk)
    told = {"member": person.pk, "group": "women", "starts_on": timezone.localdate()}
    assert client.post(address("allocation", council, seat.pk), told).status_code == 302
    allocation = Allocation.objects.get()
    alone = client.post(address("allocation_confirm", council, allocation.pk))
    assert alone.status_code == 409

    client.force_login(person.user)
    page = client.get(address("declaration", council)).text
    assert "as counting toward: Women" in page
    client.post(address("allocation_agree", council, allocation.pk))

    client.force_login(second)
    assert (
        "Confirm as the second person" in client.get(address("allocation", council, seat.pk)).text
    )
    client.post(address("allocation_confirm", council, allocation.pk))
    assert Mandate.objects.get(seat=seat).member == person


def test_a_member_declines_and_the_office_takes_back(client, cast, seat, person, council):
    proposed = propose(cast, seat, person)
    client.force_login(person.user)
    client.post(address("allocation_decline", council, proposed.pk))
    again = propose(cast, seat, person)
    client.force_login(cast.clerk)
    client.post(address("allocation_withdraw", council, again.pk))

    states = Allocation.objects.values_list("state", flat=True)
    assert set(states) == {AllocationState.WITHDRAWN}


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_few_and_many(
    many, client, cast, seat, council, django_assert_num_queries
):
    for _ in range(many):
        found = propose(cast, seat, make_member(council))
        withdraw_allocation(actor=cast.clerk, allocation_id=found.pk)
    client.force_login(cast.clerk)
    client.get(address("allocation", council, seat.pk))

    with django_assert_num_queries(11):
        client.get(address("allocation", council, seat.pk))
