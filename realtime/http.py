"""Pages as the server asks for them."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any, cast

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, get_resolver, get_urlconf, set_script_prefix

from realtime import turns

READS = frozenset({"GET", "HEAD", "OPTIONS"})
ADDRESSES = 1024  # whose views are remembered

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Message], Awaitable[None]]


class Pages(ASGIHandler):
    """Answers a request in one thread, from the first signal to the last byte.

    Replaces django.core.handlers.asgi.ASGIHandler: ``handle``, ``load_middleware``,
    ``resolve_request``. Our middlewares and views are synchronous; Django would pass from the loop
    to a thread and back to begin, to answer and to end each request, and every passage costs as
    much as a good part of the page.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Chain the middlewares as for a synchronous server."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the request, have it answered in a thread, send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        in_turn = turns.read if scope["method"] in READS else turns.act
        for message in await in_turn(self.answer, scope, body):
            await send(message)

    def answer(self, scope: Scope, body: Any) -> list[Message]:  # noqa: ANN401 - Django's own file
        """Return the whole answer to the request, as the server wants to be given it.

        What is read from a file is read here, too: scripts, and little else.
        """
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        with body:
            request, refusal = self.create_request(scope, body)
            answer = self.get_response(request) if request is not None else refusal
            with closing(cast("HttpResponseBase", answer)) as response:
                return [_head(response), {"type": "http.response.body", "body": b"".join(response)}]

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Return the view of the address: to look through all patterns costs as much as a query."""
        match = request.resolver_match = _view_of(get_urlconf(), request.path_info)
        return match


@lru_cache(ADDRESSES)
def _view_of(urlconf: str | None, path: str) -> ResolverMatch:
    return get_resolver(urlconf).resolve(path)


def _head(response: HttpResponseBase) -> Message:
    headers = [(name.encode("ascii"), text.encode("latin1")) for name, text in response.items()]
    cookies = [each.output(header="").strip() for each in response.cookies.values()]
    headers += [(b"Set-Cookie", each.encode("ascii")) for each in cookies]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}
