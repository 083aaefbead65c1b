"""The room as it stands: rendered once for all who read the same, however many open the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from council.kernel.audience import Audience
from deliberation.floor.selectors.scene import Queue
from realtime import parts
from realtime.livepart import Asked, LivePart
from realtime.stage import Meeting, Stage

# While one thread takes a snapshot, the others wait for it: a hall that loads the page at once,
# just after an act of the chair, would else take the same one as often as there are threads.
_TAKING = [Lock() for _ in range(64)]
TOKEN = "token-of-the-reader"  # noqa: S105 - stands where each page puts its own
FRESH = 15  # seconds; turnout and waiting times change without an entry in the journal
ROOM = (
    parts.STATUS,
    parts.AGENDA,
    parts.CHANNELS,
    parts.ITEM,
    parts.HEAD,
    parts.STREAM,
    parts.FLOOR,
    parts.PAPER,
    parts.BANNER,
    parts.DESK_MEETING,
    parts.DESK_POLL,
    parts.DESK_FLOOR,
)
WALL = (parts.STATUS, parts.ITEM, parts.STREAM, parts.FLOOR, parts.PAPER)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The room as all readers of one kind see it, and what their own parts are made from.

    Every change of the queue and every opening or closing of a poll is an entry of the journal,
    so these are as old as the parts and no older.
    """

    parts: Mapping[str, str]  # HTML by name
    queue: Queue
    open_poll_id: int | None


def room_snapshot(meeting: Meeting, audience: Audience, language: str, seq: int) -> Snapshot:
    """Return the room; the same for all readers of one kind.

    ``seq`` is the number of the journal the snapshot reflects: a new entry makes a new snapshot.
    """
    key = f"room:{meeting.pk}:{seq}:{audience}:{language}"
    kept: Snapshot | None = cache.get(key)
    if kept is None:
        with _TAKING[hash(key) % len(_TAKING)]:
            kept = cache.get(key)  # somebody else may have taken it while we waited
            if kept is None:
                kept = _taken(Asked(meeting.pk, audience, language, Stage(meeting.pk, meeting)))
                cache.set(key, kept, FRESH)
    return kept


def wall_snapshot(meeting: Meeting, language: str) -> Mapping[str, str]:
    """Return the HTML of what the wall of the hall shows, which is what everybody may see."""
    asked = Asked(meeting.pk, Audience.PUBLIC, language, Stage(meeting.pk, meeting))
    return render_parts(WALL, asked)


def _taken(asked: Asked) -> Snapshot:
    stage, audience = asked.stage, asked.audience
    poll = stage.votes.open_for(audience)
    return Snapshot(
        parts=render_parts(ROOM, asked),
        queue=stage.floor.as_seen_by(audience).queue,
        open_poll_id=poll.pk if poll else None,
    )


def render_parts(shown: tuple[LivePart, ...], asked: Asked) -> Mapping[str, str]:
    """Render the parts that the audience is sent, by name with underscores."""
    asked.stage.read_texts(asked.audience)
    with translation.override(asked.language):
        return {
            part.id.replace("-", "_"): _html(part, asked)
            for part in shown
            if asked.audience.sees(part.audience)
        }


def _html(part: LivePart, asked: Asked) -> str:
    context = part.show(asked)
    return "" if context is None else render_to_string(part.template, {**context, **_FORMS})


_FORMS = {"csrf_token": TOKEN}
