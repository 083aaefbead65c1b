"""The floor follows the meeting: it hears when items change, people leave and sittings end."""

from council.ledger.models import Entry
from deliberation.floor.services.clearing import clear_floor

CHANGING = frozenset(
    {
        "discussion.closed",
        "item.called",
        "item.disposed",
        "item.postponed",
        "item.withdrawn",
        "meeting.adjourned",
        "meeting.recessed",
        "member.left",
        "member.recused",
        "roll.called",
    }
)


def follow(*, entry: Entry, **_: object) -> None:
    """Hear ``council.kernel.events.happened`` and clear what is out of date."""
    if entry.kind in CHANGING:
        clear_floor(actor=entry.actor, meeting_id=entry.meeting_id)
