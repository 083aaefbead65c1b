"""``manage.py followup``: what deadlines demand, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from deliberation.followup.services.reminding import plan_reminders, send_reminders
from deliberation.followup.services.returning import return_all
from deliberation.minutes.services.adopting import adopt_all_unopposed


class Command(BaseCommand):
    help = "Put overdue matters on agendas, remind of deadlines, adopt minutes nobody objected to."

    def handle(self, *_: Any, **_told: Any) -> None:
        returned = return_all(actor=None)
        plan_reminders(actor=None)
        sent = send_reminders(actor=None)
        adopted = adopt_all_unopposed(actor=None)
        self.stdout.write(
            f"back on an agenda: {returned}; reminders sent: {sent}; minutes adopted: {adopted}"
        )
