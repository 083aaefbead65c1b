"""Whose the lines still are, for many at once: as ``admission.still``, a hall at a time."""

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction

from council.accounts import sessions
from council.accounts.models import User
from council.kernel.rows import rows_of
from realtime import admission
from realtime.admission import Place

NOTE = """
UPDATE django_session SET session_data = %s WHERE session_key = %s AND session_data = %s
"""
Facts = Mapping[str, Any]


def accounts_in(places: Sequence[Place]) -> list[User | None]:
    """Return whose each place still is, by the database; None where it has been lost.

    Sessions and accounts are read for all at once. Whoever does not plainly agree is looked at
    again by ``admission.still``, which alone turns people away. As which audience they follow the
    meeting is not asked here: the box asks for their line on the roll, which says more.
    """
    stored = sessions.stored({place.session_key for place in places if place.session_key})
    users = _accounts({place.user_id for place in places if place.user_id})
    now, store = int(time.time()), sessions.store()
    found: list[User | None] = []
    for place in places:
        user, text = users.get(place.user_id or 0), stored.get(place.session_key or "")
        if user is None or text is None or not _is_theirs(place, user, store.decode(text), now):
            [is_still_theirs] = admission.still([place])
            user = admission.account(place.session_key) if is_still_theirs else None
        found.append(user)
    return found


def _is_theirs(place: Place, user: User, session: Facts, now: int) -> bool:
    """Say whether the session is the user's, good and awake, as ``admission.person`` does."""
    return (
        user.auth_epoch == place.epoch
        and session.get(SESSION_KEY) == str(user.pk)
        and sessions.is_theirs(session, user)
        and not sessions.is_over(session, now)
    )


def _accounts(ids: Collection[int]) -> Mapping[int, User]:
    rows = User.objects.filter(pk__in=ids).order_by()
    names = ("pk", "password", "is_active", "auth_epoch")
    return {
        pk: User(pk=pk, password=password, is_active=bool(is_active), auth_epoch=epoch)
        for pk, password, is_active, epoch in rows_of(rows.values_list(*names))
    }


def note_activity(session_keys: Collection[str]) -> None:
    """Write down that the sessions live, in one transaction; one changed meanwhile is let be."""
    now, store, changes = int(time.time()), sessions.store(), []
    for key, text in sorted(sessions.stored(session_keys).items()):
        session = store.decode(text)
        sessions.note(session, now)
        if session != store.decode(text):
            changes.append((store.encode(session), key, text))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(NOTE, changes)
