"""What every page is given about the council it belongs to: its name and its main pages."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext

from council.kernel.names import pick
from council.members.models import Council, Member, Office
from council.members.selectors import STAFF, current


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the main pages of the council the address names, else of the first council."""
    council = _council_of(request)
    if council is None:
        return {}
    pages = _pages(council)
    here = _nearest(request.path, [url for url, _label in pages])
    return {
        "reader_name": getattr(council, "reader_name", None),
        "site_name": pick(council.names, get_language() or "en").text,
        "nav": [{"url": url, "label": label, "current": url == here} for url, label in pages],
    }


def _council_of(request: HttpRequest) -> Council | None:
    """Return the council, who its reader is and whether they keep its registry, in one query."""
    matched = getattr(request, "resolver_match", None)
    slug = matched.kwargs.get("slug") if matched else None
    user = getattr(request, "user", None)
    named = [When(slug=slug, then=0)] if slug else []
    councils = Council.objects.order_by(Case(*named, default=1), "pk")
    if user is None or not user.is_authenticated:
        return councils.first()
    reader = Member.objects.filter(council=OuterRef("pk"), user=user.pk)
    held = Office.objects.filter(
        body__council=OuterRef("pk"),
        kind__in=STAFF,
        member__is_active=True,
        member__user=user.pk,
    )
    own_name = Coalesce(NullIf("native_name", Value("")), "public_name")
    return councils.annotate(
        is_kept=Exists(current(held)), reader_name=Subquery(reader.values_list(own_name)[:1])
    ).first()


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


def _nearest(path: str, urls: Sequence[str]) -> str:
    """Return the main page that ``path`` lies under: pages of a council lie under its own."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
