"""The slot of the ballot box: a ballot posted as our own pages post it goes straight to the writer.

A hall posts its ballots in the same second, and all that stands before a view costs more than the
ballot. The slot takes what is plainly in order, and says nothing else: whatever is not, and
whatever the rules refuse, goes the ordinary way as if there were no slot, and is answered there.
"""

import asyncio
import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.module_loading import import_string

from council.accounts.models import User
from council.kernel.middleware import language_of, name_origin
from deliberation.voting.services.casting import Receipt
from realtime import ballots
from realtime.ballots import Answer, Waiting
from realtime.papers import JSON, Paper, plain_paper, receipt_file
from realtime.standing import Visitor

PATH = re.compile(r"/polls/([0-9]{1,18})/cast/")
LONGEST = 2048  # of a ballot as it is posted [bytes]
FORM = "application/x-www-form-urlencoded"
# Of the middlewares of the site, those that write on every answer, from the outermost inwards.
WRITING = (
    "django.middleware.gzip.GZipMiddleware",
    "council.kernel.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "council.kernel.middleware.preferred_language",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)

Message = dict[str, Any]


def with_slot(ordinary: ASGI3Application) -> ASGI3Application:
    """Return the site with a slot for ballots in front of it."""

    async def site(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        if not _may_be_ballot(scope):
            await ordinary(scope, receive, send)
            return
        message = cast("Message", await receive())
        answer = await _taken(scope, message)
        if answer is None:
            await ordinary(scope, _again(message, receive), send)
            return
        for each in answer:
            await send(cast("Any", each))

    return site


def _may_be_ballot(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "POST"
        and bool(PATH.fullmatch(scope["path"]))
    )


async def _taken(scope: Scope, message: Message) -> Sequence[Message] | None:
    """Return the answer to a ballot that is in the box now; None where there is none to give."""
    request = _read(scope, message)
    paper = _paper_in(request) if request is not None and _is_ours(request) else None
    if request is None or paper is None:
        return None
    visitor = Visitor(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    answer, account = await _handed_in(visitor, paper)
    if not isinstance(answer, Receipt) or account is None:
        return None
    return _acknowledged(request, answer, language_of(request, account.language))


def _read(scope: Scope, message: Message) -> ASGIRequest | None:
    """Return the request as Django understands it, if the whole of it has come."""
    body = message.get("body", b"")
    if message["type"] != "http.request" or message.get("more_body") or len(body) > LONGEST:
        return None
    try:
        return ASGIRequest(cast("Any", scope), BytesIO(body))
    except ValueError:
        return None


def _is_ours(request: ASGIRequest) -> bool:
    """Say whether the post comes from a script of ours, by every check that is made of a post.

    The checks are Django's own: host, scheme, origin and token, in the words of the middlewares.
    """
    try:
        request.get_host()
        is_in_form = request.content_type == FORM and "X-Majlis-Live" in request.headers
        is_in_the_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        name_origin(request)
        return is_in_form and not is_in_the_open and not _objection(request)
    except (SuspiciousOperation, BadRequest, ValueError):
        return False


class _Token(CsrfViewMiddleware):
    """Compares origin and token, and leaves it to the ordinary way to say what is wrong."""

    def _reject(self, _request: HttpRequest, reason: str) -> str:
        return reason


_TOKEN = _Token(lambda _: HttpResponse())


def _objection(request: HttpRequest) -> object:
    _TOKEN.process_request(request)
    return _TOKEN.process_view(request, cast("Any", _objection), (), {})


def _paper_in(request: ASGIRequest) -> Paper | None:
    found = PATH.fullmatch(request.path_info)
    posted = request.POST
    return found and plain_paper(int(found[1]), posted.get("choice", ""), posted.get("seq", ""))


async def _handed_in(visitor: Visitor, paper: Paper) -> tuple[Answer, User | None]:
    told: asyncio.Future[tuple[Answer, User | None]] = asyncio.get_running_loop().create_future()

    def tell(answer: Answer, account: User | None) -> None:
        if not told.done():  # else the server has given up on a browser that is gone
            told.set_result((answer, account))

    ballots.here().hand_in(Waiting(visitor, paper, tell))
    return await told


def _acknowledged(request: HttpRequest, receipt: Receipt, language: str) -> Sequence[Message]:
    body = receipt_file(receipt, language)
    head = _letterhead(language, request.is_secure(), "Sec-Fetch-Site" in request.headers)
    size = (b"Content-Length", b"%d" % len(body))
    return (
        {"type": "http.response.start", "status": 200, "headers": [*head, size]},
        {"type": "http.response.body", "body": body},
    )


@lru_cache(64)
def _letterhead(language: str, is_secure: bool, is_modern: bool) -> Sequence[tuple[bytes, bytes]]:
    """Return the headers that the middlewares would write on such an answer.

    It is not compressed, though others would be: it fits one packet as it is.
    """
    request = HttpRequest()
    request.path = request.path_info = "/polls/1/cast/"
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "present"
    request.META |= {"HTTP_SEC_FETCH_SITE": "same-origin"} if is_modern else {}
    request.META |= {"HTTP_X_FORWARDED_PROTO": "https"} if is_secure else {}
    request.user = cast("Any", SimpleNamespace(language=language))
    write: Any = lambda _: HttpResponse(b" " * 1024, JSON)  # noqa: E731 - the innermost of them
    for name in reversed(WRITING):
        write = import_string(name)(write)
    with translation.override(language):
        return [(name.encode(), text.encode("latin1")) for name, text in write(request).items()]


def _again(message: Message, receive: ASGIReceiveCallable) -> ASGIReceiveCallable:
    """Return how to read the request anew: what has been read already comes first."""
    read = [message]

    async def next_message() -> Any:  # noqa: ANN401 - the union of all messages there are
        return read.pop() if read else await receive()

    return next_message
