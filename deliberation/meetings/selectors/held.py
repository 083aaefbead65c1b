"""The row that decides: whoever acts in a meeting holds its row until the act is committed."""

from deliberation.meetings.models import AgendaItem, Meeting


def locked_meeting(meeting_id: int) -> Meeting:
    """Return the meeting, held against other acts until the transaction ends.

    Presence, agenda and sittings decide about each other, so one row stands for all of them: a
    roll call and a check-in, or two items called at once, cannot pass each other.
    """
    rows = Meeting.objects.select_related("council", "body__council", "bylaws")
    return rows.select_for_update(of=("self",)).get(pk=meeting_id)


def locked_item(item_id: int) -> AgendaItem:
    """Return the item with its meeting, whose row is held until the transaction ends."""
    meeting_id = AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item_id)
    meeting = locked_meeting(meeting_id)
    item = AgendaItem.objects.select_related("proposal").get(pk=item_id)
    item.meeting = meeting
    return item
