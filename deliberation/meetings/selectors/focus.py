"""The meeting, which item is before it, and who may read about that."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from council.kernel.audience import Audience
from council.ledger.models import Journal
from deliberation.meetings.models import AgendaItem, Meeting, Sitting
from deliberation.rules.meetings import ItemStatus

IN_HAND = (ItemStatus.CALLED, ItemStatus.DISCUSSED)
OVER = (ItemStatus.DISPOSED, ItemStatus.POSTPONED, ItemStatus.WITHDRAWN)
IN_FOCUS = (*IN_HAND, ItemStatus.DISPOSED)


def whole_meetings() -> QuerySet[Meeting]:
    """Return the meetings with council, body and by-laws.

    Each has as ``sitting`` the number of the sitting opened last, and as ``last_seq`` the number
    of the journal's newest entry when the meeting was read.
    """
    opened = Sitting.objects.filter(meeting=OuterRef("pk"), opened_at__isnull=False)
    last = Subquery(opened.order_by("-number").values("number")[:1])
    rows = Meeting.objects.select_related("council", "body__council", "body__executive", "bylaws")
    newest = Journal.objects.filter(meeting_id=OuterRef("pk")).values("last_seq")[:1]
    return rows.annotate(sitting=last, last_seq=Coalesce(Subquery(newest), 0))


def audience_of(item: AgendaItem) -> Audience:
    """Return who may read what happens on the item."""
    return Audience.PUBLIC if item.is_public else Audience.MEMBER


def item_before(meeting: Meeting) -> AgendaItem | None:
    """Return the item that is before the meeting now, under discussion or to be voted on."""
    return AgendaItem.objects.filter(meeting=meeting, status__in=IN_HAND).first()
