"""Pages by HTTP, meetings by WebSocket."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.urls import path

from realtime.consumers import MeetingConsumer


def application_with(http: Any) -> ProtocolTypeRouter:
    """Return the whole site: ``http`` for pages, the live room for sockets.

    The session in the scope only names itself: who it belongs to is read afresh by its key, at
    the door, before every command and every fifteen seconds.
    """
    return ProtocolTypeRouter({"http": http, "websocket": SessionMiddlewareStack(_sockets())})


def _sockets() -> URLRouter:
    address = path("ws/meetings/<int:meeting_id>/", MeetingConsumer.as_asgi())
    return URLRouter([address, path("<path:elsewhere>", _nothing_here)])


async def _nothing_here(_scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 4403})
