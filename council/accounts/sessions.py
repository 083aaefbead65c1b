"""The clock of a session: members and staff rest and last for different times."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from council.accounts.models import User
from council.kernel.rows import rows_of

HOUR, DAY = 3600, 86400
MEMBER_REST, MEMBER_SPAN = 12 * HOUR, 14 * DAY
STAFF_REST, STAFF_SPAN = HOUR // 2, 12 * HOUR
FIT_FOR_STAFF = "majlis.fit_for_staff"  # where the middleware leaves word for the guards
STEP = 60  # a write per request would make every page wait for the database's one writer

NOTE = """
UPDATE django_session SET session_data = %s WHERE session_key = %s AND session_data = %s
"""
Facts = SessionBase | Mapping[str, Any]

_BEGAN, _SEEN, _STAFF = "clock_began", "clock_seen", "clock_staff"


def store(key: str | None = None) -> Any:  # noqa: ANN401 - of the engine in the settings
    """Return the session of that key, or one that is not kept yet."""
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def accounts(ids: Collection[int]) -> Mapping[int, User]:
    """Return the accounts by id."""
    return User.objects.in_bulk(ids)


def holders(
    keys: Collection[str], read: Callable[[Collection[int]], Mapping[int, User]] = accounts
) -> dict[str, User]:
    """Return whose the sessions are, by key; sessions that are no longer good are missing.

    Two queries for however many: what Django's ``get_user`` asks for one session, the live room
    asks for all that come back at once. ``read`` may read less of the accounts.
    """
    opened, now = store(), int(timezone.now().timestamp())
    rows = {key: opened.decode(text) for key, text in stored(keys).items()}
    ids = {key: int(facts.get(SESSION_KEY, 0)) for key, facts in rows.items()}
    users = read(set(ids.values()) - {0})
    found = {key: users.get(ids[key]) for key in rows}
    return {
        key: user
        for key, user in found.items()
        if user is not None and _is_good(rows[key], user) and not is_over(rows[key], now)
    }


def stored(keys: Collection[str]) -> dict[str, str]:
    """Return the signed text of the sessions that have not expired, by key."""
    rows = (
        store()
        .get_model_class()
        .objects.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    )
    return dict(rows_of(rows.order_by().values_list("session_key", "session_data")))


def note_all(keys: Collection[str]) -> None:
    """Write down that the sessions live, in one transaction; one changed meanwhile is let be.

    How long they are kept is not moved: that ends no earlier than the longest span they may last.
    """
    now, opened, changes = int(timezone.now().timestamp()), store(), []
    for key, text in sorted(stored(keys).items()):
        session = opened.decode(text)
        note(session, now)
        if session != opened.decode(text):
            changes.append((opened.encode(session), key, text))
    if changes:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(NOTE, changes)


def _is_good(facts: Mapping[str, Any], user: User) -> bool:
    """Say whether the account is open and has not ended the session, as ``get_user`` does."""
    if not user.is_active or facts.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    stated = facts.get(HASH_SESSION_KEY, "")
    good = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(stated, each) for each in good)


def is_over(session: Facts, now: int) -> bool:
    """Say whether the session has rested or lasted longer than it may, in seconds since 1970."""
    is_staff = session.get(_STAFF, False)
    rest, span = (STAFF_REST, STAFF_SPAN) if is_staff else (MEMBER_REST, MEMBER_SPAN)
    return _exceeds(session, now, rest, span)


def is_fit_for_staff(session: SessionBase, now: int) -> bool:
    """Say whether the session is young and awake enough to begin staff work."""
    return not _exceeds(session, now, STAFF_REST, STAFF_SPAN)


def note(session: SessionBase | dict[str, Any], now: int) -> None:
    """Write down that the session lives, at most once a minute."""
    if not session.get(_BEGAN):
        session[_BEGAN] = now
    if now - session.get(_SEEN, 0) >= STEP:
        session[_SEEN] = now


def mark_as_staff(session: SessionBase) -> None:
    """Let the shorter times of staff hold for the session from now on."""
    if not session.get(_STAFF):
        session[_STAFF] = True


def _exceeds(session: Facts, now: int, rest: int, span: int) -> bool:
    seen, began = session.get(_SEEN, now), session.get(_BEGAN, now)
    return bool(now - seen > rest or now - began > span)
