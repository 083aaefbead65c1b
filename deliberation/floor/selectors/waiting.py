"""Who waits for the floor, in which order it is suggested, and on which list a person speaks."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from council.members.models import MandateRole
from council.members.selectors import mandates_of, today_in
from council.rules.bylaws import Bylaws
from deliberation.floor.models import (
    RequestKind,
    RequestStatus,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.meetings.models import AgendaItem, Meeting, Substitution
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.rules.floor import FloorRequest, speaking_order


def waiting_requests(meeting: Meeting) -> QuerySet[SpeakingRequest]:
    """Return the requests that wait in the meeting, first come first."""
    rows = SpeakingRequest.objects.filter(meeting=meeting, status=RequestStatus.WAITING)
    return rows.select_related("member__organisation").order_by("pk")


def suggested_order(meeting: Meeting, item: AgendaItem | None) -> Sequence[SpeakingRequest]:
    """Return the waiting requests in the order that the by-laws suggest.

    Args:
        meeting: The meeting, with its by-laws.
        item: What is before the meeting; who has spoken counts from its call.
    """
    turns = SpeakingTurn.objects.filter(meeting=meeting, item=item).order_by("pk")
    return in_order(bylaws_in(meeting), list(waiting_requests(meeting)), list(turns))


def in_order(
    bylaws: Bylaws, requests: Sequence[SpeakingRequest], turns: Sequence[SpeakingTurn]
) -> Sequence[SpeakingRequest]:
    """Put the requests into the order that the by-laws suggest after these turns on the item.

    Points of order count neither as having spoken nor for the alternation of the lists.
    """
    taken = [turn for turn in turns if turn.kind is not RequestKind.POINT_OF_ORDER]
    ordered = speaking_order(
        bylaws.floor.order,
        [_as_asked(request) for request in requests],
        spoken={turn.member_id for turn in taken},
        last_group=taken[-1].group if taken else "",
    )
    by_id = {request.pk: request for request in requests}
    return [by_id[one.request] for one in ordered]


def group_of(meeting: Meeting, member_id: int, item_id: int | None = None) -> str:
    """Return the speakers' list the member is on: for whom the seat is kept that they speak for.

    For an alternate that is the seat they stand in for; empty without a seat or such a seat.
    """
    acting = Substitution.objects.filter(
        Q(item=None) | Q(item_id=item_id), meeting=meeting, alternate_id=member_id, until=None
    )
    stood_in = acting.values_list("seat__group", flat=True).first()
    return groups_of(meeting, [member_id]).get(member_id, "") if stood_in is None else stood_in


def groups_of(meeting: Meeting, member_ids: Iterable[int]) -> Mapping[int, str]:
    """Return for whom the seats of these members are kept, a titular's own seat first."""
    mandates = mandates_of(meeting.body, today_in(meeting.council))
    rows = mandates.filter(member__in=list(member_ids)).values_list(
        "member_id", "role", "seat__group"
    )
    ranked = sorted(rows, key=lambda row: row[1] is MandateRole.TITULAR)
    return {member: group for member, _, group in ranked}


def _as_asked(request: SpeakingRequest) -> FloorRequest:
    return FloorRequest(
        request=request.pk,
        person=request.member_id,
        group=request.group,
        is_point_of_order=request.kind is RequestKind.POINT_OF_ORDER,
    )
