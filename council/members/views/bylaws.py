"""Pages of the office about by-laws."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.members import services
from council.members.bylaws.sentences import changes_between, chapters_of
from council.members.forms.bylaws import BylawsForm
from council.members.models import Body, Council
from council.members.selectors import bylaws as selectors
from council.members.selectors import seating
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.rules.bylaws import PRESETS, parse

AT = "bylaws"
PRESET_NAMES = {
    "kent_konseyi_assembly": gettext_lazy("Assembly of a Turkish city council (kent konseyi)"),
    "migrantenbeirat": gettext_lazy("German migrants’ advisory council (Migrantenbeirat)"),
}


@office_page
def bylaws(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the bodies, to choose whose by-laws to read."""
    lines = seating.bodies_for(request.user, council)
    return show(request, "members/bylaws.html", council, AT, {"lines": lines})


@office_page
def bylaws_of_body(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Show the by-laws in force in a body, and all their versions."""
    body = seating.body_called(request.user, council, key)
    versions = selectors.versions_for(request.user, body)
    current = selectors.in_force(versions, body)
    names = selectors.bloc_names(request.user, council)
    context = {
        "body": body,
        "versions": versions,
        "current": current,
        "chapters": chapters_of(parse(current.document), names) if current else [],
        "presets": PRESET_NAMES.items(),
    }
    return show(request, "members/bylaws_body.html", council, AT, context)


@office_page
def bylaws_new(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Write a new version of a body's by-laws."""
    body = seating.body_called(request.user, council, key)
    document = _start(request, body)
    form = BylawsForm(posted(request), council=council, document=document)
    if form.carry_out(
        lambda: services.adopt_bylaws(
            actor=request.user,
            body_id=body.pk,
            document=form.document(),
            valid_from=form.cleaned_data["valid_from"],
            note=form.cleaned_data["note"],
        )
    ):
        return done(request, council, _("The by-laws have been saved."), "bylaws_of", body.key)
    return show(request, "members/bylaws_form.html", council, AT, {"form": form, "body": body})


def _start(request: KeeperRequest, body: Body) -> Mapping[str, Any]:
    """Return what the form starts from: the preset asked for, the last version, or any preset."""
    asked = PRESETS.get(request.GET.get("preset", ""))
    versions = [] if asked else selectors.versions_for(request.user, body)
    documents = [asked, *(one.document for one in versions), *PRESETS.values()]
    return next(document for document in documents if document)


@office_page
def bylaws_compare(
    request: KeeperRequest, council: Council, key: str, older: int, newer: int
) -> HttpResponse:
    """Show what changed between two versions."""
    body = seating.body_called(request.user, council, key)
    names = selectors.bloc_names(request.user, council)
    before = selectors.version_for(request.user, body, older)
    after = selectors.version_for(request.user, body, newer)
    readings = [chapters_of(parse(one.document), names) for one in (before, after)]
    context = {
        "body": body,
        "before": before,
        "after": after,
        "changes": changes_between(*readings),
    }
    return show(request, "members/bylaws_compare.html", council, AT, context)
