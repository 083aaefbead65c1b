"""Feeds, calendars, catalogues: files that programs fetch again and again."""

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.members.selectors import councils_for
from deliberation.publication.addresses import whole
from deliberation.publication.calendars import (
    Feed,
    calendar_of,
    feed_of_all,
    feed_of_body,
    feed_of_person,
)
from deliberation.publication.catalogue import catalogue
from deliberation.publication.feeds import FEEDS, feed_of
from deliberation.publication.http import file_of, unchanged
from deliberation.publication.notices import robots_txt, security_txt
from deliberation.publication.wellknown import LINKSET, api_catalog

CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
TURTLE = "text/turtle; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SCHEMA = Path(__file__).parents[1] / "openapi.json"


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Send the public meetings of all councils."""
    return _calendar(request, feed_of_all(_("Meetings of the council")))


@require_safe
def calendar_of_body(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Send the public meetings of a body."""
    return _calendar(request, feed_of_body(slug, key, _language(request)))


@require_safe
def calendar_of_person(request: HttpRequest, token: str) -> HttpResponse:
    """Send a person's own meetings to whoever knows the address."""
    feed = feed_of_person(token, _("My meetings"))
    answer = HttpResponse(calendar_of(feed, _language(request)), content_type=CALENDAR)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Send news of one kind."""
    return unchanged(request, file_of(feed_of(kind, _language(request)).encode(), ATOM))


@require_safe
def catalog(request: HttpRequest) -> HttpResponseBase:
    """Send the list of all data."""
    return unchanged(request, file_of(catalogue().encode(), TURTLE))


@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    """Send the description of what programs can ask."""
    return unchanged(request, file_of(SCHEMA.read_bytes(), "application/json"))


@require_safe
def well_known(request: HttpRequest) -> HttpResponseBase:
    """Send where everything is that programs can read."""
    raw = json.dumps(api_catalog(), ensure_ascii=False, indent=1).encode()
    answer = file_of(raw, LINKSET)
    answer["Link"] = f'<{whole(request.path)}>; rel="api-catalog"'
    return unchanged(request, answer)


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole."""
    return HttpResponse(security_txt(), content_type=TEXT)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Say what machines that search need not read."""
    return HttpResponse(robots_txt(), content_type=TEXT)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Explain what there is for programs, in plain words."""
    context = {
        "feeds": [(kind, title) for kind, (title, _) in FEEDS.items()],
        "councils": list(councils_for(request.user)),
        "public_url": settings.PUBLIC_URL,
    }
    return render(request, "publication/open_data.html", context)


def _calendar(request: HttpRequest, found: Feed) -> HttpResponseBase:
    return unchanged(request, file_of(calendar_of(found, _language(request)), CALENDAR))


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
