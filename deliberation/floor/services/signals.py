"""Interpreters' signals to the chair and the speaker; some stop the speaker's clock."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.selectors import member_of
from deliberation.floor.events import SignalGiven, SignalSettled
from deliberation.floor.models import InterpreterSignal, SignalKind, SpeakingTurn
from deliberation.floor.selectors.channels import Channel
from deliberation.floor.selectors.clock import turn_in
from deliberation.floor.services.locks import locked_meeting, require_open, tell
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.focus import item_before


@transaction.atomic
def signal_interpretation(
    *, actor: User, meeting_id: int, signal: SignalKind, language: str
) -> InterpreterSignal:
    """Tell the chair and the speaker that the interpreter cannot follow.

    When the interpreter cannot hear or needs a break, the speaker's clock stands until the chair
    settles it. The same signal is not given twice while it stands.

    Args:
        actor: The interpreter.
        meeting_id: The meeting.
        signal: What is the matter.
        language: The language that the interpreter speaks into.

    Raises:
        PermissionDenied: the actor does not interpret into the language.
        MeetingNotOpen: the meeting does no business now.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "floor.signal_interpretation", Channel(meeting, language))
    require_open(meeting)
    standing = _standing(meeting).filter(kind=signal, language=language).first()
    if standing is not None:
        return standing
    turn = turn_in(meeting)
    given = _give(actor, meeting, turn, signal, language)
    is_stopped = turn is not None and signal.stops_the_clock
    if turn is not None and is_stopped:
        _pause(turn)
    event = SignalGiven(str(signal), language, turn.pk if turn else None, is_stopped)
    tell(actor, meeting, event, item_before(meeting))
    return given


@transaction.atomic
def settle_signals(*, actor: User, meeting_id: int) -> Meeting:
    """Take note that interpreters can follow again; the speaker's clock runs on.

    Raises:
        PermissionDenied: the actor does not preside.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "floor.settle_signals", meeting)
    turn = turn_in(meeting)
    settled = _standing(meeting).update(settled_at=timezone.now())
    if settled or (turn is not None and turn.paused_at is not None):
        if turn is not None:
            _resume(turn)
        event = SignalSettled(turn.pk if turn else None)
        tell(actor, meeting, event, item_before(meeting))
    return meeting


def _standing(meeting: Meeting) -> QuerySet[InterpreterSignal]:
    return InterpreterSignal.objects.filter(meeting=meeting, settled_at=None)


def _give(
    actor: User, meeting: Meeting, turn: SpeakingTurn | None, signal: SignalKind, language: str
) -> InterpreterSignal:
    interpreter = member_of(actor, meeting.council_id)
    assert interpreter is not None  # noqa: S101 - whoever holds the office is a member
    return InterpreterSignal.objects.create(
        meeting=meeting, turn=turn, member=interpreter, kind=signal, language=language
    )


def _pause(turn: SpeakingTurn) -> None:
    if turn.paused_at is None:
        turn.paused_at = timezone.now()
        turn.save(update_fields=["paused_at"])


def _resume(turn: SpeakingTurn) -> None:
    if turn.paused_at is not None:
        turn.paused_seconds += int((timezone.now() - turn.paused_at).total_seconds())
        turn.paused_at = None
        turn.save(update_fields=["paused_at", "paused_seconds"])
