"""The row that decides: whoever changes minutes holds it until the act is committed."""

from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from deliberation.meetings.models import AgendaItem
from deliberation.minutes.models import Minutes, Place
from deliberation.minutes.selectors.documents import whole_minutes


def locked_minutes(minutes_id: int) -> Minutes:
    """Return the minutes, held against other acts on them.

    Raises:
        Unseen: there are none.
    """
    rows = whole_minutes().select_for_update(of=("self",))
    found = one_or_none(rows.filter(pk=minutes_id))
    if found is None:
        raise Unseen
    return found


def require_place(minutes: Minutes, place: Place, item_id: int | None) -> None:
    """Do nothing if the minutes have such a place.

    Raises:
        Unseen: they have not.
    """
    if (place is Place.ITEM) != (item_id is not None):
        raise Unseen
    if item_id is not None:
        items = AgendaItem.objects.filter(meeting_id=minutes.meeting_id, pk=item_id)
        if not items.exists():
            raise Unseen
