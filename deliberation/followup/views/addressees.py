"""Pages of the office about addressees and their links."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.members.models import Council
from council.members.views.office import KeeperRequest, office_page, posted, show
from deliberation.followup.forms.addressees import AddresseeForm
from deliberation.followup.models import Addressee
from deliberation.followup.selectors import desk
from deliberation.followup.selectors.links import link_of, token_of
from deliberation.followup.services import addressees as services

AT = "followup:addressees"


@office_page
def addressees(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the addressees."""
    context = {"addressees": desk.addressees_of(council)}
    return show(request, "followup/addressees.html", council, AT, context)


@office_page
def addressee_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Add an addressee."""
    form = AddresseeForm(posted(request), council=council, addressee=None)
    if form.carry_out(
        lambda: services.create_addressee(
            actor=request.user, council_id=council.pk, facts=form.facts()
        )
    ):
        messages.success(request, _("The addressee has been added."))
        return redirect(AT, council.slug)
    context = {"form": form, "title": _("Add an addressee")}
    return show(request, "followup/addressee.html", council, AT, context)


@office_page
def addressee(request: KeeperRequest, council: Council, addressee_id: int) -> HttpResponse:
    """Amend an addressee, and keep its link."""
    shown = desk.addressee_for(request.user, council, addressee_id)
    form = AddresseeForm(posted(request), council=council, addressee=shown)
    if form.carry_out(
        lambda: services.amend_addressee(
            actor=request.user, addressee_id=shown.pk, facts=form.facts()
        )
    ):
        messages.success(request, _("The changes have been saved."))
        return redirect(AT, council.slug)
    context = {
        "form": form,
        "title": _("Amend the addressee"),
        "addressee": shown,
        "address": _address(request, shown),
    }
    return show(request, "followup/addressee.html", council, AT, context)


@require_POST
@office_page
def link_new(request: KeeperRequest, council: Council, addressee_id: int) -> HttpResponse:
    """Make a new link; the old one dies."""
    shown = desk.addressee_for(request.user, council, addressee_id)
    services.issue_link(actor=request.user, addressee_id=shown.pk)
    messages.success(request, _("The link is made. Hand it over only to the addressee."))
    return redirect("followup:addressee", council.slug, shown.pk)


@require_POST
@office_page
def link_revoke(request: KeeperRequest, council: Council, addressee_id: int) -> HttpResponse:
    """Let the link die."""
    shown = desk.addressee_for(request.user, council, addressee_id)
    services.revoke_link(actor=request.user, addressee_id=shown.pk)
    messages.success(request, _("The link is revoked: nobody can answer by it any more."))
    return redirect("followup:addressee", council.slug, shown.pk)


def _address(request: KeeperRequest, addressee: Addressee) -> str:
    link = link_of(addressee.pk)
    if link is None:
        return ""
    return request.build_absolute_uri(reverse("followup:inbox", args=[token_of(link)]))
