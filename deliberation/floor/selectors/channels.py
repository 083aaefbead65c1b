"""Channels of interpretation: who speaks into which language of a meeting."""

from dataclasses import dataclass

from council.accounts.models import User
from council.members.selectors import interpreter_directions
from deliberation.floor.models import InterpreterSignal
from deliberation.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Channel:
    """A meeting in one language, as those hear it who listen to the interpreters."""

    meeting: Meeting
    language: str


def interprets_into(user: User, channel: Channel) -> bool:
    """Say whether the user interprets into the channel's language for the council."""
    directions = interpreter_directions(user, channel.meeting.council_id)
    return any(direction.endswith(f">{channel.language}") for direction in directions)


def standing_signals(meeting_id: int, language: str) -> frozenset[str]:
    """Return which signals stand in the meeting for those who listen in the language."""
    rows = InterpreterSignal.objects.filter(meeting_id=meeting_id, settled_at=None)
    return frozenset(map(str, rows.filter(language=language).values_list("kind", flat=True)))
