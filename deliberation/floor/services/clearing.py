"""What follows for the floor when the meeting goes on: old items keep neither turn nor list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from deliberation.floor.events import FloorCleared
from deliberation.floor.models import (
    InterpreterSignal,
    RequestKind,
    RequestStatus,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.floor.selectors.clock import turn_in
from deliberation.floor.selectors.waiting import waiting_requests
from deliberation.floor.services.locks import locked_meeting, tell
from deliberation.floor.services.turns import stop
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.electorate import present_ids, recused_ids
from deliberation.meetings.selectors.focus import item_before
from deliberation.rules.meetings import ItemStatus, MeetingStatus


@transaction.atomic
def clear_floor(*, actor: User | None, meeting_id: int) -> Meeting:
    """End the turn and drop the requests that the meeting has left behind.

    Those are of an item no longer before the meeting, of a closed discussion (points of order
    excepted), of people who left or take no part in the item, and all when the meeting is not
    open. Whoever asked before any item was called stays on the list for the one that is called.
    It follows from another's act and asks for no permission of its own.

    Args:
        actor: Who called or disposed of the item, left, or recessed the meeting.
        meeting_id: The meeting.
    """
    meeting = locked_meeting(meeting_id)
    item = item_before(meeting)
    lapsed = _lapsed(meeting, item)
    ended = _left_behind(meeting, item)
    SpeakingRequest.objects.filter(pk__in=[one.pk for one in lapsed]).update(
        status=RequestStatus.LAPSED, ended_at=timezone.now()
    )
    if item is not None and item.is_public:  # else the public would see them vanish, and wonder
        waiting_requests(meeting).filter(item=None).update(item=item)
    if ended is not None:
        stop(ended)
    if meeting.status is not MeetingStatus.OPEN:
        standing = InterpreterSignal.objects.filter(meeting=meeting, settled_at=None)
        standing.update(settled_at=timezone.now())
    _tell(actor, meeting, lapsed, ended)
    return meeting


def _lapsed(meeting: Meeting, item: AgendaItem | None) -> Sequence[SpeakingRequest]:
    waiting = list(waiting_requests(meeting).select_related("item"))
    if meeting.status is not MeetingStatus.OPEN:
        return waiting
    free = present_ids(meeting) - recused_ids(item.pk if item else None)
    return [one for one in waiting if one.member_id not in free or _is_late(one, item)]


def _is_late(request: SpeakingRequest, item: AgendaItem | None) -> bool:
    if request.item_id is not None and (item is None or request.item_id != item.pk):
        return True
    is_closed = item is not None and item.status is ItemStatus.DISCUSSED
    return is_closed and request.kind is not RequestKind.POINT_OF_ORDER


def _left_behind(meeting: Meeting, item: AgendaItem | None) -> SpeakingTurn | None:
    turn = turn_in(meeting)
    if turn is None or meeting.status is not MeetingStatus.OPEN:
        return turn
    is_of_now = turn.item_id is None or (item is not None and turn.item_id == item.pk)
    return None if is_of_now else turn


def _tell(
    actor: User | None,
    meeting: Meeting,
    lapsed: Sequence[SpeakingRequest],
    ended: SpeakingTurn | None,
) -> None:
    members = [one.member_id for one in lapsed]
    items = [one.item for one in lapsed]
    if ended is not None:
        members.append(ended.member_id)
        items.append(ended.item)
    if members:
        event = FloorCleared(tuple(dict.fromkeys(members)), ended.pk if ended else None)
        tell(actor, meeting, event, items[-1])
