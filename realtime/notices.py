"""Journal entry → notice: rendered once for each language and audience that listens."""

import logging
from collections.abc import Collection, Mapping, Sequence

from django.db import Error as DatabaseError
from django.template.loader import render_to_string
from django.utils import translation

from realtime import parts, protocol
from realtime.livepart import Asked, Live, LivePart
from realtime.news import News, Readers
from realtime.stage import Stage

logger = logging.getLogger(__name__)

Frames = dict[Readers, bytes]
Elements = dict[str, str | None]
_NOTHING = Live()


def render(news: Sequence[News], readers: Collection[Readers]) -> list[Frames]:
    """Make the frames of each piece of news: as many as there are different readers.

    However many sockets listen, this is called once; needs a thread that may use the database.
    """
    shown: dict[Readers, Elements] = {each: {} for each in readers}
    stages = {one.meeting_id: Stage(one.meeting_id) for one in news}
    return [
        {each: frame_for(one, each, shown[each], stages[one.meeting_id]) for each in readers}
        for one in news
    ]


def frame_for(news: News, readers: Readers, shown: Elements, stage: Stage) -> bytes:
    """Return what these readers are sent: the notice, or its bare number if it is not for them.

    A part that cannot be rendered must neither stop the meeting nor leave a stale page: these
    readers are told to reload. ``shown`` keeps what was rendered for earlier news of the same call:
    an element has one state, whichever entry it is sent with. ``stage`` is what was read of the
    meeting for the other readers of the call.
    """
    if not readers.audience.sees(news.audience):
        return protocol.blank(news.seq)
    try:
        return _notice(news, readers, shown, stage)
    except DatabaseError:
        raise  # the database may answer the next time
    except Exception:  # a broken template or selector, whatever it raises
        logger.exception("Notice %s of meeting %s cannot be made", news.seq, news.meeting_id)
        return protocol.RESYNC


def _notice(news: News, readers: Readers, shown: Elements, stage: Stage) -> bytes:
    live = parts.LIVE.get(news.kind, _NOTHING)
    facts = {**news.payload, "seq": news.seq}
    asked = Asked(news.meeting_id, readers.audience, readers.language, stage, facts)
    with translation.override(readers.language):
        return protocol.notice(
            seq=news.seq,
            kind=news.kind,
            at=news.at,
            data=news.payload,
            parts=rendered(live.parts, asked, shown),
            say=live.say(asked) if live.say else None,
        )


def rendered(
    sent: Sequence[LivePart], asked: Asked, shown: Elements
) -> list[Mapping[str, str | None]]:
    """Render the parts that the asking audience is sent, in the active language."""
    return [_element(part, asked, shown) for part in sent if asked.audience.sees(part.audience)]


def _element(part: LivePart, asked: Asked, shown: Elements) -> dict[str, str | None]:
    name = part.id.format_map(asked.facts)
    if name not in shown:
        shown[name] = _html(part, asked)
    place = {"into": part.into} if part.into else {}
    return {"id": name, **place, "html": shown[name]}


def _html(part: LivePart, asked: Asked) -> str | None:
    context = part.show(asked)
    return None if context is None else render_to_string(part.template, dict(context)).strip()
