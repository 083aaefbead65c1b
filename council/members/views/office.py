"""What the pages of the back office share: the door, the navigation, the frame."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.accounts.guards import staff_page
from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.forms.base import OfficeForm
from council.members.models import Council
from council.members.selectors.doors import council_called

P = ParamSpec("P")
Page = Callable[Concatenate["KeeperRequest", Council, P], HttpResponse]
Opened = Callable[Concatenate[HttpRequest, str, P], HttpResponse]
Context = Mapping[str, Any]


class KeeperRequest(HttpRequest):
    """A request by somebody who keeps the registry."""

    user: User


def office_page(view: Page[P]) -> Opened[P]:
    """Open the page to those who keep the registry of the council at this address."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        keeper = cast("KeeperRequest", request)
        council = council_called(keeper.user, slug)
        authorise(keeper.user, "members.manage_council", council)
        return view(keeper, council, *args, **kwargs)

    return staff_page(cast("Opened[P]", opened))


def office_nav(council: Council, at: str = "") -> list[dict[str, Any]]:
    """Return the navigation of the council's office; ``at`` is the entry of the page shown."""
    people = [
        ("members", pgettext("office", "Members"), "people"),
        ("organisations", _("Organisations"), "building"),
        ("cards", _("Sign-in cards"), "key"),
    ]
    shape = [
        ("bodies", _("Bodies"), "users"),
        ("seats_start", _("Seats"), "seat"),
        ("offices", _("Offices"), "gavel"),
        ("composition_start", _("Targets"), "people"),
        ("lots:desks", pgettext("drawing of lots", "Lots"), "dice"),
        ("blocs", _("Blocs"), "flag"),
        ("terms", _("Terms"), "calendar"),
        ("bylaws", _("By-laws"), "scales"),
        ("council_edit", _("The council"), "settings"),
    ]
    files = [("import", _("Import"), "upload"), ("export", _("Export"), "download")]
    record = [
        ("register:decisions", _("Decisions"), "gavel"),
        ("followup:desk", _("Following up decisions"), "send"),
        ("followup:addressees", _("Addressees"), "building"),
        ("register:erase_person", _("Erasure"), "lock"),
    ]
    sections = (
        (_("People"), people),
        (_("Composition"), shape),
        (_("Record"), record),
        (_("Files"), files),
    )
    start = {"label": "", "entries": [_entry(council, at, "office", _("What waits"), "home")]}
    return [
        start,
        *(
            {"label": label, "entries": [_entry(council, at, *entry) for entry in entries]}
            for label, entries in sections
        ),
    ]


def _entry(council: Council, at: str, page: str, label: str, icon: str) -> dict[str, Any]:
    # The desk belongs to the whole site; what is above members has its own name.
    name = page if page == "office" or ":" in page else f"members:{page}"
    url = reverse(name, args=[council.slug])
    return {"label": label, "url": url, "icon": icon, "current": page == at, "count": None}


def show(
    request: HttpRequest, template: str, council: Council, at: str, context: Context
) -> HttpResponse:
    """Render a page of the office; a form in it decides the status."""
    form = context.get("form")
    status = form.status if isinstance(form, OfficeForm) else 200
    frame = {
        "council": council,
        "office_nav": office_nav(council, at),
        "languages": council.languages,
    }
    return render(request, template, {**frame, **context}, status=status)


def done(
    request: HttpRequest, council: Council, words: str, page: str, *args: object
) -> HttpResponse:
    """Say what was done and go on to a page of the office."""
    messages.success(request, words)
    return redirect(f"members:{page}", council.slug, *args)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
