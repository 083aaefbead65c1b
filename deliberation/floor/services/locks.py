"""The row that decides: whoever acts on the floor holds the meeting's row until the commit."""

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import Event, emit
from council.ledger.services import journal
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.selectors.focus import audience_of
from deliberation.rules.meetings import MeetingStatus


def locked_meeting(meeting_id: int) -> Meeting:
    """Return the meeting, held against other acts until the transaction ends.

    Turns, requests and signals decide about each other: of two people who give the floor at the
    same moment the second finds what the first has done.
    """
    rows = Meeting.objects.select_related("council", "body__council", "bylaws")
    return rows.select_for_update(of=("self",)).get(pk=meeting_id)


def require_open(meeting: Meeting) -> None:
    """Do nothing if the meeting does business now.

    Raises:
        MeetingNotOpen: it does not: not yet, not now or no longer.
    """
    if meeting.status is not MeetingStatus.OPEN:
        raise MeetingNotOpen(status=str(meeting.status))


def tell(actor: User | None, meeting: Meeting, event: Event, item: AgendaItem | None) -> None:
    """Write the event into the journal, for those who may read what happens on the item."""
    audience = Audience.PUBLIC if item is None else audience_of(item)
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event, audience=audience))
