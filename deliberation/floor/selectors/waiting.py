"""Who waits for the floor, and in which order it is suggested."""

from collections.abc import Sequence

from django.db.models import QuerySet

from deliberation.floor.models import (
    RequestKind,
    RequestStatus,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.floor.selectors.clock import as_taken
from deliberation.floor.selectors.ordering import Ordering, ordering_in
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.rules.floor import FloorRequest, TurnTaken, speaking_order


def waiting_requests(meeting: Meeting) -> QuerySet[SpeakingRequest]:
    """Return the requests that wait in the meeting, first come first."""
    rows = SpeakingRequest.objects.filter(meeting=meeting, status=RequestStatus.WAITING)
    return rows.select_related("member__organisation").order_by("pk")


def suggested_order(meeting: Meeting, item: AgendaItem | None) -> Sequence[SpeakingRequest]:
    """Return the waiting requests in the order that the rule of the meeting suggests.

    Args:
        meeting: The meeting, with its by-laws.
        item: What is before the meeting; who has spoken counts from its call.
    """
    turns = SpeakingTurn.objects.filter(meeting=meeting, item=item).order_by("pk")
    ordering = ordering_in(meeting, bylaws_in(meeting))
    return in_order(ordering, list(waiting_requests(meeting)), list(turns))


def in_order(
    ordering: Ordering, requests: Sequence[SpeakingRequest], turns: Sequence[SpeakingTurn]
) -> Sequence[SpeakingRequest]:
    """Put the requests into the order that the rule suggests after these turns on the item."""
    ordered = speaking_order(
        ordering.order,
        [_as_asked(request) for request in requests],
        taken=speeches(turns),
        budgets=ordering.budgets,
    )
    by_id = {request.pk: request for request in requests}
    return [by_id[one.request] for one in ordered]


def speeches(turns: Sequence[SpeakingTurn]) -> Sequence[TurnTaken]:
    """Return what counts for the order: points of order do not, nor the time of a turn that runs.

    Else the order would change while nothing happens, and no page would be told.
    """
    counting = [turn for turn in turns if turn.kind is not RequestKind.POINT_OF_ORDER]
    return [
        as_taken(turn) if turn.ended_at else TurnTaken(turn.member_id, turn.group, 0)
        for turn in counting
    ]


def _as_asked(request: SpeakingRequest) -> FloorRequest:
    return FloorRequest(
        request=request.pk,
        person=request.member_id,
        group=request.group,
        is_point_of_order=request.kind is RequestKind.POINT_OF_ORDER,
    )
