"""Sessions over HTTP: begun once it is known who comes, renewed when a factor changes."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.signals import login_code_rejected
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from council.accounts import services
from council.accounts.models import User


class MemberRequest(HttpRequest):
    """A request of somebody signed in: behind ``login_required`` there is no other."""

    user: User


def sign_in(request: HttpRequest, user: User, method: str, to: str) -> HttpResponse:
    """Sign ``user`` in, after a second factor if the account has one, and go on to ``to``."""
    logout(request)  # a phone is handed on: nothing of the last person's session may stay
    record_authentication(request, user, method)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=to))
    return response


def wanted_page(request: HttpRequest) -> str:
    """Return the page of ours that was asked for before signing in, else the first page."""
    return get_next_redirect_url(request) or "/"


def watch() -> None:
    """Hear from django-allauth, which tries codes and changes factors without our services."""
    for change in (authenticator_added, authenticator_removed, authenticator_reset):
        change.connect(end_other_sessions, dispatch_uid="council.accounts.factors")
    for failure in (login_code_rejected, authentication_failed):
        failure.connect(note_failure, dispatch_uid="council.accounts.failures")


def note_failure(user: User, **_facts: object) -> None:
    """Write down that a code was wrong, by letter or as a second step."""
    services.security.warning("account %s: a wrong code was typed", user.pk)


def end_other_sessions(request: HttpRequest, user: User, **_facts: object) -> None:
    """End every session but the one in which the factor changed; that one gets a new id."""
    services.end_sessions(actor=user, user_id=user.pk)
    user.refresh_from_db(fields=["auth_epoch"])
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
