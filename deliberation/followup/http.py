"""The door of an addressee's pages: a link that is good, or an account."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deliberation.followup.selectors.links import LinkRevoked

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def door(view: Page[P]) -> Callable[..., HttpResponse]:
    """Let in who has a link or an account; what was typed behind a dead link is given back."""

    @wraps(view)
    def opened(
        request: HttpRequest, token: str = "", *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not (token or request.user.is_authenticated):
            return redirect_to_login(request.get_full_path())
        try:
            response = view(request, token, *args, **kwargs)
        except LinkRevoked:
            typed = {"body": request.POST.get("body") or request.POST.get("reason", "")}
            response = render(request, "followup/link_gone.html", typed, status=410)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened
