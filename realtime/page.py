"""The page of the room: every live part as the hub would send it, and what is personal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from council.accounts.models import User
from council.kernel.audience import Audience
from council.members.selectors import Viewer, interpreter_directions, member_of
from deliberation.floor.selectors.own import own_request
from deliberation.meetings.selectors.presence import mark_of
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.selectors.standing import audience_for, is_presiding, takes_part
from deliberation.voting import live as voting
from realtime import shown
from realtime.livepart import Asked

Context = dict[str, Any]
COMMON = {
    "agenda": shown.agenda,
    "item": shown.item,
    "channels": shown.channels,
    "status": shown.status,
    "head": shown.stream_head,
    "stream": shown.stream,
    "floor": shown.floor,
    "ballot": shown.paper,
}
DESK = {
    "desk_meeting": shown.desk_meeting,
    "desk_floor": shown.desk_floor,
    "desk_poll": shown.desk_poll,
}
WALL = ("item", "status", "floor", "ballot", "stream")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the page is made for: what they may do in this meeting, apart from what they see."""

    audience: Audience
    is_presiding: bool
    takes_part: bool
    mark: str
    writes: tuple[str, ...]  # languages they may write in, the usual one first
    directions: tuple[tuple[str, str], ...]  # in which they interpret: from, into

    @property
    def runs_the_desk(self) -> bool:
        """Sees the controls of the meeting."""
        return self.audience is Audience.DESK

    @property
    def is_present(self) -> bool:
        """Is in attendance, in the hall or remotely."""
        return self.mark in {"hall", "remote"}


def room_context(viewer: Viewer, meeting_id: int, language: str) -> Context:
    """Return what the room shows to the viewer.

    Raises:
        Unseen: there is no such meeting, or not for the viewer.
    """
    meeting = meeting_for(viewer, meeting_id)
    audience = audience_for(viewer, meeting)
    asked = Asked(meeting_id, audience, language)
    parts = COMMON | (DESK if audience is Audience.DESK else {})
    return {
        "meeting": meeting,
        "reader": reader_of(viewer, meeting_id, language),
        "own": own_request(viewer, meeting_id),
        "receipt": voting.receipt_of(viewer, voting.open_poll_of(meeting_id)),
        **{name: show(asked) for name, show in parts.items()},
    }


def wall_context(meeting_id: int, language: str, viewer: Viewer) -> Context:
    """Return what the wall of the hall shows: what everybody may see, in large type.

    Raises:
        Unseen: there is no such meeting, or not for the viewer.
    """
    meeting = meeting_for(viewer, meeting_id)
    asked = Asked(meeting_id, Audience.PUBLIC, language)
    return {"meeting": meeting, **{name: COMMON[name](asked) for name in WALL}}


def reader_of(viewer: Viewer, meeting_id: int, language: str) -> Reader:
    """Return who the viewer is in the meeting."""
    meeting = meeting_for(viewer, meeting_id)
    if not isinstance(viewer, User):
        return Reader(Audience.PUBLIC, False, False, "", (), ())
    member = member_of(viewer, meeting.council_id)
    speaks = [] if member is None else member.speaks
    return Reader(
        audience=audience_for(viewer, meeting),
        is_presiding=is_presiding(viewer, meeting),
        takes_part=takes_part(viewer, meeting),
        mark=str(mark_of(viewer, meeting) or ""),
        writes=tuple(dict.fromkeys([*speaks, language, *meeting.council.languages])),
        directions=tuple(_pairs(interpreter_directions(viewer, meeting.council_id))),
    )


def _pairs(directions: Iterable[str]) -> Iterator[tuple[str, str]]:
    for direction in directions:
        source, _arrow, target = direction.partition(">")
        yield source, target
