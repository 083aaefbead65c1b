"""Pages as the server asks for them."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Pages(ASGIHandler):
    """Answers a request in one thread from the first middleware to the last.

    Extends django.core.handlers.asgi.ASGIHandler: ``load_middleware``, ``get_response_async``. Our
    middlewares and views are synchronous, and Django would pass from the loop to the thread and
    back a dozen times for each request.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Chain the middlewares as for a synchronous server."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer that the chain makes in its thread."""
        return await sync_to_async(self.get_response)(request)
