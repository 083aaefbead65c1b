"""The page of the room: what all readers of one kind see, and what is one person's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from council.kernel.audience import Audience
from council.members.selectors import Viewer
from deliberation.floor.selectors.own import request_of
from deliberation.meetings.selectors.own import Own, own_in
from deliberation.voting import live as voting
from realtime.snapshots import TOKEN, room_snapshot, wall_snapshot
from realtime.stage import Meeting

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the page is made for: what they may do in this meeting, apart from what they see."""

    own: Own
    writes: tuple[str, ...]  # languages they may write in, the usual one first
    directions: tuple[tuple[str, str], ...]  # in which they interpret: from, into

    @property
    def audience(self) -> Audience:
        """Whose notices the page follows."""
        return self.own.audience


def room_context(viewer: Viewer, meeting: Meeting, language: str, seq: int) -> Context:
    """Return what the room shows to the viewer, as it stood at number ``seq`` of the journal."""
    reader = reader_of(viewer, meeting, language)
    room, own = room_snapshot(meeting, reader.audience, language, seq), reader.own
    return {
        "meeting": meeting,
        "reader": reader,
        "own": request_of(own, meeting, room.queue),
        "receipt": voting.receipt_of(viewer, room.open_poll_id, is_there=own.is_present),
        "parts": room.parts,
    }


def wall_context(meeting: Meeting, language: str) -> Context:
    """Return what the wall of the hall shows, in large type."""
    return {"meeting": meeting, "parts": wall_snapshot(meeting, language)}


def with_token(parts: Mapping[str, str], token: str) -> Mapping[str, SafeString]:
    """Put the reader's own token into the forms of parts that are the same for many."""
    return {
        name: mark_safe(html.replace(TOKEN, token))  # noqa: S308 - rendered by our templates
        for name, html in parts.items()
    }


def reader_of(viewer: Viewer, meeting: Meeting, language: str) -> Reader:
    """Return who the viewer is in the meeting."""
    own = own_in(viewer, meeting)
    speaks = [] if own.member is None else own.member.speaks
    return Reader(
        own=own,
        writes=tuple(dict.fromkeys([*speaks, language, *meeting.council.languages])),
        directions=tuple(_pairs(own.directions)),
    )


def _pairs(directions: Iterable[str]) -> Iterator[tuple[str, str]]:
    for direction in directions:
        source, _arrow, target = direction.partition(">")
        yield source, target
