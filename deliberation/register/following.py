"""The register follows the minutes: once adopted they are entered and published."""

from django_tasks import task

from council.ledger.models import Entry
from deliberation.minutes.models import Minutes
from deliberation.register.annexes import files_of
from deliberation.register.services.minuting import record_minutes
from deliberation.rules.minutes import MinutesStatus


def follow(*, entry: Entry, **_: object) -> None:
    """Hear ``council.kernel.events.happened``; the clerk can publish by hand, should it fail."""
    if entry.kind == "minutes.adopted":
        record_adopted_minutes.enqueue(entry.payload["minutes_id"])


@task()
def record_adopted_minutes(minutes_id: int) -> None:
    """Enter adopted minutes, unless somebody has done so meanwhile."""
    waiting = Minutes.objects.filter(pk=minutes_id, status=MinutesStatus.ADOPTED)
    if waiting.exists():
        record_minutes(actor=None, minutes_id=minutes_id, files=files_of(minutes_id))
