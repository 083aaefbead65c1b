from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from council.members.models import OfficeKind
from council.members.selectors import today_in
from council.texts.models import TextVersion
from council.texts.services import EmptyText, OwnTranslation
from deliberation.followup.models import Action, Answer, Referral
from deliberation.followup.selectors.links import LinkRevoked
from deliberation.followup.selectors.ways import ways_of
from deliberation.followup.services.addressees import revoke_link
from deliberation.followup.services.answering import (
    ActionDoneAlready,
    NotAnsweredYet,
    Promise,
    finish_action,
    promise_action,
)
from deliberation.followup.services.closing import close_referral
from deliberation.followup.services.translating import check_answer, translate_answer
from deliberation.register.models import Decision
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.followup import (
    AnsweredAlready,
    DayToCome,
    ReferralClosed,
    ReferralStatus,
    Step,
    Verdict,
)
from tests.factories.followup import answer
from tests.factories.institution import give_office, make_member

pytestmark = pytest.mark.django_db


def promise(actor, referral, days, link=""):
    due_on = today_in(referral.decision.council) + timedelta(days=days)
    told = Promise(language="tr", body="İki derslik açılır.", due_on=due_on)
    return promise_action(actor=actor, referral_id=referral.pk, promise=told, link=link)


def test_an_addressee_answers_by_its_link_without_an_account(referral, token):
    made = answer(None, referral, token, verdict=Verdict.PARTLY, signed_by="Göç Müdürlüğü")

    referral.refresh_from_db()
    assert (referral.status, referral.due_at) == (ReferralStatus.ANSWERED, None)
    assert (made.verdict, made.recorded_by, made.signed_by) == (
        Verdict.PARTLY,
        None,
        "Göç Müdürlüğü",
    )
    assert Decision.objects.get(pk=referral.decision_id).status is DecisionStatus.ANSWERED


def test_the_same_answer_sent_again_is_the_first_one(referral, token):
    first = answer(None, referral, token)

    assert answer(None, referral, token) == first
    assert Answer.objects.count() == 1


def test_another_answer_is_refused_and_changes_nothing(referral, clerk, token):
    first = answer(None, referral, token)

    with pytest.raises(AnsweredAlready):
        answer(clerk, referral, verdict=Verdict.DECLINED)
    assert list(Answer.objects.values_list("pk", "verdict")) == [(first.pk, Verdict.ACCEPTED)]
    assert TextVersion.objects.filter(text=first.text).count() == 1


def test_an_answer_after_the_closure_is_refused(referral, clerk, token):
    close_referral(actor=clerk, referral_id=referral.pk, reason="Settled otherwise")

    with pytest.raises(ReferralClosed):
        answer(None, referral, token)
    assert not Answer.objects.exists()


def test_an_answer_by_a_revoked_link_is_refused(referral, clerk, addressee, token):
    revoke_link(actor=clerk, addressee_id=addressee.pk)

    with pytest.raises(LinkRevoked):
        answer(None, referral, token)
    assert not Answer.objects.exists()


def test_an_answer_has_reasons_and_is_not_of_tomorrow(referral, clerk):
    with pytest.raises(EmptyText):
        answer(clerk, referral, body=" \n")
    tomorrow = today_in(referral.decision.council) + timedelta(days=1)
    with pytest.raises(DayToCome):
        answer(clerk, referral, answered_on=tomorrow)
    assert Referral.objects.get(pk=referral.pk).status is ReferralStatus.FORWARDED


def test_a_member_does_not_answer_for_an_addressee(room, referral):
    with pytest.raises(PermissionDenied):
        answer(room.user(1), referral)


def test_a_named_account_answers(room, referral, addressee):
    addressee.correspondents.create(member=room.members[2])

    assert answer(room.user(2), referral).recorded_by == room.user(2)


def test_those_who_proposed_are_told_in_their_language_and_without_the_matter(
    room, referral, clerk, django_capture_on_commit_callbacks
):
    mover = room.members[1]
    mover.email, mover.reads = "mover@example.org", ["ar"]
    mover.save()

    with django_capture_on_commit_callbacks(execute=True):
        answer(clerk, referral)

    (letter,) = mail.outbox
    assert letter.to == ["mover@example.org"]
    assert referral.decision.number in letter.body
    assert "Kabul edildi" not in letter.body
    assert referral.decision.number not in letter.subject


# --- what was promised


def test_what_was_promised_is_awaited_until_it_is_done(referral, token):
    answer(None, referral, token)
    action = promise(None, referral, 10, token)
    referral.refresh_from_db()
    before = referral.due_step

    done_on = today_in(referral.decision.council)
    finish_action(actor=None, action_id=action.pk, done_on=done_on, link=token)

    referral.refresh_from_db()
    assert (before, referral.due_step, referral.due_at) == (Step.ACTION, "", None)
    with pytest.raises(ActionDoneAlready):
        finish_action(actor=None, action_id=action.pk, done_on=done_on, link=token)


def test_nothing_is_promised_before_the_answer(referral, token):
    with pytest.raises(NotAnsweredYet):
        promise(None, referral, 10, token)
    assert not Action.objects.exists()


def test_nothing_is_promised_or_done_after_the_closure(referral, clerk, token):
    answer(None, referral, token)
    action = promise(None, referral, 10, token)
    close_referral(actor=clerk, referral_id=referral.pk)

    with pytest.raises(ReferralClosed):
        promise(None, referral, 10, token)
    with pytest.raises(ReferralClosed):
        finish_action(actor=clerk, action_id=action.pk, done_on=today_in(referral.decision.council))


# --- languages


def test_an_answer_is_read_in_arabic_once_somebody_translated_it(room, referral, clerk):
    made = answer(clerk, referral)
    interpreter = make_member(room.meeting.council)
    give_office(interpreter, room.meeting.body, OfficeKind.INTERPRETER, directions=["tr>ar"])

    translate_answer(
        actor=interpreter.user, answer_id=made.pk, language="ar", body="قُبل: تبدأ الدورات."
    )
    with pytest.raises(OwnTranslation):
        check_answer(actor=interpreter.user, answer_id=made.pk, language="ar")
    check_answer(actor=clerk, answer_id=made.pk, language="ar")

    (way,) = ways_of(referral.decision_id, "ar")
    assert (way.answer.text.body, way.answer.text.is_checked) == ("قُبل: تبدأ الدورات.", True)
    with pytest.raises(PermissionDenied):
        translate_answer(actor=interpreter.user, answer_id=made.pk, language="de", body="Ja")
    with pytest.raises(PermissionDenied):
        translate_answer(actor=room.user(1), answer_id=made.pk, language="ar", body="x")
