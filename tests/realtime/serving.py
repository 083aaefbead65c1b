"""A server of its own for the tests: a fresh database, two people, and one act to do.

    python -m tests.realtime.serving PORT

Prints one line of JSON when it is about to listen; ends when it is asked to stop.
"""

import json
import os
import sys
from dataclasses import dataclass
from typing import ClassVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.test_settings")
django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from council.kernel.events import Event, emit  # noqa: E402
from council.ledger.services import journal  # noqa: E402
from realtime import bus, commands  # noqa: E402
from realtime.server import Server  # noqa: E402
from tests.factories.institution import make_body, make_member, seat_member  # noqa: E402
from tests.realtime.scene import make_meeting  # noqa: E402


@dataclass(frozen=True, slots=True)
class Remarked(Event):
    kind: ClassVar[str] = "remark.made"
    words: str


def remark(*, actor, meeting_id):
    return emit(journal(actor=actor, meeting_id=meeting_id, event=Remarked("x" * 40)))


def sign_in(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def main():
    call_command("migrate", verbosity=0, run_syncdb=True)
    body = make_body()
    member = make_member(body.council)
    seat_member(member, body)
    meeting = make_meeting(body)
    commands.COMMANDS = {"remark": commands.Command(remark)}
    facts = {"meeting": meeting.pk, "session": sign_in(member.user)}
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    application = get_default_application()
    port = int(sys.argv[1])
    Server(application=application, bind="127.0.0.1", port=port, farewell=bus.farewell).run()


if __name__ == "__main__":
    main()
