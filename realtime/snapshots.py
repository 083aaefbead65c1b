"""The room as it stands: rendered once for all who read the same, however many open the page."""

from collections.abc import Mapping

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from council.kernel.audience import Audience
from realtime import parts
from realtime.livepart import Asked, LivePart

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


def room_snapshot(asked: Asked, seq: int) -> Mapping[str, str]:
    """Return the HTML of the room's parts by name; the same for all readers of one kind.

    ``seq`` is the number of the journal the snapshot reflects: a new entry makes a new snapshot.
    """
    key = f"room:{asked.meeting_id}:{seq}:{asked.audience}:{asked.language}"
    kept: Mapping[str, str] | None = cache.get(key)
    if kept is None:
        kept = render_parts(ROOM, asked)
        cache.set(key, kept, FRESH)
    return kept


def wall_snapshot(meeting_id: int, language: str) -> Mapping[str, str]:
    """Return the HTML of what the wall of the hall shows, which is what everybody may see."""
    return render_parts(WALL, Asked(meeting_id, Audience.PUBLIC, language))


def render_parts(shown: tuple[LivePart, ...], asked: Asked) -> Mapping[str, str]:
    """Render the parts that the audience is sent, by name with underscores."""
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
