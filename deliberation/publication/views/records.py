"""Decisions, amendments and minutes as files of record."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from deliberation.proposals.selectors.sight import amendment_for
from deliberation.publication.akn.minutes import minutes_xml
from deliberation.publication.akn.records import amendment_xml, decision_of, decision_xml
from deliberation.publication.http import file_of, unchanged
from deliberation.publication.minuted.whole import language_for, published_minutes
from deliberation.publication.printed import decision_pdf, minutes_pdf

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


@require_safe
def minutes_akn(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Send published minutes as Akoma Ntoso."""
    minutes = published_minutes(meeting_id)
    language = language_for(minutes, request.GET.get("lang", ""))
    name = f"minutes-{meeting_id}-{language}.akn.xml"
    return unchanged(request, file_of(minutes_xml(minutes, language), AKN, name=name))


@require_safe
def minutes_paper(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Send published minutes as PDF."""
    minutes = published_minutes(meeting_id)
    language = language_for(minutes, request.GET.get("lang", ""))
    name = f"minutes-{meeting_id}-{language}.pdf"
    return unchanged(request, file_of(minutes_pdf(minutes, language), PDF, name=name))
