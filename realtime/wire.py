"""The wire to the other processes: what is said goes out in order, what they say comes in.

One channel per process, one group per meeting, over the channel layer. Nothing waits for it: a
layer that is slow or gone delays no act and no room, and a wire that fell silent is laid anew.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, cast

from channels.layers import BaseChannelLayer, get_channel_layer
from cryptography.fernet import InvalidToken

from realtime.loops import is_cancelled
from realtime.outages import logger_of

logger = logger_of(__name__)
logger_of("channels_redis.pubsub")  # which tells each second that Redis is away

EVERYONE = "majlis.everyone"
PULSE = 5.0  # after which a process says something, if only to hear itself [s]
SILENCE = 20.0  # after which a wire that carries not even that is laid anew [s]
AGAIN = 1.0  # before a broken wire is laid anew [s]
SETTLING = 1.0  # that a room waits to be heard of before it opens all the same [s]
CLOSING = 5.0  # for taking a broken wire away [s]
UNSENT = 10_000  # that may wait for a slow layer; the oldest give way, the journal has them

Message = Mapping[str, Any]
Work = Callable[[BaseChannelLayer], Awaitable[None]]


class Wire:
    """One process's end of it."""

    def __init__(
        self, name: str, hear: Callable[[Message], None], groups: Callable[[], Collection[str]]
    ) -> None:
        """``groups`` names what this process listens to besides what is for everyone."""
        self._name, self._hear, self._groups = name, hear, groups
        self._channel = ""
        self._is_laid = asyncio.Event()
        self._waiting: deque[Work] = deque(maxlen=UNSENT)
        self._has_work = asyncio.Event()

    async def listen(self) -> None:
        """Hear what comes in; lay the wire, and lay it anew whenever it breaks."""
        while not is_cancelled():
            try:
                await self._lay()
                while True:
                    async with asyncio.timeout(SILENCE):
                        await self._hear_one()
            except Exception:  # whatever the layer's library raises when its server is away
                logger.exception("The wire to the other processes is broken")
                self._is_laid.clear()
                await self._take_away()
                await asyncio.sleep(AGAIN)

    async def _hear_one(self) -> None:
        try:
            message = await layer().receive(self._channel)
        except InvalidToken:  # from somebody who has not our secret: the wire itself is whole
            logger.warning("A message to this process was not from one of ours")
        else:
            self._hear(message)

    async def work(self) -> None:
        """Send what there is to send, one after the other."""
        while not is_cancelled():
            await self._is_laid.wait()
            await self._has_work.wait()
            while self._waiting and self._is_laid.is_set() and not is_cancelled():
                try:
                    await self._waiting.popleft()(layer())
                except Exception:  # as above; what is lost will be read in the journal
                    logger.exception("The other processes were not told")
            if not self._waiting:
                self._has_work.clear()

    async def beat(self) -> None:
        """Say now and then that the process is there: it hears itself, too."""
        while True:
            self.send(EVERYONE, {"type": "pulse"})
            await asyncio.sleep(PULSE)

    def send(self, group: str, message: Message) -> None:
        """Tell the other processes."""
        told = dict(message) | {"from": self._name}
        self._put(lambda layer: layer.group_send(group, told))

    async def subscribe(self, group: str) -> None:
        """Hear what is told of the group; return when that is so, or after a moment."""
        await self._done(lambda layer: layer.group_add(group, self._channel), SETTLING)

    def unsubscribe(self, group: str) -> None:
        """Hear no more of the group."""
        self._put(lambda layer: layer.group_discard(group, self._channel))

    async def flush(self, seconds: float) -> None:
        """Return when all that was to be sent has gone out, or after so long."""
        await self._done(_nothing, seconds)

    async def _lay(self) -> None:
        self._channel = await layer().new_channel()
        for group in (EVERYONE, *self._groups()):
            await layer().group_add(group, self._channel)
        self._is_laid.set()

    async def _take_away(self) -> None:
        try:
            async with asyncio.timeout(CLOSING):
                await cast("Any", layer()).flush()
        except Exception:  # what is broken may refuse even that
            logger.exception("The wire to the other processes could not be taken away")

    async def _done(self, work: Work, seconds: float) -> None:
        is_done = asyncio.Event()

        async def tell(layer: BaseChannelLayer) -> None:
            try:
                await work(layer)
            finally:
                is_done.set()

        self._put(tell)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await is_done.wait()

    def _put(self, work: Work) -> None:
        self._waiting.append(work)
        self._has_work.set()


async def send_once(group: str, message: Message) -> None:
    """Tell the servers from a process that is none of them, such as a command line."""
    try:
        async with asyncio.timeout(CLOSING):
            await layer().group_send(group, dict(message) | {"from": ""})
    except Exception:  # the act is done, and the servers will read it in the journal
        logger.exception("The servers were not told")


def layer() -> BaseChannelLayer:
    """Return the channel layer that the settings name."""
    return cast("BaseChannelLayer", get_channel_layer())


async def _nothing(_: BaseChannelLayer) -> None:
    """Stand at the end of what waits."""
