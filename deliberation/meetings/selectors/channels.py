"""Interpretation in the room: into which languages people interpret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council.kernel.audience import Audience
from deliberation.meetings.selectors.moment import Moment


@dataclass(frozen=True, slots=True)
class Channel:
    """A language of the council and who interprets into it."""

    language: str
    interpreters: Sequence[str]

    @property
    def mode(self) -> str:
        """``human`` where somebody interprets, else ``none``, as the style sheet calls it."""
        return "human" if self.interpreters else "none"


def channels_part(
    meeting_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Mapping[str, Any]:
    """Return what ``meetings/live/channels.html`` shows: a channel for each language offered."""
    shown = moment or Moment(meeting_id)
    duties = [
        (office.member.public_name, {one.partition(">")[2] for one in office.directions})
        for office in shown.interpreters
    ]
    return {"channels": [_channel(code, duties) for code in shown.meeting.council.languages]}


def _channel(language: str, duties: Sequence[tuple[str, set[str]]]) -> Channel:
    names = dict.fromkeys(name for name, targets in duties if language in targets)
    return Channel(language, tuple(names))
