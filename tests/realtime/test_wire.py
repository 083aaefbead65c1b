"""The wire to the other processes ends when it is told to, whatever its library makes of that."""

import asyncio
from contextlib import suppress

from channels.layers import InMemoryChannelLayer, channel_layers
from cryptography.fernet import InvalidToken

from realtime import wire
from realtime.wire import EVERYONE, Wire


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


class Overhearing(InMemoryChannelLayer):
    """Brings first what somebody else has said, who encrypts with another secret."""

    def __init__(self):
        super().__init__()
        self.is_foreign = True

    async def receive(self, channel):
        if self.is_foreign:
            self.is_foreign = False
            raise InvalidToken
        return await super().receive(channel)


async def test_what_others_say_does_not_break_the_wire():
    channel_layers.set("default", Overhearing())
    try:
        heard, lines = asyncio.Queue(), []
        here = Wire("here", heard.put_nowait, lambda: lines.append(1) or [])
        tasks = [asyncio.create_task(each) for each in (here.listen(), here.work())]
        here.send(EVERYONE, {"type": "pulse"})

        async with asyncio.timeout(5):
            told = await heard.get()

        assert (told["type"], len(lines)) == ("pulse", 1)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.wait(tasks)
        channel_layers.backends.pop("default")
