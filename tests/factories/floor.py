"""People who wait for the floor, and people who have it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from council.members.models import Member
from deliberation.floor.models import (
    InterpreterSignal,
    SignalKind,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.focus import item_before


def make_request(meeting: Meeting, member: Member, **facts: Any) -> SpeakingRequest:
    """Let the member wait for the floor, on the item before the meeting."""
    defaults: dict[str, Any] = {"item": item_before(meeting), "language": "en"}
    return SpeakingRequest.objects.create(meeting=meeting, member=member, **defaults | facts)


def make_turn(meeting: Meeting, member: Member, *, ago: int = 0, **facts: Any) -> SpeakingTurn:
    """Let the member have the floor, since so many seconds."""
    defaults: dict[str, Any] = {
        "item": item_before(meeting),
        "allotted_seconds": 180,
        "started_at": timezone.now() - timedelta(seconds=ago),
    }
    return SpeakingTurn.objects.create(meeting=meeting, member=member, **defaults | facts)


def make_past_turn(
    meeting: Meeting, member: Member, *, seconds: int = 60, **facts: Any
) -> SpeakingTurn:
    """Let the member have had the floor for so many seconds."""
    started = timezone.now() - timedelta(hours=1)
    times = {"started_at": started, "ended_at": started + timedelta(seconds=seconds)}
    return make_turn(meeting, member, **times | facts)


def make_signal(
    meeting: Meeting, member: Member, kind: SignalKind = SignalKind.SLOWER, **facts: Any
) -> InterpreterSignal:
    """Let an interpreter give a signal that stands."""
    return InterpreterSignal.objects.create(
        meeting=meeting, member=member, kind=kind, **{"language": "tr"} | facts
    )
