"""What happened: events, and the one signal that tells other parts after the commit."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, ClassVar, Protocol

from django.db import transaction
from django.dispatch import Signal

happened = Signal()
"""Sent after commit with ``entry``; listeners may fail without harming what was committed."""

access_ended = Signal()
"""Sent after commit with ``user_id`` when every session of an account has ended, or when it has
become somebody else in a council: its sockets close, and come back as who it is now."""

session_ended = Signal()
"""Sent after commit with ``session_key`` when one session has ended: signed out on one device."""


@dataclass(frozen=True, slots=True)
class Event:
    """A fact of the procedure, named by a past participle; ids and public facts only.

    ``kind`` is the stable name under which the journal keeps it, such as ``poll.opened``.
    """

    kind: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """The event's fields, ready for JSON."""
        return asdict(self)


class Entry(Protocol):
    """What listeners receive: one row of a meeting's journal."""

    meeting_id: int
    seq: int
    kind: str
    payload: dict[str, Any]


def emit(entry: Entry) -> None:
    """Tell the listeners of ``entry`` once the running transaction is committed."""
    transaction.on_commit(partial(happened.send_robust, sender=None, entry=entry))


def announce_end_of_access(user_id: int) -> None:
    """Tell listeners, once the running transaction is committed, whom to disconnect."""
    transaction.on_commit(partial(access_ended.send_robust, sender=None, user_id=user_id))


def announce_new_standing(user_ids: Iterable[int | None]) -> None:
    """Tell listeners, once the running transaction is committed, who may do more or less now.

    Members without an account (``None``) have no page that could show it.
    """
    for user_id in user_ids:
        if user_id is not None:
            announce_end_of_access(user_id)


def announce_end_of_session(session_key: str) -> None:
    """Tell listeners, once the running transaction is committed, which device to disconnect."""
    ended = partial(session_ended.send_robust, sender=None, session_key=session_key)
    transaction.on_commit(ended)


Listener = Callable[..., None]
