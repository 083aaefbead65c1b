"""Tickets: what a page tells its socket, signed, so that both speak of the same reader."""

from dataclasses import astuple, dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

from council.kernel.audience import Audience

_SALT = "realtime.ticket"


class Forged(ValueError):
    """A ticket that we have not signed."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which reader a page was made for.

    It opens no door: who reads is looked up whenever it is shown. It says in which language the
    page is, and that its reader has not become somebody else since.
    """

    meeting_id: int
    user_id: int | None
    audience: Audience
    language: str
    epoch: int
    session: str  # a fingerprint, never the key itself


def issue(ticket: Ticket) -> str:
    """Sign the ticket."""
    return signing.dumps(astuple(ticket), salt=_SALT)


def read(signed: str) -> Ticket:
    """Return what was signed.

    Raises:
        Forged: it is not one of ours.
    """
    try:
        meeting_id, user_id, audience, *rest = signing.loads(signed, salt=_SALT)
        return Ticket(meeting_id, user_id, Audience(audience), *rest)
    except (signing.BadSignature, ValueError, TypeError):
        raise Forged from None


def fingerprint(session_key: str | None) -> str:
    """Return a short name for a session from which it cannot be told."""
    if not session_key:
        return ""
    return salted_hmac(_SALT, session_key, algorithm="sha256").hexdigest()[:24]
