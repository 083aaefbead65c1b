"""Asking for the floor, and no longer asking for it."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Member
from council.members.selectors import member_of
from council.rules.errors import RuleViolation
from deliberation.floor.events import FloorDeclined, FloorRequested, FloorWithdrawn
from deliberation.floor.models import RequestKind, RequestStatus, SpeakingRequest
from deliberation.floor.selectors.waiting import waiting_requests
from deliberation.floor.services.locks import locked_meeting, require_open, tell
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.electorate import present_ids, recused_ids
from deliberation.meetings.selectors.focus import item_before
from deliberation.meetings.services.discussion import NotPresent, Recused
from deliberation.rules.floor import SpeakersList
from deliberation.rules.meetings import ItemStatus


class AlreadyWaiting(RuleViolation):
    """The person waits for the floor already."""

    code = "already_waiting"


class FloorClosed(RuleViolation):
    """The discussion is closed; nobody is put on the list for it any more."""

    code = "floor_closed"


class RequestGone(RuleViolation):
    """The request no longer waits: withdrawn, granted, declined or lapsed."""

    code = "request_gone"


@transaction.atomic
def request_floor(
    *,
    actor: User,
    meeting_id: int,
    kind: RequestKind = RequestKind.SPEECH,
    language: str = "",
    group: SpeakersList = SpeakersList.NONE,
) -> SpeakingRequest:
    """Put the actor on the list of those who want to speak.

    Args:
        actor: Who wants to speak.
        meeting_id: The meeting.
        kind: A speech, for or against, or a point of order, which comes first.
        language: The language they will speak; empty for the one they speak best.
        group: The list of speakers they put themselves on, before everybody; it has nothing to do
            with what they may have said of themselves under seal, nor with their seat.

    Raises:
        PermissionDenied: the actor has neither seat nor duty in the body.
        MeetingNotOpen: the meeting does no business now.
        NotPresent: the actor is not in attendance.
        Recused: the actor takes no part in the item.
        FloorClosed: the discussion is closed, and it is no point of order.
        AlreadyWaiting: the actor is on the list already.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "floor.request_floor", meeting)
    require_open(meeting)
    item = item_before(meeting)
    speaker = _speaker(actor, meeting, item)
    _require_floor(meeting, item, speaker, kind)
    spoken = language or next(iter(speaker.speaks), actor.language or "en")
    request = SpeakingRequest.objects.create(
        meeting=meeting,
        item=item,
        member=speaker,
        kind=kind,
        language=spoken,
        group=str(group),
    )
    tell(actor, meeting, FloorRequested(request.pk, speaker.pk, str(kind), spoken), item)
    return request


@transaction.atomic
def withdraw_request(*, actor: User, request_id: int) -> SpeakingRequest:
    """Take the actor off the list again; doing it twice changes nothing.

    Raises:
        PermissionDenied: it is somebody else's request.
        RequestGone: it was granted, declined, or has lapsed.
    """
    meeting = locked_meeting(_meeting_of(request_id))
    request = _request(meeting, request_id)
    authorise(actor, "floor.withdraw_request", request)
    if request.status is RequestStatus.WITHDRAWN:
        return request
    require_waiting(request)
    end_request(request, RequestStatus.WITHDRAWN)
    tell(actor, meeting, FloorWithdrawn(request.pk, request.member_id), request.item)
    return request


@transaction.atomic
def decline_request(*, actor: User, request_id: int) -> SpeakingRequest:
    """Take somebody off the list without giving them the floor.

    Raises:
        PermissionDenied: the actor does not preside.
        RequestGone: it no longer waits.
    """
    meeting = locked_meeting(_meeting_of(request_id))
    authorise(actor, "floor.decline_request", meeting)
    request = _request(meeting, request_id)
    require_waiting(request)
    end_request(request, RequestStatus.DECLINED)
    tell(actor, meeting, FloorDeclined(request.pk, request.member_id), request.item)
    return request


def require_waiting(request: SpeakingRequest) -> None:
    """Do nothing if the request waits.

    Raises:
        RequestGone: it does not.
    """
    if request.status is not RequestStatus.WAITING:
        raise RequestGone(status=str(request.status))


def end_request(request: SpeakingRequest, status: RequestStatus) -> None:
    """Store what became of the request."""
    request.status, request.ended_at = status, timezone.now()
    request.save(update_fields=["status", "ended_at"])


def _speaker(actor: User, meeting: Meeting, item: AgendaItem | None) -> Member:
    speaker = member_of(actor, meeting.council_id)
    if speaker is None or speaker.pk not in present_ids(meeting):
        raise NotPresent
    if item is not None and speaker.pk in recused_ids(item.pk):
        raise Recused
    return speaker


def _require_floor(
    meeting: Meeting, item: AgendaItem | None, speaker: Member, kind: RequestKind
) -> None:
    is_closed = item is not None and item.status is ItemStatus.DISCUSSED
    if is_closed and kind is not RequestKind.POINT_OF_ORDER:
        raise FloorClosed
    if waiting_requests(meeting).filter(member=speaker).exists():
        raise AlreadyWaiting


def _meeting_of(request_id: int) -> int:
    return SpeakingRequest.objects.values_list("meeting_id", flat=True).get(pk=request_id)


def _request(meeting: Meeting, request_id: int) -> SpeakingRequest:
    rows = SpeakingRequest.objects.select_related("member", "item")
    request = rows.get(pk=request_id, meeting=meeting)
    request.meeting = meeting
    return request
