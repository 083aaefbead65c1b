"""Journal entry → notice: rendered once for each language and audience that listens."""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import Error as DatabaseError
from django.template.loader import render_to_string
from django.utils import translation

from realtime import parts, protocol
from realtime.livepart import Asked, Live, LivePart
from realtime.news import News, Readers

logger = logging.getLogger(__name__)

Frames = dict[Readers, bytes]
_NOTHING = Live()


def render(news: Sequence[News], readers: Collection[Readers]) -> list[Frames]:
    """Make the frames of each piece of news: as many as there are different readers.

    However many sockets listen, this is called once; needs a thread that may use the database.
    """
    return [{each: frame_for(one, each) for each in readers} for one in news]


def frame_for(news: News, readers: Readers) -> bytes:
    """Return what these readers are sent: the notice, or its bare number if it is not for them.

    A part that cannot be rendered must neither stop the meeting nor leave a stale page: these
    readers are told to reload.
    """
    if not readers.audience.sees(news.audience):
        return protocol.blank(news.seq)
    try:
        return _notice(news, readers)
    except DatabaseError:
        raise  # the database may answer the next time
    except Exception:  # a broken template or selector, whatever it raises
        logger.exception("Notice %s of meeting %s cannot be made", news.seq, news.meeting_id)
        return protocol.RESYNC


def _notice(news: News, readers: Readers) -> bytes:
    live = parts.LIVE.get(news.kind, _NOTHING)
    facts = {**news.payload, "seq": news.seq}
    asked = Asked(news.meeting_id, readers.audience, readers.language, facts)
    with translation.override(readers.language):
        return protocol.notice(
            seq=news.seq,
            kind=news.kind,
            at=news.at,
            data=news.payload,
            parts=rendered(live.parts, asked),
            say=live.say(asked) if live.say else None,
        )


def rendered(shown: Sequence[LivePart], asked: Asked) -> list[Mapping[str, str | None]]:
    """Render the parts that the asking audience is sent, in the active language."""
    return [_element(part, asked) for part in shown if asked.audience.sees(part.audience)]


def _element(part: LivePart, asked: Asked) -> dict[str, str | None]:
    context: Mapping[str, Any] | None = part.show(asked)
    html = None if context is None else render_to_string(part.template, dict(context)).strip()
    element: dict[str, str | None] = {"id": part.id.format_map(asked.facts)}
    if part.into:
        element["into"] = part.into
    return element | {"html": html}
