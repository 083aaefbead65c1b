"""The page of the room: what all readers of one kind see, and what is one person's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from council.kernel.audience import Audience
from council.members.selectors import Viewer
from deliberation.floor.selectors.own import own_request
from deliberation.meetings.selectors.own import Own, own_in
from deliberation.voting import live as voting
from realtime.livepart import Asked
from realtime.snapshots import TOKEN, room_snapshot, wall_snapshot

Context = dict[str, Any]
Meeting = Any  # the live meeting reads through selectors and does not know their models


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
    poll = voting.open_poll_of(meeting.pk)
    return {
        "meeting": meeting,
        "reader": reader,
        "own": own_request(viewer, meeting.pk),
        "receipt": voting.receipt_of(viewer, poll, is_there=reader.own.is_present),
        "parts": room_snapshot(Asked(meeting.pk, reader.audience, language), seq),
    }


def wall_context(meeting: Meeting, language: str) -> Context:
    """Return what the wall of the hall shows, in large type."""
    return {"meeting": meeting, "parts": wall_snapshot(meeting.pk, language)}


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
