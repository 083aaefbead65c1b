"""Reminders by mail: a week before a deadline, and once it has passed; each is sent once."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from deliberation.followup.models import Referral, Reminder
from deliberation.followup.selectors.recipients import (
    Recipient,
    addressee_of,
    clerks_of,
    proposers_of,
)
from deliberation.followup.selectors.timing import lateness
from deliberation.followup.services.telling import mail, reminder_facts

AHEAD = timedelta(days=7)
LONGEST_FAILURE = 200  # characters


@transaction.atomic
def plan_reminders(*, actor: User | None) -> int:
    """Note who is to be reminded of what by now, once for each deadline; return how many are new.

    Args:
        actor: None: the machine, as often as it likes.
    """
    now = timezone.now()
    rows = Referral.objects.filter(closed_at=None, decision__annulled_at=None)
    awaited = rows.filter(due_at__lt=now + AHEAD).values_list("pk", "due_at")
    planned = [
        Reminder(referral_id=pk, due_at=due_at, is_overdue=due_at < now)
        for pk, due_at in awaited
        if due_at is not None
    ]
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(planned, ignore_conflicts=True)
    return Reminder.objects.count() - before


def send_reminders(*, actor: User | None) -> int:
    """Send what was planned and has not left yet; return how many reminders left.

    What went wrong is kept, and tried again the next time.
    """
    waiting = Reminder.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(_sent(pk) for pk in list(waiting))


@transaction.atomic
def _sent(reminder_id: int) -> bool:
    rows = Reminder.objects.select_for_update(of=("self",)).select_related(
        "referral__addressee", "referral__decision__council", "referral__decision__proposal"
    )
    reminder = rows.get(pk=reminder_id)
    if reminder.sent_at is not None:
        return False
    is_needless = reminder.referral.due_at != reminder.due_at  # something happened meanwhile
    try:
        for recipient, template in [] if is_needless else list(_letters(reminder)):
            facts = reminder_facts(reminder.referral, lateness(reminder.referral))
            mail(recipient, template, facts).send()
    except (OSError, ValueError) as failure:  # no server, refused, or no address at all
        reminder.failure = f"{type(failure).__name__}: {failure}"[:LONGEST_FAILURE]
        reminder.save(update_fields=["failure"])
        return False
    reminder.sent_at, reminder.failure = timezone.now(), ""
    reminder.save(update_fields=["sent_at", "failure"])
    return not is_needless


def _letters(reminder: Reminder) -> Iterator[tuple[Recipient, str]]:
    referral = reminder.referral
    for one in addressee_of(referral):
        yield one, "email/overdue" if reminder.is_overdue else "email/reminder"
    if reminder.is_overdue:
        for one in clerks_of(referral.decision):
            yield one, "email/overdue"
        for one in proposers_of(referral.decision):
            yield one, "email/news"
