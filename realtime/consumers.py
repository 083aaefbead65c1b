"""Moves frames between one browser and the hub, and decides nothing."""

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable
from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer
from django.conf import settings
from django.utils import translation

from council.accounts import sessions
from council.kernel.audience import Audience
from realtime import admission, ballots, bus, papers, protocol
from realtime.admission import Knock, Page, Place
from realtime.commands import obey
from realtime.flow import FLOW, Flow
from realtime.limits import Bucket
from realtime.outages import logger_of, passes
from realtime.protocol import Close, Malformed, Order, Since
from realtime.room import Room
from realtime.sockets import Owner, Packet, Socket
from realtime.threads import deciding

logger = logger_of(__name__)

PING = 30_000  # after which a silent line is probed; after 75 s of silence it is closed [ms]
OPENS_WITHIN = 5.0  # a room; then the page is told to come back later [s]
COST_OF_REPLAY = 10  # frames that asking for missed notices counts as

Scope = Mapping[str, Any]


class MeetingConsumer(AsyncConsumer):
    """One socket of one meeting."""

    # No such layer, hence no channel and no subscription per socket: the bus has one per process.
    channel_layer_alias = "none: the bus has one channel for all"

    def __init__(self) -> None:
        here = bus.here()
        self.hub, self.watch, self.crowds = here.hub, here.watch, here.crowds
        self.bucket = Bucket()
        self.place: Place | None = None
        self.socket: Socket | None = None
        self.telling: asyncio.Task[None] | None = None
        self.flow: Flow | None = None

    async def __call__(
        self,
        scope: Any,  # noqa: ANN401 - the stubs keep the type of a scope to themselves
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
    ) -> None:
        """Run until the socket is gone; whatever happens, the hub forgets it.

        Replaces channels.consumer.AsyncConsumer.__call__, which makes a task for every frame in
        order to listen to a channel layer as well: a hall that votes at once would feel it.
        """
        self.scope, self.base_send = scope, send
        try:
            while True:
                await self.dispatch(cast("dict[str, Any]", await receive()))
        except StopConsumer:
            pass
        finally:
            if self.socket is not None:
                self.hub.leave(self.socket)
                self.watch.forget(self.socket)
            if self.telling is not None:
                self.telling.cancel()
            self.telling = self.socket = None  # which know us: together we would stay for long

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Call the handler; work that uses the database looks after its own connections."""
        await getattr(self, get_handler_name(message))(message)

    async def websocket_connect(self, _message: dict[str, Any]) -> None:
        """Admit the reader, or hang up with the reason."""
        self.flow = cast("Flow | None", (self.scope.get("extensions") or {}).get(FLOW))
        headers = dict(self.scope["headers"])
        is_ours = protocol.SUBPROTOCOL in self.scope.get("subprotocols", ())
        if not is_ours or not admission.is_from_here(headers):
            await self.send({"type": "websocket.close", "code": int(Close.NOT_ADMITTED)})
            return
        await self.send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL})
        address = admission.address_in(self.scope.get("client"), headers)
        if self.crowds.of(address) >= settings.SOCKETS_PER_ADDRESS:
            await self.hang_up(Close.TOO_FAST)
            return
        try:
            await self.join(address, _page(self.scope))
        except Malformed as problem:
            await self.hang_up(problem.close)

    async def join(self, address: str, page: Page) -> None:
        """Take the reader's place in the meeting, from the number their page shows."""
        meeting_id = int(self.scope["url_route"]["kwargs"]["meeting_id"])
        key = self.scope.get("cookies", {}).get(settings.SESSION_COOKIE_NAME)
        admitted = await self.watch.admit(Knock(meeting_id, key, page))
        if isinstance(admitted, Close):
            await self.hang_up(admitted)
            return
        owner = Owner(admitted.user_id, admitted.session, address)
        socket = Socket(
            meeting_id,
            admitted.readers,
            owner,
            send=self.send_packet,
            shut=self.shut,
            short=self.flow,
        )
        self.place, self.socket = admitted, socket
        self.watch.follow(socket, admitted)
        await self.take_place(socket, page.since)

    async def take_place(self, socket: Socket, since: int | None) -> None:
        """Greet, then hand over to the task that alone sends from now on."""
        self.hub.register(socket)
        room = self.hub.room(socket.meeting_id)
        start = await self.position(room, socket, since)
        if socket.closing is None:
            socket.put(Packet(_hello(room.seq, socket, is_current=start is not None)))
            room.enter(socket, room.seq if start is None else start)
        self.telling = asyncio.create_task(self.tell(room, socket))

    async def position(self, room: Room, socket: Socket, since: int | None) -> int | None:
        """Return from which number the reader goes on; while the journal is away, hang up."""
        try:
            async with asyncio.timeout(OPENS_WITHIN):
                return await room.position(since)
        except Exception as problem:
            if not passes(problem):
                raise
            logger.exception("Nobody can join meeting %s", room.meeting_id)
            socket.close(Close.RESTART)
            return None

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """Understand a frame and pass it on."""
        if self.socket is None or self.place is None or self.socket.closing is not None:
            return
        try:
            frame = protocol.read_frame(message.get("text"))
        except Malformed as problem:
            self.socket.close(problem.close)
            return
        if not self.bucket.take(COST_OF_REPLAY if isinstance(frame, Since) else 1):
            self.socket.close(Close.TOO_FAST)
        elif isinstance(frame, Since):
            self.hub.room(self.place.meeting_id).rewind(self.socket, frame.seq)
        elif frame.name == papers.NAME:
            ballots.from_line(self.place, frame, partial(self.reply, self.socket))
        else:
            await self.obey(self.socket, self.place, frame)

    async def obey(self, socket: Socket, place: Place, order: Order) -> None:
        """Have the order carried out and answer it; while that cannot be, hang up unanswered.

        The page then asks by POST with the same key, so that it is done once.
        """
        try:
            answer = await deciding(obey_if_admitted)(place, order)
        except Exception as problem:
            if not passes(problem):
                raise
            logger.exception("An order in meeting %s was not carried out", place.meeting_id)
            socket.close(Close.RESTART)
        else:
            self.reply(socket, answer)

    async def websocket_disconnect(self, _message: dict[str, Any]) -> None:
        """Stop."""
        raise StopConsumer

    def reply(self, socket: Socket, answer: bytes | None) -> None:
        """Answer an order, or hang up when the place has been lost meanwhile."""
        if answer is None:
            self.hub.show_out(socket)
        elif not socket.put(Packet(answer)):
            socket.close(Close.TOO_FAST)  # sends orders and does not read the answers

    async def tell(self, room: Room, socket: Socket) -> None:
        """Send what there is to tell; should that fail, hang up, so that the page connects anew."""
        try:
            await room.serve(socket)
        except Exception:
            logger.exception("A line to meeting %s is broken", socket.meeting_id)
            self.hub.leave(socket)
            await self.hang_up(Close.RESTART)

    async def hang_up(self, code: Close) -> None:
        """Say why and close, before the hub knows of the socket."""
        await self.send_packet(Packet(protocol.bye(code)))
        await self.shut(code)

    async def send_packet(self, packet: Packet) -> None:
        """Send what could not be written at once; return when the browser can take more."""
        for frame in packet.frames:
            await self.send({"type": "websocket.send", "text": frame.decode()})
        if self.flow is not None:
            await self.flow.room()

    async def shut(self, code: Close) -> None:
        """Close the socket."""
        await self.send({"type": "websocket.close", "code": int(code)})


def obey_if_admitted(place: Place, order: Order) -> bytes | None:
    """Obey the order if, by the database, the place is still its sender's; else return None."""
    if admission.still([place]) != [True]:
        return None
    if place.session_key is not None:
        sessions.note_all([place.session_key])
    actor = admission.account(place.session_key)
    with translation.override(place.language):
        return obey(actor, place.meeting_id, order)


def _page(scope: Scope) -> Page:
    """Return what the address says of the page."""
    query = parse_qs(scope.get("query_string", b"").decode("ascii", "replace")[:4096])
    cookie = scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
    limit = query.get("audience", [""])[-1]
    if limit and limit not in set(Audience):
        raise Malformed("audience")
    return Page(
        since=protocol.read_seq(query["since"][-1]) if "since" in query else None,
        ticket=query.get("ticket", [""])[-1],
        language=query.get("lang", [cookie])[-1],
        limit=Audience(limit) if limit else None,
    )


def _hello(seq: int, socket: Socket, *, is_current: bool) -> bytes:
    return protocol.hello(
        seq=seq,
        now=int(time.time() * 1000),
        language=socket.readers.language,
        audience=socket.readers.audience.value,
        resume="ok" if is_current else "snapshot",
        ping=PING,
    )
