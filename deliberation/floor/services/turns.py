"""Giving the floor and ending turns: the work of whoever presides."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Member
from council.rules.errors import RuleViolation
from deliberation.floor.events import FloorEnded, FloorExtended, FloorGiven
from deliberation.floor.models import (
    InterpreterSignal,
    RequestKind,
    RequestStatus,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.floor.selectors.clock import clock_of, turn_in
from deliberation.floor.selectors.waiting import suggested_order
from deliberation.floor.services.locks import locked_meeting, require_open, tell
from deliberation.floor.services.requests import RequestGone, end_request
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.electorate import bylaws_in, present_ids
from deliberation.meetings.selectors.focus import item_before
from deliberation.meetings.selectors.participants import participant_ids
from deliberation.meetings.services.attendance import NotAParticipant

A_MINUTE = 60  # seconds


class FloorTaken(RuleViolation):
    """Somebody else has the floor."""

    code = "floor_taken"


class SpeakerAbsent(RuleViolation):
    """The person who is to speak is not there."""

    code = "speaker_absent"


class TurnOver(RuleViolation):
    """The turn has ended."""

    code = "turn_over"


@transaction.atomic
def give_floor(
    *,
    actor: User,
    meeting_id: int,
    request_id: int | None = None,
    member_id: int | None = None,
    seconds: int | None = None,
    after_turn_id: int | None = None,
) -> SpeakingTurn:
    """Let somebody speak: one of those who wait, or anybody present.

    Leaving the suggested order is the chair's right; it is noted in the journal.

    Args:
        actor: Who presides.
        meeting_id: The meeting.
        request_id: The request that is granted.
        member_id: Who gets the floor without having asked; ignored beside a request.
        seconds: For how long; None: as long as the by-laws give.
        after_turn_id: The running turn that is to end for it, as the actor sees it. Without it,
            or when another turn has begun meanwhile, nobody is interrupted.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        FloorTaken: somebody has the floor.
        RequestGone: the request no longer waits.
        NotAParticipant: the person has neither seat nor duty in the body.
        SpeakerAbsent: the person is not there.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "floor.give_floor", meeting)
    require_open(meeting)
    item = item_before(meeting)
    ordered = suggested_order(meeting, item)
    request = _asked(ordered, request_id, member_id)
    speaker = _speaker(meeting, request, member_id)
    ended = _ended_for(meeting, after_turn_id)
    passed_over = ordered[0].member_id if ordered and ordered[0] is not request else None
    turn = _begin(meeting, item, speaker, request)
    turn.allotted_seconds = seconds or bylaws_in(meeting).floor.speaking
    turn.is_deviation = passed_over is not None
    turn.save()
    tell(actor, meeting, _given(turn, passed_over, ended), item)
    return turn


@transaction.atomic
def end_turn(*, actor: User, turn_id: int) -> SpeakingTurn:
    """End the turn; ending it again changes nothing.

    Raises:
        PermissionDenied: the actor does not preside.
    """
    turn = _locked_turn(turn_id)
    authorise(actor, "floor.end_turn", turn.meeting)
    if turn.ended_at is None:
        spoken = stop(turn)
        event = FloorEnded(turn.pk, turn.member_id, spoken)
        tell(actor, turn.meeting, event, turn.item)
    return turn


@transaction.atomic
def extend_turn(*, actor: User, turn_id: int, seconds: int = A_MINUTE) -> SpeakingTurn:
    """Give the speaker more time.

    Raises:
        PermissionDenied: the actor does not preside.
        TurnOver: the turn has ended.
    """
    turn = _locked_turn(turn_id)
    authorise(actor, "floor.extend_turn", turn.meeting)
    if turn.ended_at is not None:
        raise TurnOver
    turn.extended_seconds += seconds
    turn.save(update_fields=["extended_seconds"])
    tell(actor, turn.meeting, FloorExtended(turn.pk, turn.member_id, seconds), turn.item)
    return turn


def stop(turn: SpeakingTurn) -> int:
    """End the turn and settle what interpreters signalled in it; return the time spoken [s]."""
    now = timezone.now()
    spoken = clock_of(turn, warning=0, now=now).spoken
    turn.ended_at = now
    if turn.paused_at is not None:
        turn.paused_seconds += int((now - turn.paused_at).total_seconds())
        turn.paused_at = None
    turn.save(update_fields=["ended_at", "paused_at", "paused_seconds"])
    standing = InterpreterSignal.objects.filter(meeting=turn.meeting, settled_at=None)
    standing.filter(turn=turn).update(settled_at=now)
    return spoken


def _asked(
    ordered: Sequence[SpeakingRequest], request_id: int | None, member_id: int | None
) -> SpeakingRequest | None:
    if request_id is None:
        return next((one for one in ordered if one.member_id == member_id), None)
    request = next((one for one in ordered if one.pk == request_id), None)
    if request is None:
        raise RequestGone
    return request


def _speaker(meeting: Meeting, request: SpeakingRequest | None, member_id: int | None) -> Member:
    speaker = request.member if request else Member.objects.get(pk=member_id or 0)
    if speaker.pk not in participant_ids(meeting):
        raise NotAParticipant(name=speaker.public_name)
    if speaker.pk not in present_ids(meeting):
        raise SpeakerAbsent(name=speaker.public_name)
    return speaker


def _ended_for(meeting: Meeting, after_turn_id: int | None) -> SpeakingTurn | None:
    running = turn_in(meeting)
    if running is None:
        return None
    if running.pk != after_turn_id:
        raise FloorTaken(name=running.member.public_name)
    stop(running)
    return running


def _begin(
    meeting: Meeting, item: AgendaItem | None, speaker: Member, request: SpeakingRequest | None
) -> SpeakingTurn:
    if request is not None:
        end_request(request, RequestStatus.GRANTED)
    return SpeakingTurn(
        meeting=meeting,
        item=item,
        member=speaker,
        request=request,
        kind=request.kind if request else RequestKind.SPEECH,
        group=request.group if request else "",
    )


def _given(turn: SpeakingTurn, passed_over: int | None, ended: SpeakingTurn | None) -> FloorGiven:
    return FloorGiven(
        turn_id=turn.pk,
        member_id=turn.member_id,
        purpose=str(turn.kind),
        seconds=turn.allotted_seconds,
        instead_of=passed_over,
        ended_turn_id=ended.pk if ended else None,
    )


def _locked_turn(turn_id: int) -> SpeakingTurn:
    meeting_id = SpeakingTurn.objects.values_list("meeting_id", flat=True).get(pk=turn_id)
    meeting = locked_meeting(meeting_id)
    turn = SpeakingTurn.objects.select_related("item", "member").get(pk=turn_id)
    turn.meeting = meeting
    return turn
