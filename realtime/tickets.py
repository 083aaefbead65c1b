"""Tickets: what a page tells its socket, signed, so that both speak of the same reader."""

import time
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

from council.kernel.audience import Audience

AGE = 60  # [s]
_SALT = "realtime.ticket"


class Forged(ValueError):
    """A ticket that we have not signed, or that is not of this page."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which reader a page was made for."""

    meeting_id: int
    user_id: int | None
    audience: Audience
    language: str
    epoch: int
    session: str  # a fingerprint, never the key itself
    is_fresh: bool = True


def issue(ticket: Ticket) -> str:
    """Sign the ticket; it is good for a minute."""
    facts = [
        ticket.meeting_id,
        ticket.user_id,
        ticket.audience.value,
        ticket.language,
        ticket.epoch,
        ticket.session,
        int(time.time()),
    ]
    return signing.dumps(facts, salt=_SALT)


def read(signed: str) -> Ticket:
    """Return what was signed; it is not fresh when it is older than a minute.

    Raises:
        Forged: it is not one of ours.
    """
    try:
        meeting, user, audience, language, epoch, session, at = signing.loads(signed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Forged from None
    is_fresh = 0 <= time.time() - at <= AGE
    return Ticket(meeting, user, Audience(audience), language, epoch, session, is_fresh)


def fingerprint(session_key: str | None) -> str:
    """Return a short name for a session from which it cannot be told."""
    return (
        salted_hmac(_SALT, session_key, algorithm="sha256").hexdigest()[:24] if session_key else ""
    )
