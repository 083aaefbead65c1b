"""Pages by HTTP, meetings by WebSocket."""

from typing import Any

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.urls import path

from realtime.consumers import MeetingConsumer
from realtime.protocol import Close
from realtime.slot import with_slot


def application_with(http: ASGI3Application) -> ProtocolTypeRouter:
    """Return the whole site: ``http`` for pages, the live room for sockets.

    Cookies are all that a socket takes from its handshake. Whose session they name is read from
    the database at the door, before every command and every fifteen seconds; what
    AuthMiddlewareStack would put into the scope is as old as the socket.
    """
    return ProtocolTypeRouter({"http": with_slot(http), "websocket": CookieMiddleware(_sockets())})


def _sockets() -> URLRouter:
    meeting: Any = MeetingConsumer.as_asgi()  # Django's path() knows views only
    elsewhere: Any = _nothing_here
    routes: list[Any] = [
        path("ws/meetings/<int:meeting_id>/", meeting),
        path("<path:_>", elsewhere),
    ]
    return URLRouter(routes)


async def _nothing_here(
    _scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    await receive()
    await send({"type": "websocket.close", "code": int(Close.NOT_ADMITTED), "reason": None})
