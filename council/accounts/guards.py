"""Decorators in front of pages: for staff, and for acts that want the owner at the keyboard."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from council.accounts import sessions
from council.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

RECENT = 10 * 60  # seconds
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def staff_page(view: View[P]) -> View[P]:
    """Show the page only to somebody signed in with a second factor and not long ago.

    The session is a staff session from then on and ends after half an hour of rest. What the
    person may see and do there, permissions say.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.MAJLIS_REQUIRE_SECOND_FACTOR:
            return view(request, *args, **kwargs)
        if not request.META.get(sessions.FIT_FOR_STAFF):
            logout(request)  # else the door would send the person straight back here
            return redirect_to_login(request.get_full_path())
        if not has_passed_second_factor(request):
            return _towards_second_factor(request)
        sessions.mark_as_staff(request.session)
        return view(request, *args, **kwargs)

    return cast("View[P]", login_required(guarded))


def recently_authenticated(view: View[P]) -> View[P]:
    """Ask who is there again, unless the person showed it within the last ten minutes.

    For cards, roles, exports and keys. What was posted is kept and carried out afterwards.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if settings.MAJLIS_REQUIRE_SECOND_FACTOR and not is_recent(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return cast("View[P]", login_required(guarded))


def has_passed_second_factor(request: HttpRequest) -> bool:
    """Say whether a passkey, an authenticator's code or a recovery code was used to get here."""
    return any(record.get("method") == "mfa" for record in records(request))


def is_recent(request: HttpRequest) -> bool:
    """Say whether the person proved who they are within the last ten minutes."""
    last = max((record.get("at", 0) for record in records(request)), default=0)
    return bool(time.time() - last <= RECENT)


def records(request: HttpRequest) -> list[dict[str, Any]]:
    """Return by which proofs, and when, the person in this session showed who they are."""
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found


def _towards_second_factor(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        messages.warning(
            request,
            _("Your office needs a second step at sign-in. Set up a passkey or an app first."),
        )
        return redirect("mfa_index")
    back = urlencode({"next": request.get_full_path()})
    is_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    page = "mfa_reauthenticate" if is_app else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(page)}?{back}")
