"""Channels of interpretation: who speaks into which language of a meeting."""

from dataclasses import dataclass

from council.accounts.models import User
from council.members.selectors import interpreter_directions
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
