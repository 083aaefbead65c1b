"""Decisions and amendments as files of record."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from deliberation.proposals.selectors.sight import amendment_for
from deliberation.publication.akn import amendment_xml, decision_of, decision_xml
from deliberation.publication.http import file_of, unchanged
from deliberation.publication.printed import decision_pdf

AKN, PDF = "application/akn+xml", "application/pdf"


@require_safe
def decision_akn(request: HttpRequest, number: str) -> HttpResponseBase:
    """Send a decision as Akoma Ntoso."""
    raw = decision_xml(decision_of(number), request.GET.get("lang", ""))
    return unchanged(request, file_of(raw, AKN, name=f"{number.replace('/', '-')}.akn.xml"))


@require_safe
def decision_paper(request: HttpRequest, number: str) -> HttpResponseBase:
    """Send a decision as PDF."""
    raw = decision_pdf(decision_of(number), request.GET.get("lang", ""))
    return unchanged(request, file_of(raw, PDF, name=f"{number.replace('/', '-')}.pdf"))


@require_safe
def amendment_akn(request: HttpRequest, amendment_id: int) -> HttpResponseBase:
    """Send an amendment as Akoma Ntoso."""
    raw = amendment_xml(amendment_for(AnonymousUser(), amendment_id))
    return unchanged(request, file_of(raw, AKN, name=f"amendment-{amendment_id}.akn.xml"))
