"""Where sessions are kept: Django's table, read with a memory for what was signed."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db

KEPT = 4096  # sessions: a few halls full


class SessionStore(db.SessionStore):
    """Django's own store. The same signed text says the same: it is opened once, not every time.

    To open it takes a signature, a decompression and a parser, which a hall that votes at once
    would feel; whether the row still stands is asked of the database as ever.
    """

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what the text says, or nothing if it is not signed by us."""
        facts: dict[str, Any] = json.loads(_opened(session_data))
        return facts


@lru_cache(KEPT)
def _opened(text: bytes | str) -> str:
    return json.dumps(db.SessionStore().decode(text))
