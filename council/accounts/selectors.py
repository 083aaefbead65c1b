"""Reading accounts and their sessions."""

import unicodedata
from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from council.accounts.models import User


def account_named(username: str) -> User | None:
    """Return the account with this username, however it was typed on a phone.

    Case, spaces around it and digits of other scripts do not matter.
    """
    typed = unicodedata.normalize("NFKC", username).strip()
    latin = "".join(str(unicodedata.digit(one, one)) for one in typed)
    return User.objects.filter(username__iexact=latin).first()


def sessions_of(viewer: User) -> Sequence[UserSession]:
    """Return the viewer's sessions that have not ended, newest first."""
    known = list(UserSession.objects.filter(user=viewer).order_by("-created_at", "-pk"))
    keys = [session.session_key for session in known]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    left = set(alive.values_list("session_key", flat=True))
    return [session for session in known if session.session_key in left]


def factors_of(viewer: User) -> Sequence[Authenticator]:
    """Return the viewer's passkeys and authenticator app, oldest first; not recovery codes."""
    spare = Authenticator.Type.RECOVERY_CODES
    return list(Authenticator.objects.filter(user=viewer).exclude(type=spare).order_by("pk"))
