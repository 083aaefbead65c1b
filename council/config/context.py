"""What every page is given about the council it belongs to: its name and its main pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from council.kernel.names import pick
from council.members.models import Council
from council.members.selectors import is_clerk


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the main pages of the council the address names, else of the first council."""
    council = _council_of(request)
    if council is None:
        return {}
    return {
        "site_name": pick(council.names, get_language() or "en").text,
        "nav": [
            {"url": url, "label": label, "current": _is_at(request, url)}
            for url, label in _pages(request, council)
        ],
    }


def _council_of(request: HttpRequest) -> Council | None:
    matched = getattr(request, "resolver_match", None)
    slug = matched.kwargs.get("slug") if matched else None
    councils = Council.objects.order_by("pk")
    found = councils.filter(slug=slug).first() if slug else None
    return found or councils.first()


def _pages(request: HttpRequest, council: Council) -> list[tuple[str, str]]:
    pages = [
        ("/meetings/", pgettext("main page", "Meetings")),
        (reverse("proposals:list"), pgettext("main page", "Proposals")),
        (reverse("register:decisions", args=[council.slug]), pgettext("main page", "Decisions")),
        (reverse("members:council", args=[council.slug]), pgettext("main page", "The council")),
    ]
    user = getattr(request, "user", None)
    if user is not None and is_clerk(user, council.pk):
        pages.append((reverse("office", args=[council.slug]), _("Office")))
    return pages


def _is_at(request: HttpRequest, url: str) -> bool:
    return request.path.startswith(url)
