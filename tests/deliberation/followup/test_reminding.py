import pytest
from django.core import mail
from django.core.management import call_command

from deliberation.followup.models import Reminder
from deliberation.followup.services.closing import close_referral
from deliberation.followup.services.reminding import plan_reminders, send_reminders
from tests.factories.followup import make_addressee, make_referral, make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(room, clerk):
    return make_addressee(clerk, room.meeting.council, email="goc@example.org")


def sent():
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


def test_an_addressee_is_reminded_once_a_week_before_and_led_to_its_inbox(room, clerk, reachable):
    token = make_token(clerk, reachable)
    made = make_referral(room, clerk, addressee=reachable, days_ago=25)

    planned = plan_reminders(actor=None), plan_reminders(actor=None)
    left = send_reminders(actor=None), send_reminders(actor=None)

    assert (planned, left) == ((1, 0), (1, 0))
    (letter,) = mail.outbox
    assert letter.to == ["goc@example.org"]
    assert made.decision.number in letter.subject
    assert f"/inbox/{token}/" in letter.body


def test_once_it_is_overdue_clerk_and_proposers_hear_of_it_too(room, clerk, reachable):
    for member, address in ((clerk.members.get(), "clerk"), (room.members[1], "mover")):
        member.email = f"{address}@example.org"
        member.save()
    make_referral(room, clerk, addressee=reachable, days_ago=40)

    call_command("followup")
    call_command("followup")

    assert [to for to, _subject in sent()] == [
        "goc@example.org", "clerk@example.org", "mover@example.org",
    ]  # fmt: skip


def test_who_has_no_address_is_not_written_to(room, clerk, addressee):
    make_referral(room, clerk, addressee=addressee, days_ago=40)

    call_command("followup")

    assert sent() == []


def test_what_was_settled_meanwhile_is_not_reminded_of(room, clerk, reachable):
    made = make_referral(room, clerk, addressee=reachable, days_ago=40)
    plan_reminders(actor=None)
    close_referral(actor=clerk, referral_id=made.pk, reason="Settled")

    assert (send_reminders(actor=None), sent()) == (0, [])


def test_what_could_not_be_sent_is_tried_again(room, clerk, reachable, settings):
    make_referral(room, clerk, addressee=reachable, days_ago=40)
    plan_reminders(actor=None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    failed = send_reminders(actor=None)
    kept = Reminder.objects.get().failure
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (failed, send_reminders(actor=None)) == (0, 1)
    assert "Refused" in kept
    assert Reminder.objects.get().failure == ""
