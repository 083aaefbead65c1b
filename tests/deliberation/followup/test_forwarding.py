from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.visibility import Unseen
from council.members.selectors import today_in
from council.rules.errors import OutOfOrder
from deliberation.followup.models import Referral
from deliberation.followup.selectors.links import LinkRevoked
from deliberation.followup.services.addressees import issue_link, revoke_link
from deliberation.followup.services.closing import close_referral
from deliberation.followup.services.forwarding import (
    ForwardedAlready,
    Letter,
    forward_decision,
    note_consideration,
    note_receipt,
    plan_consideration,
)
from deliberation.register.models import Decision
from deliberation.register.services.recording import annul_outcome
from deliberation.rules.decisions import AnnulledDecision, DecisionStatus
from deliberation.rules.followup import (
    AddresseeKind,
    DayBeforeForwarding,
    DayToCome,
    ReferralAct,
    ReferralClosed,
    ReferralStatus,
    Step,
)
from tests.factories.followup import answer, make_addressee, make_referral, make_token
from tests.factories.register import make_decision, publish
from tests.factories.voting import make_room

pytestmark = pytest.mark.django_db


def forward(actor, decision, addressee, **letter):
    sent = Letter(**{"forwarded_on": today_in(decision.council)} | letter)
    return forward_decision(
        actor=actor, decision_id=decision.pk, addressee_id=addressee.pk, letter=sent
    )


def status(decision):
    return Decision.objects.get(pk=decision.pk).status


def test_a_published_decision_is_forwarded_and_its_answer_awaited(room, clerk, addressee):
    decision = publish(clerk, make_decision(room))

    made = forward(clerk, decision, addressee, reference="E-12/7")

    assert (made.status, made.reference, made.due_step) == (
        ReferralStatus.FORWARDED,
        "E-12/7",
        Step.ANSWER,
    )
    assert (made.due_at - timezone.now()).days in {29, 30}
    assert status(decision) is DecisionStatus.FORWARDED


def test_a_decision_is_forwarded_by_the_clerk_alone(room, clerk, addressee):
    decision = publish(clerk, make_decision(room))

    with pytest.raises(PermissionDenied):
        forward(room.chair, decision, addressee)
    assert not Referral.objects.exists()


def test_what_is_not_public_yet_or_was_annulled_goes_to_nobody(room, clerk, addressee):
    waiting = make_decision(room)
    annulled = publish(clerk, make_decision(room))
    annul_outcome(actor=room.chair, poll_id=annulled.poll_id, reason="A wrong paper")

    with pytest.raises(OutOfOrder):
        forward(clerk, waiting, addressee)
    with pytest.raises(AnnulledDecision):
        forward(clerk, annulled, addressee)


def test_a_decision_is_before_an_addressee_once_until_that_is_closed(room, clerk, referral):
    decision, addressee = referral.decision, referral.addressee

    with pytest.raises(ForwardedAlready):
        forward(clerk, decision, addressee)
    close_referral(actor=clerk, referral_id=referral.pk, reason="Sent to the wrong office")

    assert forward(clerk, decision, addressee).pk != referral.pk


def test_addressees_of_other_councils_and_those_no_longer_used_get_nothing(room, clerk, addressee):
    decision = publish(clerk, make_decision(room))
    other = make_room(3)
    stranger = other.meeting.council.addressees.create(
        kind=AddresseeKind.GOVERNOR, names={"en": "Governor"}, language="tr"
    )
    addressee.is_active = False
    addressee.save()

    for one in (stranger, addressee):
        with pytest.raises(Unseen):
            forward(clerk, decision, one)


@pytest.mark.parametrize(("days", "refusal"), [(-1, DayBeforeForwarding), (1, DayToCome)])
def test_a_letter_goes_between_the_adoption_and_today(days, refusal, room, clerk, addressee):
    decision = publish(clerk, make_decision(room))

    with pytest.raises(refusal):
        forward(
            clerk,
            decision,
            addressee,
            forwarded_on=today_in(decision.council) + timedelta(days=days),
        )


def test_the_first_receipt_counts_and_a_later_one_adds_the_number(clerk, referral):
    first = note_receipt(actor=clerk, referral_id=referral.pk).received_at

    again = note_receipt(actor=clerk, referral_id=referral.pk, their_reference="2026/88")

    assert (again.received_at, again.their_reference) == (first, "2026/88")


