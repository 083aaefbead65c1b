"""The wire to the other processes ends when it is told to, whatever its library makes of that."""

import asyncio
from contextlib import suppress

from channels.layers import InMemoryChannelLayer, channel_layers

from realtime import wire
from realtime.wire import Wire


class Swallowing(InMemoryChannelLayer):
    """Breaks at once, and takes being cancelled for the end of what it waits for."""

    def __init__(self):
        super().__init__()
        self.is_taken_away, self.is_sending = asyncio.Event(), asyncio.Event()

    async def receive(self, channel):
        raise ConnectionError

    async def group_send(self, group, message):
        self.is_sending.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    async def flush(self):
        self.is_taken_away.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)


async def test_a_wire_that_is_being_taken_away_ends(monkeypatch):
    monkeypatch.setattr(wire, "AGAIN", 0.01)
    layer = Swallowing()
    channel_layers.set("default", layer)
    try:
        listening = asyncio.create_task(Wire("here", print, list).listen())
        await layer.is_taken_away.wait()
        listening.cancel()

        done, _ = await asyncio.wait([listening], timeout=5)

        assert done == {listening}
    finally:
        channel_layers.backends.pop("default")


async def test_a_wire_that_is_sending_ends():
    layer = Swallowing()
    channel_layers.set("default", layer)
    try:
        here = Wire("here", print, list)
        here._is_laid.set()
        here.send("everybody", {"type": "pulse"})
        working = asyncio.create_task(here.work())
        await layer.is_sending.wait()
        working.cancel()

        done, _ = await asyncio.wait([working], timeout=5)

        assert done == {working}
    finally:
        channel_layers.backends.pop("default")
