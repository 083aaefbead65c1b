"""Minutes on the agenda: which meeting is to approve them, and whether it did."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from council.texts.selectors import bodies
from deliberation.meetings.models import AgendaItem, ItemKind, ItemResult, Meeting
from deliberation.minutes.models import Minutes
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.minutes import MinutesStatus
from deliberation.voting.models import Poll
from deliberation.voting.questions import question_on_item

PREPARED = (MeetingStatus.DRAFT, MeetingStatus.CONVENED)
GONE = (ItemStatus.POSTPONED, ItemStatus.WITHDRAWN)


def next_meeting_of(minutes: Minutes) -> Meeting | None:
    """Return the body's next meeting that is being prepared, or None."""
    meeting = minutes.meeting
    later = Meeting.objects.filter(
        body_id=meeting.body_id, starts_at__gt=meeting.starts_at, status__in=PREPARED
    )
    return later.order_by("starts_at", "pk").first()


def is_placed(minutes: Minutes) -> bool:
    """Say whether the minutes are on an agenda that is still to be dealt with."""
    return minutes.item is not None and minutes.item.status not in {*GONE, ItemStatus.DISPOSED}


def free_item_of(meeting: Meeting) -> AgendaItem | None:
    """Return an item about minutes that somebody has put there and that is about none yet."""
    items = AgendaItem.objects.filter(
        meeting=meeting, kind=ItemKind.MINUTES, status=ItemStatus.PLANNED
    )
    return items.filter(minutes_to_adopt__isnull=True).order_by("position", "pk").first()


def waiting_minutes(body_id: int) -> QuerySet[Minutes]:
    """Return the circulated minutes of the body that are on no agenda, oldest first."""
    placed = AgendaItem.objects.filter(pk=OuterRef("item_id")).exclude(
        status__in=[*GONE, ItemStatus.DISPOSED]
    )
    rows = Minutes.objects.filter(
        ~Exists(placed), meeting__body_id=body_id, status=MinutesStatus.CIRCULATED
    )
    return rows.order_by("meeting__starts_at", "pk")


def minutes_on(item_id: int) -> Minutes | None:
    """Return the circulated minutes that are before the meeting on this item, or None."""
    return Minutes.objects.filter(item_id=item_id, status=MinutesStatus.CIRCULATED).first()


def is_approved(minutes: Minutes) -> bool:
    """Say whether the meeting approved the item on which the minutes were before it."""
    return minutes.item is not None and minutes.item.result == ItemResult.APPROVED


def approving_poll(minutes: Minutes) -> Poll | None:
    """Return the vote that approved the minutes; None: there was none, as in the consent block."""
    if minutes.item is None:
        return None
    polls = Poll.objects.filter(
        Q(outcome__result="carried"),
        item_id=minutes.item_id,
        proposal=None,
        amendment=None,
        annul_reason="",
        declared_at__isnull=False,
    )
    return polls.order_by("-declared_at").first()


def is_usual_question(poll: Poll) -> bool:
    """Say whether the poll asks, in the usual words, for approval of what its item lays before.

    Another question on the same item, such as whether to put it off, approves of nothing.
    """
    if poll.proposal_id is not None or poll.amendment_id is not None:
        return False
    usual = question_on_item(poll.item)
    return bodies(poll.question).get(usual.language) == usual.words[usual.language]
