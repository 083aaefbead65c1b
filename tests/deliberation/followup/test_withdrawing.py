import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from council.kernel.visibility import Unseen
from deliberation.followup.models import Answer, Referral
from deliberation.followup.selectors.links import LinkRevoked
from deliberation.followup.selectors.ways import ways_of
from deliberation.followup.services.addressees import revoke_link
from deliberation.followup.services.answering import withdraw_answer
from deliberation.followup.services.closing import close_referral
from deliberation.register.models import Decision
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.followup import NothingToWithdraw, ReferralClosed, ReferralStatus, Step
from tests.factories.followup import answer, make_addressee, make_token

pytestmark = pytest.mark.django_db
REASON = "The budget was cut after we had answered."
FIRST, SECOND = "Two rooms open in January.", "One room opens in March."


@pytest.fixture
def answered(referral, token):
    answer(None, referral, token, body=FIRST, language="en")
    return referral


def withdraw(actor, referral, link="", reason=REASON):
    return withdraw_answer(actor=actor, referral_id=referral.pk, reason=reason, link=link)


def post(client, token, referral, **told):
    address = reverse("followup:answer_withdraw", args=[token, referral.pk])
    return client.post(address, told, HTTP_ACCEPT_LANGUAGE="en")


def way(client, referral):
    address = reverse("followup:way", args=[referral.decision.number])
    return client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_after_a_withdrawal_another_answer_is_awaited(answered, token):
    withdraw(None, answered, token)

    answered.refresh_from_db()
    decision = Decision.objects.get(pk=answered.decision_id)
    assert (answered.status, answered.due_step) == (ReferralStatus.CONSIDERED, Step.ANSWER)
    assert decision.status is DecisionStatus.CONSIDERED


def test_who_withdrew_answers_anew_and_both_answers_are_in_sight(client, answered, token):
    sent = post(client, token, answered, reason=REASON)
    answer(None, answered, token, body=SECOND, language="en")

    (shown,) = ways_of(answered.decision_id, "en")
    html = way(client, answered)
    assert sent.status_code == 302
    assert shown.answer.text.body == SECOND
    assert [(one.answer.text.body, one.reason) for one in shown.withdrawn] == [(FIRST, REASON)]
    assert [words in html for words in (FIRST, SECOND, REASON)] == [True] * 3


def test_the_same_words_sent_after_the_withdrawal_are_an_answer_again(answered, token):
    withdraw(None, answered, token)

    answer(None, answered, token, body=FIRST, language="en")

    assert Answer.objects.filter(withdrawn_at=None).count() == 1
    assert Answer.objects.count() == 2


def test_those_who_proposed_are_told_of_a_withdrawal(
    room, answered, clerk, django_capture_on_commit_callbacks
):
    mover = room.members[1]
    mover.email, mover.reads = "mover@example.org", ["ar"]
    mover.save()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(clerk, answered)

    (letter,) = mail.outbox
    assert letter.to == ["mover@example.org"]
    assert answered.decision.number in letter.body


def test_after_the_closure_the_answer_stands_and_the_reason_comes_back(
    client, answered, clerk, token
):
    close_referral(actor=clerk, referral_id=answered.pk)

    sent = post(client, token, answered, reason=REASON)

    assert sent.status_code == 409
    assert "has closed this matter" in sent.content.decode()
    assert REASON in sent.content.decode()
    with pytest.raises(ReferralClosed):
        withdraw(clerk, answered)


def test_what_was_not_answered_is_not_withdrawn_and_the_reason_comes_back(client, referral, token):
    sent = post(client, token, referral, reason=REASON)

    assert sent.status_code == 409
    assert "no answer that could be withdrawn" in sent.content.decode()
    assert REASON in sent.content.decode()


def test_an_answer_is_withdrawn_once(answered, token):
    withdraw(None, answered, token)

    with pytest.raises(NothingToWithdraw):
        withdraw(None, answered, token)


def test_a_withdrawal_without_a_reason_is_told_so_in_the_form(client, answered, token):
    sent = post(client, token, answered, reason=" ")

    assert sent.status_code == 422
    assert 'id="id_reason"' in sent.content.decode()
    with pytest.raises(ReasonNeeded):
        withdraw(None, answered, token, reason=" ")
    assert Referral.objects.get().status is ReferralStatus.ANSWERED


def test_only_who_may_answer_may_withdraw(room, clerk, answered, addressee):
    other = make_addressee(clerk, room.meeting.council)
    stranger = make_token(clerk, other)
    revoked = make_token(clerk, addressee)
    revoke_link(actor=clerk, addressee_id=addressee.pk)

    with pytest.raises(PermissionDenied):
        withdraw(room.user(1), answered)
    with pytest.raises(Unseen):
        withdraw(None, answered, stranger)
    with pytest.raises(LinkRevoked):
        withdraw(None, answered, revoked)
    assert Answer.objects.get().withdrawn_at is None


def test_behind_a_revoked_link_the_reason_comes_back(client, answered, clerk, addressee, token):
    revoke_link(actor=clerk, addressee_id=addressee.pk)

    sent = post(client, token, answered, reason=REASON)

    assert sent.status_code == 410
    assert REASON in sent.content.decode()


def test_nobody_translates_what_was_withdrawn(client, answered, clerk):
    made = withdraw(clerk, answered)
    client.force_login(clerk)

    assert client.get(reverse("followup:translate", args=[made.pk, "ar"])).status_code == 404
