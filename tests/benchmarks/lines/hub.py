"""Majlis as it is served, with a notice whose size can be chosen.

    python -m tests.benchmarks.lines.hub PORT MEMBERS

A remark is written to the journal by a service; what follows is what follows every act: commit,
event, bus, hub, a template rendered for each language that listens, and the frames.
"""

import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.lines.settings"
django.setup()

from channels.db import database_sync_to_async  # noqa: E402 - needs the apps
from channels.routing import get_default_application  # noqa: E402
from daphne.server import reactor  # noqa: E402
from django.db import transaction  # noqa: E402

from council.kernel import events  # noqa: E402
from council.ledger.selectors import last_seq  # noqa: E402
from realtime import bus, parts, server  # noqa: E402
from realtime.livepart import Live, LivePart  # noqa: E402
from tests.benchmarks.lines import control, rebuilt  # noqa: E402
from tests.factories.institution import make_body, make_member  # noqa: E402
from tests.realtime.remarks import remark  # noqa: E402
from tests.realtime.scene import make_meeting, sign_in  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402

FRAME = 146  # what a notice takes besides the sentence it shows [bytes]
KNOWN = {}


@transaction.atomic
def prepare(members):
    """Make a meeting and people who are signed in; return what a driver has to know."""
    body = make_body()
    users = [make_member(body.council).user for _ in range(members)]
    return {"meeting": make_meeting(body).pk, "sessions": [sign_in(user) for user in users]}


def show(asked):
    """Show a sentence as long as the remark says; reading the database would cost more."""
    return {"sentence": "x" * (int(asked.facts["words"]) - FRAME)}


async def publish(size, times):
    """Make remarks, one after the other; say when the first was committed."""
    KNOWN.pop("committed", None)
    for _ in range(times):
        await database_sync_to_async(remark)(meeting_id=KNOWN["meeting"], words=str(size))
    return {"began": KNOWN["committed"]}


def note(**_):
    KNOWN.setdefault("committed", time.monotonic())


async def tell():
    """Say what a driver has to know, and up to which number the journal has come."""
    return KNOWN | {"seq": await database_sync_to_async(last_seq)(KNOWN["meeting"])}


def main():
    migrate(run_syncdb=True)
    KNOWN.update(prepare(int(sys.argv[2])))
    part = LivePart("r-{seq}", "tests/remark.html", show, into="stream")
    parts.LIVE = {"remark.made": Live(parts=[part])}
    events.happened.connect(note, dispatch_uid="benchmark")
    site = server.Server(
        application=rebuilt.beside(get_default_application()),
        bind="127.0.0.1",
        port=int(sys.argv[1]),
        farewell=bus.farewell,
    )
    acts = {"publish": publish, "tell": tell, "ask": control.ask}
    reactor.callLater(0, control.attend, acts)
    site.run()


if __name__ == "__main__":
    main()
