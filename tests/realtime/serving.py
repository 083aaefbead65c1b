"""A server of its own for the tests: a small council, one member, and remarks to make.

    python -m tests.realtime.serving PORT short|ordinary|uncollected

Prints one line of JSON when it is about to listen, and ends when it is asked to stop. What takes
long on purpose (``/slow``) and what is large on purpose are its only differences from ``serve``;
``ordinary`` has no short path to the browsers, as under any other ASGI server; ``uncollected``
never looks for garbage, and says under ``/left`` what there is of the parts of lines.
"""

import asyncio
import gc
import json
import os
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.test_settings")
django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from django.conf import settings  # noqa: E402
from twisted.internet.tcp import Connection  # noqa: E402

from realtime import bus, commands, parts, requests, server  # noqa: E402
from realtime.consumers import MeetingConsumer  # noqa: E402
from realtime.flow import Flow  # noqa: E402
from realtime.livepart import Live  # noqa: E402
from realtime.requests import Channel, Request  # noqa: E402
from realtime.server import Line  # noqa: E402
from realtime.sockets import Socket  # noqa: E402
from tests.factories.institution import make_body, make_member, seat_member  # noqa: E402
from tests.realtime.remarks import COMMANDS  # noqa: E402
from tests.realtime.scene import make_meeting, sign_in  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402

FACTS = Path(settings.STATE_DIR) / "facts.json"


def facts():
    """Return what there is to know of the database, made the first time."""
    if not FACTS.exists():
        migrate(run_syncdb=True)
        body = make_body()
        member = make_member(body.council)
        seat_member(member, body)
        meeting = make_meeting(body)
        FACTS.write_text(json.dumps({"meeting": meeting.pk, "session": sign_in(member.user)}))
    return FACTS.read_text()


def with_something_slow(site):
    async def application(scope, receive, send):
        if scope["type"] == "http" and scope["path"] == "/slow":
            await asyncio.sleep(1)
            await answer(send, b"at last")
        elif scope["type"] == "http" and scope["path"] == "/left":
            await answer(send, json.dumps(left()).encode())
        else:
            await site(scope, receive, send)

    return application


async def answer(send, body):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def left():
    """Count what lines are made of."""
    of_lines = (Line, Channel, Request, Flow, MeetingConsumer, Socket, Connection)
    with undisturbed():
        kinds = [type(each) for each in gc.get_objects()]  # which wakes nothing that is lazy
    return Counter(kind.__name__ for kind in kinds if issubclass(kind, of_lines))


@contextmanager
def undisturbed():
    """Let no other thread go on meanwhile.

    A tuple that another thread has begun may not be held by anybody else when it is finished, and
    the list of all objects holds it ("SystemError: Objects/tupleobject.c").
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(60)
    time.sleep(0.05)  # whoever waits already has asked by the old interval, and asks no more
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def without_short_path(site):
    async def application(scope, receive, send):
        await site({**scope, "extensions": {}}, receive, send)

    return application


def main():
    print(facts(), flush=True)  # noqa: T201 - the test waits for this line
    commands.COMMANDS = COMMANDS
    parts.LIVE = {"remark.made": Live(say=lambda asked: asked.facts["words"] * 4000)}
    requests.HEADERS_WITHIN, requests.LINGER = 1, 0.5
    application = with_something_slow(get_default_application())
    if sys.argv[2] == "ordinary":
        application = without_short_path(application)
    if sys.argv[2] == "uncollected":
        gc.disable()
    server.Server(
        application=application, bind="127.0.0.1", port=int(sys.argv[1]), farewell=bus.farewell
    ).run()


if __name__ == "__main__":
    main()
