"""The server that is measured: a hall full of members, one poll open, everybody signed in.

    python -m tests.benchmarks.hall.serving PORT MEMBERS

Prints one line of JSON when it is about to listen, and ends when it is asked to stop.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.hall.settings")
django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from deliberation.meetings.models import Attendance  # noqa: E402
from realtime import bus  # noqa: E402
from realtime.server import Server  # noqa: E402
from tests.factories.institution import make_body  # noqa: E402
from tests.factories.voting import make_open, make_room  # noqa: E402
from tests.realtime.scene import sign_in  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402


@transaction.atomic
def hall(members):
    """Make the hall; return what a driver has to know of it."""
    body = make_body()
    room = make_room(members, body=body)
    assert Attendance.objects.filter(meeting=room.meeting).count() == members
    return {
        "meeting": room.meeting.pk,
        "poll": make_open(room).pk,
        "sessions": [sign_in(member.user) for member in room.members],
        "accounts": [member.user_id for member in room.members],
        "chair": sign_in(room.chair),
        "pid": os.getpid(),
    }


def main():
    port, members = map(int, sys.argv[1:])
    migrate()
    known = hall(members)
    connection.close()
    print(json.dumps(known), flush=True)
    application = get_default_application()
    Server(application=application, bind="127.0.0.1", port=port, farewell=bus.farewell).run()


if __name__ == "__main__":
    assert not settings.DEBUG
    main()
