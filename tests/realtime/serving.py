"""A server of its own for the tests: a small council, one member, and remarks to make.

    python -m tests.realtime.serving PORT short|ordinary

Prints one line of JSON when it is about to listen, and ends when it is asked to stop. What takes
long on purpose (``/slow``) and what is large on purpose are its only differences from ``serve``;
``ordinary`` has no short path to the browsers, as under any other ASGI server.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.test_settings")
django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from realtime import bus, commands, parts, server  # noqa: E402
from realtime.livepart import Live  # noqa: E402
from tests.factories.institution import make_body, make_member, seat_member  # noqa: E402
from tests.realtime.remarks import COMMANDS  # noqa: E402
from tests.realtime.scene import make_meeting, sign_in  # noqa: E402

FACTS = Path(settings.STATE_DIR) / "facts.json"


def facts():
    """Return what there is to know of the database, made the first time."""
    if not FACTS.exists():
        call_command("migrate", verbosity=0, run_syncdb=True)
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
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"at last"})
        else:
            await site(scope, receive, send)

    return application


def without_short_path(site):
    async def application(scope, receive, send):
        await site({**scope, "extensions": {}}, receive, send)

    return application


def main():
    print(facts(), flush=True)  # noqa: T201 - the test waits for this line
    commands.COMMANDS = COMMANDS
    parts.LIVE = {"remark.made": Live(say=lambda asked: asked.facts["words"] * 4000)}
    server.HEADERS_WITHIN, server.LINGER = 1, 0.5
    application = with_something_slow(get_default_application())
    if sys.argv[2] == "ordinary":
        application = without_short_path(application)
    server.Server(
        application=application, bind="127.0.0.1", port=int(sys.argv[1]), farewell=bus.farewell
    ).run()


if __name__ == "__main__":
    main()
