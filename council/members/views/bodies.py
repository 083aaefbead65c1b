"""Pages of the office about the council, its bodies, blocs and terms."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from council.members import services
from council.members.forms.bodies import BlocForm, BodyForm, TermForm
from council.members.forms.council import CouncilForm
from council.members.models import Council
from council.members.selectors import seating
from council.members.views.office import KeeperRequest, done, office_page, posted, show

ENTRY = "members/entry.html"


@office_page
def council_edit(request: KeeperRequest, council: Council) -> HttpResponse:
    """Amend what the council says about itself."""
    form = CouncilForm(posted(request), council=council)
    if form.carry_out(
        lambda: services.amend_council(
            actor=request.user, council_id=council.pk, facts=form.facts()
        )
    ):
        return done(request, council, _("The changes have been saved."), "council_edit")
    return show(request, "members/council_form.html", council, "council_edit", {"form": form})


@office_page
def bodies(request: KeeperRequest, council: Council) -> HttpResponse:
    """Show the bodies as a tree."""
    lines = seating.bodies_for(request.user, council)
    return show(request, "members/bodies.html", council, "bodies", {"lines": lines})


@office_page
def body_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Set up a body."""
    form = BodyForm(posted(request), council=council, body=None)
    if form.carry_out(
        lambda: services.create_body(actor=request.user, council_id=council.pk, facts=form.facts())
    ):
        return done(request, council, _("The body has been set up."), "bodies")
    context = {"form": form, "title": _("Set up a body"), "back": "bodies"}
    return show(request, ENTRY, council, "bodies", context)


@office_page
def body_edit(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Amend a body."""
    shown = seating.body_called(request.user, council, key)
    form = BodyForm(posted(request), council=council, body=shown)
    if form.carry_out(
        lambda: services.amend_body(actor=request.user, body_id=shown.pk, facts=form.facts())
    ):
        return done(request, council, _("The changes have been saved."), "bodies")
    context = {"form": form, "title": _("Amend the body"), "back": "bodies"}
    return show(request, ENTRY, council, "bodies", context)


@office_page
def blocs(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the blocs in order."""
    found = seating.blocs_for(request.user, council)
    return show(request, "members/blocs.html", council, "blocs", {"blocs": found})


@office_page
def bloc_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Add a bloc."""
    form = BlocForm(posted(request), council=council, bloc=None)
    if form.carry_out(
        lambda: services.create_bloc(actor=request.user, council_id=council.pk, facts=form.facts())
    ):
        return done(request, council, _("The bloc has been added."), "blocs")
    context = {"form": form, "title": _("Add a bloc"), "back": "blocs"}
    return show(request, ENTRY, council, "blocs", context)


@office_page
def bloc_edit(request: KeeperRequest, council: Council, row_id: int) -> HttpResponse:
    """Amend a bloc."""
    shown = seating.bloc_for(request.user, council, row_id)
    form = BlocForm(posted(request), council=council, bloc=shown)
    if form.carry_out(
        lambda: services.amend_bloc(actor=request.user, bloc_id=shown.pk, facts=form.facts())
    ):
        return done(request, council, _("The changes have been saved."), "blocs")
    context = {"form": form, "title": _("Amend the bloc"), "back": "blocs"}
    return show(request, ENTRY, council, "blocs", context)


@office_page
def terms(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the terms, newest first."""
    found = seating.terms_for(request.user, council)
    return show(request, "members/terms.html", council, "terms", {"terms": found})


@office_page
def term_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Add a term."""
    form = TermForm(posted(request), term=None)
    if form.carry_out(
        lambda: services.open_term(actor=request.user, council_id=council.pk, facts=form.facts())
    ):
        return done(request, council, _("The term has been added."), "terms")
    context = {"form": form, "title": _("Add a term"), "back": "terms"}
    return show(request, ENTRY, council, "terms", context)


@office_page
def term_edit(request: KeeperRequest, council: Council, row_id: int) -> HttpResponse:
    """Amend a term."""
    shown = seating.term_for(request.user, council, row_id)
    form = TermForm(posted(request), term=shown)
    if form.carry_out(
        lambda: services.amend_term(actor=request.user, term_id=shown.pk, facts=form.facts())
    ):
        return done(request, council, _("The changes have been saved."), "terms")
    context = {"form": form, "title": _("Amend the term"), "back": "terms"}
    return show(request, ENTRY, council, "terms", context)
