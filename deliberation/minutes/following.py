"""The minutes follow the meetings: they come onto the agenda, and are adopted when approved."""

from council.ledger.models import Entry
from deliberation.meetings.models import ItemResult, Meeting
from deliberation.minutes.selectors.agenda import minutes_on, waiting_minutes
from deliberation.minutes.services.adopting import adopt_approved
from deliberation.minutes.services.circulating import place_minutes


def follow(*, entry: Entry, **_: object) -> None:
    """Hear ``council.kernel.events.happened``: a meeting was convened, an item disposed of.

    The clerk can do both by hand, should it fail.
    """
    if entry.kind == "meeting.convened" and entry.actor is not None:
        body_id = Meeting.objects.values_list("body_id", flat=True).get(pk=entry.meeting_id)
        for minutes in waiting_minutes(body_id):
            place_minutes(actor=entry.actor, minutes_id=minutes.pk)
    if entry.kind == "item.disposed" and entry.payload["result"] == ItemResult.APPROVED:
        adopted = minutes_on(entry.payload["item_id"])
        if adopted is not None and entry.actor is not None:
            adopt_approved(actor=entry.actor, minutes_id=adopted.pk)
