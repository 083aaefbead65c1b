"""One of several processes: as ``lines.hub`` serves it, on a database and a Redis of others.

    python -m tests.benchmarks.lines.process PORT STATE REDIS MEETING

The first process is given 0 for the meeting, makes one, and says which.
"""

import os
import sys

import django

os.environ |= {"MAJLIS_STATE_DIR": sys.argv[2], "REDIS_URL": sys.argv[3]}
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.lines.settings"
django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from daphne.server import reactor  # noqa: E402

from council.kernel import events  # noqa: E402
from realtime import bus, parts, server  # noqa: E402
from realtime.livepart import Live, LivePart  # noqa: E402
from tests.benchmarks.lines import control  # noqa: E402
from tests.benchmarks.lines.hub import KNOWN, note, prepare, publish, show, tell  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402


def main():
    port, meeting = int(sys.argv[1]), int(sys.argv[4])
    if not meeting:
        migrate(run_syncdb=True)
    KNOWN.update({"meeting": meeting} if meeting else prepare(0))
    part = LivePart("r-{seq}", "tests/remark.html", show, into="stream")
    parts.LIVE = {"remark.made": Live(parts=[part])}
    events.happened.connect(note, dispatch_uid="benchmark")
    site = server.Server(
        application=get_default_application(), bind="127.0.0.1", port=port, farewell=bus.farewell
    )
    reactor.callLater(0, bus.here)
    acts = {"publish": publish, "tell": tell, "ask": control.ask}
    reactor.callLater(0, control.attend, acts)
    site.run()


if __name__ == "__main__":
    main()
