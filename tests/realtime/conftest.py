"""A meeting with sockets: connected through the whole application, ended after each test."""

import asyncio
import gc
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from realtime import bus, commands, parts
from realtime.routing import application_with
from realtime.turns import turns
from tests.realtime.remarks import COMMANDS, LIVE, SHOWN
from tests.realtime.scene import Browser, make_meeting, sign_in

TEMPLATES = Path(__file__).parent / "templates"
HERE = {b"host": b"127.0.0.1:8000", b"origin": b"http://127.0.0.1:8000"}


@pytest.fixture
def meeting(body):
    """A public meeting that is open now."""
    return make_meeting(body)


@pytest.fixture
def keys(cast):
    """A session of each of the cast, by name."""
    return {name: sign_in(user) for name, user in vars(cast).items() if name != "members"}


@pytest.fixture(params=["short", "ordinary"])
def path(request, monkeypatch):
    """Whether the server writes finished frames itself, or takes ASGI messages."""
    monkeypatch.setattr(Browser, "is_short", request.param == "short")
    return request.param


class Reader(WebsocketCommunicator):
    """A browser's socket, from the browser's side."""

    # channels.testing keeps threads from closing their connections; ours are real and must.
    send_input = ApplicationCommunicator.send_input
    receive_output = ApplicationCommunicator.receive_output

    async def frame(self, kind=None, timeout=3):
        """Return the next frame but passing facts, or the next one of a kind."""
        while True:
            made = await self.receive_json_from(timeout)
            if made["t"] == kind or (kind is None and made["t"] != "tick"):
                return made

    async def ending(self, timeout=3):
        """Read until the server hangs up; return the frames before and the code."""
        frames = []
        while True:
            message = await self.receive_output(timeout)
            if message["type"] == "websocket.close":
                return frames, message["code"]
            frames.append(message["text"])


@pytest.fixture
async def follow():
    """Let somebody follow a meeting: ``await follow(meeting_id, session, since=0)``."""
    application, readers = application_with(None), []

    async def connect(meeting_id, session=None, *, headers=(), subprotocol="majlis.v1", **query):
        cookies = {b"cookie": f"session={session}".encode()} if session else {}
        reader = Reader(
            application,
            f"/ws/meetings/{meeting_id}/?{urlencode(query)}",
            headers=list((HERE | cookies | dict(headers)).items()),
            subprotocols=[subprotocol] if subprotocol else [],
        )
        readers.append(reader)
        reader.accepted, reader.agreed = await reader.connect(timeout=3)
        reader.greeting = await reader.frame() if reader.accepted else None
        return reader

    yield connect
    for reader in readers:
        if not reader.future.done():
            await reader.disconnect(timeout=3)
    await bus.farewell()


@pytest.fixture
def remarks(settings, monkeypatch):
    """Let remarks be made: by command, shown by a part of the page."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], TEMPLATES]}]
    monkeypatch.setattr(commands, "COMMANDS", COMMANDS)
    monkeypatch.setattr(parts, "LIVE", LIVE)
    SHOWN.clear()
    return SHOWN


@pytest.fixture
async def page_threads():
    """Let the threads of pages end with the test, and their connections with them."""
    yield
    threads = turns.found()
    turns.forget()
    if threads is not None:
        await asyncio.to_thread(threads.end)
        del threads
        gc.collect()  # Django's connections know themselves


@pytest.fixture
def in_thread():
    """Run synchronous work that uses the database, as a view would."""

    async def run(work, *arguments, **facts):
        return await database_sync_to_async(work)(*arguments, **facts)

    return run
