"""The clock of a turn: kept by the server, shown everywhere."""

from datetime import datetime, timedelta

from django.utils import timezone

from deliberation.floor.models import SpeakingTurn
from deliberation.meetings.models import Meeting
from deliberation.rules.floor import SpeakingClock, TurnTaken, speaking_clock


def turn_in(meeting: Meeting) -> SpeakingTurn | None:
    """Return the turn of whoever has the floor now."""
    rows = SpeakingTurn.objects.filter(meeting=meeting, ended_at=None)
    return rows.select_related("member__organisation", "item").first()


def clock_of(turn: SpeakingTurn, warning: int, now: datetime | None = None) -> SpeakingClock:
    """Return how the turn stands with its time.

    Args:
        turn: The turn.
        warning: How long before the end the speaker is warned [s].
        now: The moment of reading.
    """
    until = turn.ended_at or now or timezone.now()
    return speaking_clock(
        allotted=turn.allotted_seconds,
        elapsed=_seconds(until - turn.started_at),
        warning=warning,
        extended=turn.extended_seconds,
        paused=turn.paused_seconds + _pause(turn, until),
    )


def deadline_of(turn: SpeakingTurn) -> datetime | None:
    """Return when the turn's time is up; None while its clock stands."""
    if turn.paused_at is not None:
        return None
    given = turn.allotted_seconds + turn.extended_seconds + turn.paused_seconds
    return turn.started_at + timedelta(seconds=given)


def as_taken(turn: SpeakingTurn) -> TurnTaken:
    """Return what the turn adds to somebody's speaking time."""
    return TurnTaken(turn.member_id, turn.group, clock_of(turn, warning=0).spoken)


def _pause(turn: SpeakingTurn, until: datetime) -> int:
    return 0 if turn.paused_at is None else max(0, _seconds(until - turn.paused_at))


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
