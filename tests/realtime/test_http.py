"""Pages over ASGI: what Django's own handler would answer, made in one thread."""

import asyncio
import hashlib
import inspect
import threading

import pytest
from django.core import signals
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler

from realtime.http import Pages
from tests.realtime.asking import answer_of, in_essence
from tests.realtime.scene import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("page_threads")]


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/health/live", {}),
        ("/nowhere/", {}),
        ("/polls/9/", {}),
        ("/static/council/js/room.js", {}),
        ("/static/council/js/room.js", {"headers": {b"accept-encoding": b"br"}}),
        ("/language/", {"method": "POST", "body": b"language=tr"}),  # without a token
        ("/account/login/", {"method": "HEAD"}),
        ("/", {"headers": {b"accept-language": b"ar"}}),
        ("/", {"headers": {b"x-name": "Zoë".encode("latin1")}}),
    ],
)
async def test_a_page_is_what_django_would_answer(path, asked, db):
    ours = in_essence(await answer_of(Pages(), path, **asked))

    assert ours == in_essence(await answer_of(ASGIHandler(), path, **asked))


async def test_cookies_are_set(db, cast, in_thread):
    key = await in_thread(sign_in, cast.member)

    [start, _] = await answer_of(
        Pages(), "/", headers={b"cookie": f"session={key}".encode(), b"accept-language": b"ar"}
    )

    assert (b"Cache-Control", b"no-store") in start["headers"]
    assert any(name == b"Set-Cookie" for name, _ in start["headers"])


async def test_a_request_begins_and_ends_in_the_thread_that_answers_it(db):
    seen = []

    def look(**_):
        seen.append(threading.current_thread().name)

    for signal in (signals.request_started, signals.request_finished):
        signal.connect(look)
    try:
        await asyncio.gather(*(answer_of(Pages(), "/health/live") for _ in range(3)))
    finally:
        for signal in (signals.request_started, signals.request_finished):
            signal.disconnect(look)

    assert len(seen) == 6
    assert all(name.startswith("majlis-pages") for name in seen)


async def test_a_reader_who_is_gone_before_the_request_is_whole_gets_nothing(db):
    sent = []

    async def gone():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await Pages().handle({"type": "http"}, gone, send)

    assert sent == []


@pytest.mark.parametrize(
    ("method", "known"),
    [
        (ASGIHandler.__call__, "f756809e9c93"),
        (ASGIHandler.handle, "98faeb5bef80"),
        (ASGIHandler.send_response, "77eda2b08689"),
        (BaseHandler.resolve_request, "ff178c3d63ee"),
    ],
    ids=lambda each: getattr(each, "__qualname__", ""),
)
def test_what_we_replace_is_still_what_we_read(method, known):
    """Read the method anew when this fails, mend http.py, then note the new mark."""
    assert hashlib.sha256(inspect.getsource(method).encode()).hexdigest()[:12] == known
