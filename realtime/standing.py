"""Whose the lines still are, for many at once: as ``admission.still``, a hall at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS

from council.accounts import sessions
from council.accounts.models import User
from council.kernel.rows import rows_of
from realtime import admission
from realtime.admission import Place

ASKED = ("id", "password", "language", "is_active", "auth_epoch")  # in the order of the model


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
    keys = {each.session_key for each in senders if each.session_key}
    holders = sessions.holders(keys, _accounts)
    return [_account(each, holders.get(each.session_key or "")) for each in senders]


def _account(sender: Place | Visitor, holder: User | None) -> User | None:
    if isinstance(sender, Visitor):
        return holder
    if holder and (holder.pk, holder.auth_epoch) == (sender.user_id, sender.epoch):
        return holder
    [is_still_theirs] = admission.still([sender])
    return admission.account(sender.session_key) if is_still_theirs else None


def _accounts(ids: Collection[int]) -> Mapping[int, User]:
    """Return what the box asks of accounts, and no more; made as the ORM makes what it has read."""
    rows = User.objects.filter(pk__in=ids).order_by().values_list(*ASKED)
    found = (
        (pk, password, language, bool(active), epoch)
        for pk, password, language, active, epoch in rows_of(rows)
    )
    return {each[0]: User.from_db(DEFAULT_DB_ALIAS, ASKED, each) for each in found}