def test_the_day_of_a_municipal_meeting_is_typed_in_and_never_guessed(room, clerk):
    council = room.meeting.council
    body = make_addressee(clerk, council, kind=AddresseeKind.MUNICIPAL_COUNCIL)
    made = make_referral(room, clerk, addressee=body, days_ago=40)
    before = (made.due_step, made.due_at)

    planned = plan_consideration(
        actor=clerk, referral_id=made.pk, meets_on=today_in(council) - timedelta(days=2)
    )
    considered = note_consideration(
        actor=clerk,
        referral_id=made.pk,
        considered_on=today_in(council) - timedelta(days=1),
        reference="5/112",
    )

    assert before == ("", None)
    assert planned.due_step is Step.CONSIDER
    assert planned.due_at < timezone.now()
    assert (considered.status, considered.due_step) == (ReferralStatus.CONSIDERED, Step.ANSWER)
    assert considered.due_at > timezone.now() + timedelta(days=28)
    assert status(made.decision) is DecisionStatus.CONSIDERED


def test_an_addressee_considers_once_and_not_in_the_future(room, clerk, referral):
    today = today_in(room.meeting.council)
    with pytest.raises(DayToCome):
        note_consideration(
            actor=clerk, referral_id=referral.pk, considered_on=today + timedelta(days=1)
        )
    note_consideration(actor=clerk, referral_id=referral.pk, considered_on=today)

    with pytest.raises(OutOfOrder):
        note_consideration(actor=clerk, referral_id=referral.pk, considered_on=today)


def test_only_the_clerk_records_what_happened_elsewhere(room, referral):
    today = today_in(room.meeting.council)
    with pytest.raises(PermissionDenied):
        plan_consideration(actor=room.chair, referral_id=referral.pk, meets_on=today)
    with pytest.raises(PermissionDenied):
        note_consideration(actor=room.chair, referral_id=referral.pk, considered_on=today)
    with pytest.raises(PermissionDenied):
        note_receipt(actor=room.chair, referral_id=referral.pk)


def test_a_decision_has_come_as_far_as_its_slowest_addressee(room, clerk, referral):
    second = make_referral(
        room,
        clerk,
        decision=referral.decision,
        addressee=make_addressee(clerk, room.meeting.council),
    )

    answer(clerk, referral)
    one = status(referral.decision)
    answer(clerk, second)

    assert (one, status(referral.decision)) == (DecisionStatus.FORWARDED, DecisionStatus.ANSWERED)


# --- closing


def test_the_council_closes_what_was_answered_and_says_what_it_found(room, clerk, referral):
    answer(clerk, referral)

    closed = close_referral(
        actor=room.chair, referral_id=referral.pk, found=ReferralAct.IMPLEMENT, reason=""
    )

    assert (closed.status, closed.closed_by, closed.due_at) == (
        ReferralStatus.IMPLEMENTED,
        room.chair,
        None,
    )
    assert status(referral.decision) is DecisionStatus.IMPLEMENTED
    with pytest.raises(ReferralClosed):
        close_referral(actor=clerk, referral_id=referral.pk, reason="again")


def test_what_was_not_answered_was_not_carried_out(clerk, referral):
    with pytest.raises(OutOfOrder):
        close_referral(
            actor=clerk, referral_id=referral.pk, found=ReferralAct.IMPLEMENT, reason="x"
        )
    assert Referral.objects.get(pk=referral.pk).closed_at is None


def test_members_do_not_close(room, referral):
    with pytest.raises(PermissionDenied):
        close_referral(actor=room.user(1), referral_id=referral.pk, reason="x")


# --- links


def test_a_new_link_revokes_the_old_one(clerk, addressee, referral, token):
    second = make_token(clerk, addressee)

    with pytest.raises(LinkRevoked):
        note_receipt(actor=None, referral_id=referral.pk, link=token)
    assert note_receipt(actor=None, referral_id=referral.pk, link=second).received_at


def test_a_link_opens_what_lies_before_its_own_addressee_alone(room, clerk, referral):
    other = make_token(clerk, make_addressee(clerk, room.meeting.council))

    with pytest.raises(Unseen):
        note_receipt(actor=None, referral_id=referral.pk, link=other)


@pytest.mark.parametrize("link", ["x", "1-abc~sig", "~", "1", "0-0~0"])
def test_a_link_that_we_did_not_make_opens_nothing(link, referral):
    with pytest.raises(Unseen):
        note_receipt(actor=None, referral_id=referral.pk, link=link)


def test_without_link_and_account_nobody_acts(referral):
    with pytest.raises(PermissionDenied):
        note_receipt(actor=None, referral_id=referral.pk)


def test_links_are_made_and_revoked_by_the_clerk(room, clerk, addressee, token):
    with pytest.raises(PermissionDenied):
        issue_link(actor=room.chair, addressee_id=addressee.pk)
    with pytest.raises(PermissionDenied):
        revoke_link(actor=room.chair, addressee_id=addressee.pk)
    with pytest.raises(Unseen):
        revoke_link(actor=clerk, addressee_id=addressee.pk + 1)
    revoke_link(actor=clerk, addressee_id=addressee.pk)

    assert not addressee.links.filter(revoked_at=None).exists()
