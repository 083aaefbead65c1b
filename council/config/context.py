"""What every page is given about the council it belongs to: its name and its main pages."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext

from council.kernel.names import pick
from council.members.models import Council, Office
from council.members.selectors import STAFF, current


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the main pages of the council the address names, else of the first council."""
    council = _council_of(request)
    if council is None:
        return {}
    return {
        "site_name": pick(council.names, get_language() or "en").text,
        "nav": [
            {"url": url, "label": label, "current": _is_at(request, url)}
            for url, label in _pages(council)
        ],
    }


def _council_of(request: HttpRequest) -> Council | None:
    """Return the council with a note whether the reader keeps its registry, in one query."""
    matched = getattr(request, "resolver_match", None)
    slug = matched.kwargs.get("slug") if matched else None
    user = getattr(request, "user", None)
    held = Office.objects.filter(
        body__council=OuterRef("pk"),
        kind__in=STAFF,
        member__is_active=True,
        member__user=user.pk if user is not None else None,
    )
    councils = Council.objects.annotate(is_kept=Exists(current(held)))
    named = [When(slug=slug, then=0)] if slug else []
    return councils.order_by(Case(*named, default=1), "pk").first()


def _pages(council: Council) -> list[tuple[str, str]]:
    pages = [
        (reverse("meetings:meetings"), pgettext("main page", "Meetings")),
        (reverse("proposals:list"), pgettext("main page", "Proposals")),
        (reverse("register:decisions", args=[council.slug]), pgettext("main page", "Decisions")),
        (reverse("members:council", args=[council.slug]), pgettext("main page", "The council")),
    ]
    if getattr(council, "is_kept", False):
        pages.append((reverse("office", args=[council.slug]), pgettext("main page", "Office")))
    return pages


def _is_at(request: HttpRequest, url: str) -> bool:
    return request.path.startswith(url)
