"""Servers that are broken on purpose: whoever watches over faults must notice each of them."""

import sqlite3
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from threading import Timer
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connections

from council.kernel import events
from council.kernel.audience import Audience
from deliberation.voting.services import casting
from deliberation.voting.services.casting import Receipt
from realtime import admission, commands, notices, protocol, routing, server
from realtime.consumers import obey_if_admitted
from realtime.news import News, Readers
from realtime.threads import deciding

LATE = 0.2  # between an answer and what it says [s]
OPEN: list[sqlite3.Connection] = []  # as long as the process lives


def acknowledge_before_the_commit() -> None:
    """Answer that a ballot was taken, and take it a little later."""
    take = casting.cast_ballot

    def promise(**facts: Any) -> Receipt:
        Timer(LATE, take, kwargs=facts).start()
        return Receipt(facts["poll_id"], facts["choice"], facts["seq"])

    casting.cast_ballot = promise
    if find_spec("realtime.ballots"):
        _promise_many(import_module("realtime.ballots"))


def _promise_many(ballots: Any) -> None:
    take = ballots.cast_ballots

    def promise(*, handed_in: Sequence[Any]) -> Sequence[Receipt]:
        Timer(LATE, take, kwargs={"handed_in": handed_in}).start()
        return [Receipt(one.poll_id, one.choice, one.seq) for one in handed_in]

    ballots.cast_ballots = promise


def take_ballots_at_any_time() -> None:
    """Do not ask whether the poll is open: then only the database does."""
    casting._require_time = lambda _poll: None


def trust_the_power() -> None:
    """Do not wait until the disk has what was committed.

    Somebody else has the database open, as pages have: when the last one closes it, all is brought
    to the disk, and nobody would notice.
    """
    facts = connections.settings["default"]
    facts["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    OPEN.append(sqlite3.connect(facts["NAME"]))
    OPEN[-1].execute("SELECT count(*) FROM django_migrations").fetchone()


def promise_and_forget() -> None:
    """Acknowledge every third contribution, and do nothing about it."""
    carry_out, heard = commands._carry_out, count()

    def lazily(actor: Any, meeting_id: int, order: Any) -> dict[str, Any]:
        if order.name == "contribution.make" and next(heard) % 3 == 2:
            return {}
        return carry_out(actor, meeting_id, order)

    commands._carry_out = lazily


def leave_out_a_part() -> None:
    """Tell that somebody spoke, without the part of the page that shows it."""
    write = protocol.notice

    def curtly(**facts: Any) -> bytes:
        is_speech = facts["kind"] == "contribution.made"
        return write(**facts | ({"parts": []} if is_speech else {}))

    protocol.notice = curtly


def find_dead_lines_quickly() -> None:
    """Probe silent lines every second, so that nobody has to wait for a minute."""
    server.PING_EVERY = server.PONG_WITHIN = 1


def use_the_stock_consumer() -> None:
    """Send notices as the tutorial of Channels does: to a group, at most once, no questions."""
    routing.MeetingConsumer = StockConsumer
    events.happened.connect(tell_the_group, weak=False)


class StockConsumer(AsyncWebsocketConsumer):
    """One socket with a channel of its own in the meeting's group."""

    async def connect(self) -> None:
        meeting = int(self.scope["url_route"]["kwargs"]["meeting_id"])
        query = parse_qs(self.scope["query_string"].decode())
        language = query["lang"][0]
        key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        find = deciding(admission.place_of)
        self.place = await find(meeting, session_key=key, language=language)
        await self.channel_layer.group_add(f"stock-{meeting}", self.channel_name)
        await self.accept(protocol.SUBPROTOCOL)
        readers = self.place.readers
        greeting = protocol.hello(
            seq=int(query["since"][0]),
            now=0,
            language=readers.language,
            audience=readers.audience.value,
            resume="ok",
            ping=0,
        )
        await self.send(greeting.decode())

    async def receive(self, text_data: str = "", **_: Any) -> None:
        frame = protocol.read_frame(text_data)
        if isinstance(frame, protocol.Order):
            answer = await deciding(obey_if_admitted)(self.place, frame)
            await self.send((answer or b"").decode())

    async def told(self, message: dict[str, Any]) -> None:
        readers = self.place.readers
        await self.send(message["frames"][f"{readers.language}/{readers.audience}"])


def tell_the_group(*, entry: Any, **_: Any) -> None:
    """Tell the group of the meeting what happened, in every language for every audience."""
    readers = [Readers(code, who) for code, _ in settings.LANGUAGES for who in Audience]
    made = notices.render([News.of(entry)], readers)[0]
    frames = {f"{who.language}/{who.audience}": frame.decode() for who, frame in made.items()}
    message = {"type": "told", "frames": frames}
    async_to_sync(get_channel_layer().group_send)(f"stock-{entry.meeting_id}", message)
