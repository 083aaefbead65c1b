"""Reading accounts and their sessions."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from council.accounts.models import User

# The first mark that fits counts: Edge and Opera call themselves Chrome, and all of them Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def account_named(username: str) -> User | None:
    """Return the account with this username, however it was typed on a phone.

    Case, spaces around it and digits of other scripts do not matter.
    """
    typed = unicodedata.normalize("NFKC", username).strip()
    latin = "".join(str(unicodedata.digit(one, one)) for one in typed)
    return User.objects.filter(username__iexact=latin).first()


def calendar_token(user: User) -> str:
    """Return the secret in the address of a person's own calendar; a new one voids it."""
    facts = f"{user.pk}:{user.calendar_epoch}"
    return f"{user.pk}-{salted_hmac('majlis.calendar', facts, algorithm='sha256').hexdigest()}"


def owner_of_calendar(token: str) -> User | None:
    """Return whose calendar has this secret in its address; None when nobody's has."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < len(str(2**63))):
        return None
    user = User.objects.filter(pk=int(number), is_active=True).first()
    is_right = user is not None and constant_time_compare(calendar_token(user), token)
    return user if is_right else None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One of a person's sessions, as they can recognise it."""

    pk: int
    key: str
    device: str
    address: str
    since: datetime


def sessions_of(viewer: User) -> Sequence[SignedIn]:
    """Return the viewer's sessions that have not ended, newest first."""
    known = list(UserSession.objects.filter(user=viewer).order_by("-created_at", "-pk"))
    keys = [session.session_key for session in known]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    left = set(alive.values_list("session_key", flat=True))
    return [_recognisable(session) for session in known if session.session_key in left]


def device_named(user_agent: str) -> str:
    """Name browser and system as their owner knows them, or return what the browser said.

    >>> device_named("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36")
    'Chrome, Android'
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system))) or user_agent[:60]


def _recognisable(session: UserSession) -> SignedIn:
    device = device_named(session.user_agent)
    return SignedIn(session.pk, session.session_key, device, session.ip, session.created_at)


def factors_of(viewer: User) -> Sequence[Authenticator]:
    """Return the viewer's passkeys and authenticator app, oldest first; not recovery codes."""
    spare = Authenticator.Type.RECOVERY_CODES
    return list(Authenticator.objects.filter(user=viewer).exclude(type=spare).order_by("pk"))
