"""Interpretation in the room: into which languages people interpret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council.kernel.audience import Audience
from council.members.models import Office, OfficeKind
from council.members.selectors import current
from deliberation.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Channel:
    """A language of the council and who interprets into it."""

    language: str
    interpreters: Sequence[str]

    @property
    def mode(self) -> str:
        """``human`` where somebody interprets, else ``none``, as the style sheet calls it."""
        return "human" if self.interpreters else "none"


def channels_part(meeting_id: int, audience: Audience, language: str) -> Mapping[str, Any]:
    """Return what ``meetings/live/channels.html`` shows: a channel for each language offered."""
    meeting = Meeting.objects.select_related("council").get(pk=meeting_id)
    offices = Office.objects.filter(
        body__council_id=meeting.council_id,
        kind=OfficeKind.INTERPRETER,
        member__is_active=True,
    )
    duties = [
        (office.member.public_name, {one.partition(">")[2] for one in office.directions})
        for office in current(offices).select_related("member").order_by("pk")
    ]
    return {"channels": [_channel(code, duties) for code in meeting.council.languages]}


def _channel(language: str, duties: Sequence[tuple[str, set[str]]]) -> Channel:
    names = dict.fromkeys(name for name, targets in duties if language in targets)
    return Channel(language, tuple(names))
