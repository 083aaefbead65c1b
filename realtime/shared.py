"""Notices made once for all processes: where the act was done, for all who read them anywhere.

The journal entry takes the finished frames along to the other processes, so that none of them reads
the database and renders for it. Nothing depends on that: who lacks a frame makes it, as a process
does that is alone.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from council.kernel.audience import Audience
from realtime import notices
from realtime.hub import Hub
from realtime.news import News, Readers
from realtime.notices import Frames
from realtime.presence import Presence
from realtime.threads import rendering

KEPT = 256  # notices of others whose frames wait for their room; the oldest give way

Number = tuple[int, int]
Tell = Callable[[News, Frames], None]


class Shared:
    """What this process makes for others, and what others have made for it."""

    def __init__(self, hub: Hub, presence: Presence, tell: Tell) -> None:
        self._hub, self._presence, self._tell = hub, presence, tell
        self._ours: dict[Number, News] = {}
        self._theirs: OrderedDict[Number, Frames] = OrderedDict()

    def announce(self, news: News) -> None:
        """Tell the others of an act that was done here: with its frames, if any are made for it."""
        room = self._hub.rooms.get(news.meeting_id)
        is_made = room is not None and room.seq < news.seq
        if is_made and self._presence.readers_elsewhere(news.meeting_id):
            self._ours[_number(news)] = news
        else:
            self._tell(news, {})

    def take(self, news: News, frames: Frames) -> None:
        """Keep what another process has made, until the meeting's room asks for it."""
        if frames:
            self._theirs[_number(news)] = frames
        if len(self._theirs) > KEPT:
            self._theirs.popitem(last=False)

    async def render(self, news: Sequence[News], readers: Collection[Readers]) -> list[Frames]:
        """Return the frames of each piece of news, made here only if nobody else has made them."""
        ours = [self._ours.pop(_number(one)) for one in news if _number(one) in self._ours]
        everybody = set(readers).union(*(self._elsewhere(one) for one in ours))
        known = [self._theirs.pop(_number(one), {}) for one in news]
        lacking = [one for one, has in zip(news, known, strict=True) if everybody - has.keys()]
        made: Mapping[Number, Frames] = {}
        try:
            if lacking:
                frames = await rendering(notices.render)(lacking, everybody)
                made = dict(zip(map(_number, lacking), frames, strict=True))
        finally:
            for one in ours:
                self._tell(one, made.get(_number(one), {}))
        return [has | made.get(_number(one), {}) for one, has in zip(news, known, strict=True)]

    def _elsewhere(self, news: News) -> frozenset[Readers]:
        return self._presence.readers_elsewhere(news.meeting_id)


def as_message(frames: Frames) -> list[tuple[str, str, bytes]]:
    """Make something of the frames that every channel layer can carry."""
    return [(each.language, each.audience.value, frame) for each, frame in frames.items()]


def from_message(message: Mapping[str, Any]) -> Frames:
    """Read what ``as_message`` made; an entry may come without."""
    found = message.get("frames", ())
    return {Readers(language, Audience(who)): frame for language, who, frame in found}


def _number(news: News) -> Number:
    return news.meeting_id, news.seq
