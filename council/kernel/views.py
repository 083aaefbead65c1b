"""Pages that belong to no subject: style, appearance, accessibility, errors in plain words."""

import sys

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.kernel.assets import Asset
from council.kernel.context import THEMES
from council.kernel.demonstration import demonstration
from council.kernel.health import is_passing, problems
from council.kernel.scripts import PAGES, script
from council.kernel.stylesheet import stylesheet

FOR_EVER = "public, max-age=31536000, immutable"
ERRORS = frozenset({400, 403, 404, 409, 422, 429, 500, 503})


@require_GET
def stylesheet_file(request: HttpRequest, name: str) -> HttpResponse:
    """Send the style sheet."""
    return _sent(request, stylesheet(), name, "text/css")


@require_GET
def script_file(request: HttpRequest, page: str, name: str) -> HttpResponse:
    """Send the scripts of a kind of page."""
    if page not in PAGES:
        raise Http404
    return _sent(request, script(page), name, "text/javascript")


def _sent(request: HttpRequest, asset: Asset, name: str, kind: str) -> HttpResponse:
    """Send an asset, compressed as the browser accepts it; under an older name it is not kept."""
    encoding, body = asset.encoded(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if name == asset.name else "no-cache"
    response["Vary"] = "Accept-Encoding"
    if encoding:
        response["Content-Encoding"] = encoding
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember whether the reader wants light or dark pages, and go back."""
    response = redirect(_way_back(request))
    theme = request.POST.get("theme", "")
    response.set_cookie(
        settings.THEME_COOKIE_NAME,
        theme if theme in THEMES else "",
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else "/"


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what the site does for everybody and where it falls short."""
    return render(request, "pages/accessibility.html")


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component, for those who write pages."""
    return render(request, "_components/index.html", demonstration())


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Show the layout of the back office."""
    return render(request, "_components/office.html", demonstration())


@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """Show what the projector throws on the wall of the hall."""
    return render(request, "_components/wall.html", demonstration())


@require_GET
def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Show an error page on its own, so that it can be looked at and tested."""
    if status not in ERRORS:
        raise Http404
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this is for others to do or to read."""
    return render(request, "errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page had gone stale and nothing was done."""
    return render(request, "errors/403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at this address, or nothing the reader may see."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; the page needs no session, no database and no context."""
    if is_passing(sys.exc_info()[1]):
        headers = {"Retry-After": "5"}
        return HttpResponse(render_to_string("errors/503.html"), status=503, headers=headers)
    return render(None, "errors/500.html", status=500)


@require_GET
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"live": True})


@require_GET
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the process can serve, and if not, what is missing."""
    found = problems()
    return JsonResponse({"ready": not found, "problems": found}, status=503 if found else 200)
