"""Where sessions are kept: Django's table, read with a memory for what was signed."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

KEPT = 4096  # sessions: a few halls full
# By hand, for every page of somebody signed in asks it: to have it written anew by Django takes
# several times as long as the answer.
STANDING = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own store. The same signed text says the same: it is opened once, not every time.

    To open it takes a signature, a decompression and a parser, which a hall that votes at once
    would feel; whether the row still stands is asked of the database as ever.
    """

    def load(self) -> dict[str, Any]:
        """Return what the session says; nothing, and no key, where there is none or it is over."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(STANDING, (self.session_key, now))
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what the text says, or nothing if it is not signed by us."""
        facts: dict[str, Any] = json.loads(_opened(session_data))
        return facts


@lru_cache(KEPT)
def _opened(text: bytes | str) -> str:
    return json.dumps(db.SessionStore().decode(text))
