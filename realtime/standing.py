"""Whose the lines still are, for many at once: as ``admission.still``, a hall at a time."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody of whom nothing is known but the session that their request names."""

    session_key: str = field(repr=False)


def accounts_in(senders: Sequence[Place | Visitor]) -> list[User | None]:
    """Return whose each place or session still is, by the database; None where it is nobody's.

    Sessions and accounts are read for all at once. Whoever does not plainly keep their place is
    looked at again by ``admission.still``, which alone turns people away. As which audience they
    follow the meeting is not asked here: the box asks for their line on the roll, which says more.
    """
    holders = _holders({each.session_key for each in senders if each.session_key})
    return [_account(each, holders.get(each.session_key or "")) for each in senders]


def _account(sender: Place | Visitor, holder: User | None) -> User | None:
    if isinstance(sender, Visitor):
        return holder
    if holder and (holder.pk, holder.auth_epoch) == (sender.user_id, sender.epoch):
        return holder
    [is_still_theirs] = admission.still([sender])
    return admission.account(sender.session_key) if is_still_theirs else None


def _holders(keys: Collection[str]) -> Mapping[str, User]:
    """Return whose the sessions are: who is good and awake, as ``sessions.holders`` does."""
    store, now = sessions.store(), int(time.time())
    opened = {key: store.decode(text) for key, text in sessions.stored(keys).items()}
    users = _accounts({int(facts.get(SESSION_KEY, 0)) for facts in opened.values()})
    found = {key: users.get(int(facts.get(SESSION_KEY, 0))) for key, facts in opened.items()}
    return {
        key: user
        for key, user in found.items()
        if user and sessions.is_theirs(opened[key], user) and not sessions.is_over(opened[key], now)
    }


def _accounts(ids: Collection[int]) -> Mapping[int, User]:
    """Return what the box asks of accounts, and no more."""
    rows = User.objects.filter(pk__in=ids).order_by()
    names = ("pk", "password", "is_active", "auth_epoch", "language")
    return {
        pk: User(pk=pk, password=password, is_active=bool(active), auth_epoch=epoch, language=lang)
        for pk, password, active, epoch, lang in rows_of(rows.values_list(*names))
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
