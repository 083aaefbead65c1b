"""What every page is given about who reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


def account(request: HttpRequest) -> dict[str, Any]:
    """Return the reader's account menu, or where to sign in, and whether this is a demo."""
    known = {
        "is_demo": settings.MAJLIS_DEMO,
        "second_factor_relaxed": not settings.MAJLIS_REQUIRE_SECOND_FACTOR,
    }
    user = getattr(request, "user", None)  # an error may come before it is known who asks
    if user is None or not user.is_authenticated:
        return known | {"account": None, "login_url": _login_url(request)}
    menu = {
        "name": user.username,
        "role": "",
        "links": [{"url": reverse("accounts:me"), "label": _("My account")}],
        "logout_url": reverse("account_logout"),
    }
    return known | {"account": menu, "login_url": None}


def _login_url(request: HttpRequest) -> str:
    login = reverse("account_login")
    if request.method != "GET" or request.path in {"/", login}:
        return login
    return f"{login}?{urlencode({'next': request.get_full_path()})}"
