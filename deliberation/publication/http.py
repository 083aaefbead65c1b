"""How open data leaves the site: for everybody, from everywhere, and not again when unchanged."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from council.kernel.printing import PrintingUnavailable
from council.kernel.visibility import Unseen
from deliberation.publication.oparl.files import Gone
from deliberation.publication.oparl.lists import Malformed
from deliberation.publication.oparl.wording import SCHEMA, Told, tidy

READING = ("GET", "HEAD", "OPTIONS")
FOR_A_MINUTE = "public, max-age=60"


Answer = TypeVar("Answer", bound=HttpResponseBase)


def opened(answer: Answer) -> Answer:
    """Let scripts of every site read the answer."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def unchanged(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """Answer 304 where the reader has the very same already."""
    answer["ETag"] = f'"{sha256(answer.content).hexdigest()[:32]}"'
    answer.setdefault("Cache-Control", FOR_A_MINUTE)
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return answer if found is None else opened(found)


def file_of(raw: bytes, media_type: str, *, name: str = "") -> HttpResponse:
    """Answer with a file: to be shown, or to be kept under a name."""
    answer = HttpResponse(raw, content_type=media_type)
    if name:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return opened(answer)


def json_of(told: Told, status: int = 200) -> HttpResponse:
    """Answer with JSON."""
    raw = json.dumps(tidy(told), ensure_ascii=False, separators=(",", ":"))
    answer = HttpResponse(raw, content_type="application/json", status=status)
    answer["X-Robots-Tag"] = "noindex"  # names are for who asks here, not for who searches the web
    return opened(answer)


def oparl(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Answer as OParl wants it, mistakes included."""

    @wraps(view)
    def answer(request: HttpRequest, *places: object, **named: object) -> HttpResponseBase:
        if request.method not in READING:
            return _amiss(405, "Only reading is possible here.")
        try:
            return unchanged(request, view(request, *places, **named))
        except Malformed as reason:
            return _amiss(400, str(reason))
        except Unseen:
            return _amiss(404, "There is nothing of this name.")
        except PrintingUnavailable:
            return _amiss(503, "This machine cannot set type. Ask for the source of the file.")
        except Gone:
            return _amiss(410, "This file is not public any more.")

    return answer


def _amiss(status: int, message: str) -> HttpResponse:
    told = {"type": f"{SCHEMA}Error", "message": message, "debug": f"HTTP {status}"}
    answer = json_of(told, status)
    answer["Cache-Control"] = "no-store"
    if status == 405:  # noqa: PLR2004 - the standard's number
        answer["Allow"] = ", ".join(READING)
    return answer
