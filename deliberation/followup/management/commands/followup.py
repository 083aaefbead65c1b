"""``manage.py followup``: what deadlines demand, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from deliberation.followup.services.reminding import plan_reminders, send_reminders
from deliberation.followup.services.returning import return_all


class Command(BaseCommand):
    help = "Put overdue matters on the next agendas, and remind addressees of deadlines."

    def handle(self, *_: Any, **_told: Any) -> None:
        returned = return_all(actor=None)
        plan_reminders(actor=None)
        sent = send_reminders(actor=None)
        self.stdout.write(f"back on an agenda: {returned}; reminders sent: {sent}")
