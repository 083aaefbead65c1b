"""Pages of the office about organisations."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from council.members import services
from council.members.forms.people import OrganisationForm
from council.members.models import Council
from council.members.selectors.people import organisation_for, organisations_for
from council.members.views.office import KeeperRequest, done, office_page, posted, show

AT = "organisations"


@office_page
def organisations(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the organisations."""
    words = request.GET.get("q", "")
    found = organisations_for(request.user, council, words)
    context = {"organisations": found, "words": words}
    return show(request, "members/organisations.html", council, AT, context)


@office_page
def organisation_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(posted(request), council=council, organisation=None)
    if form.carry_out(
        lambda: services.create_organisation(
            actor=request.user, council_id=council.pk, facts=form.facts()
        )
    ):
        return done(request, council, _("The organisation has been added."), AT)
    context = {"form": form, "title": _("Add an organisation"), "back": AT}
    return show(request, "members/entry.html", council, AT, context)


@office_page
def organisation_edit(request: KeeperRequest, council: Council, row_id: int) -> HttpResponse:
    """Amend an organisation."""
    shown = organisation_for(request.user, council, row_id)
    form = OrganisationForm(posted(request), council=council, organisation=shown)
    if form.carry_out(
        lambda: services.amend_organisation(
            actor=request.user, organisation_id=shown.pk, facts=form.facts()
        )
    ):
        return done(request, council, _("The changes have been saved."), AT)
    context = {"form": form, "title": _("Amend the organisation"), "back": AT}
    return show(request, "members/entry.html", council, AT, context)
