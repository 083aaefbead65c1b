"""The other door: what the socket does, by HTTP."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from council.kernel.audience import Audience
from realtime.admission import Place, place_of, ticket_for
from realtime.forms import SinceForm
from realtime.replay import missed


@require_GET
@never_cache
def since(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Send the notices that the page has missed; 409 when it has to be loaded anew."""
    form = SinceForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    place = _place(request, meeting_id, form.cleaned_data["audience"])
    frames = missed(place, form.cleaned_data["since"])
    if frames is None:
        return JsonResponse({"t": "resync"}, status=409)
    body = b'{"frames":[' + b",".join(frames) + b"]}"
    return HttpResponse(body, content_type="application/json")


@require_GET
@never_cache
def ticket(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Send a fresh ticket for the socket of this page."""
    return JsonResponse({"ticket": ticket_for(_place(request, meeting_id))})


def _place(request: HttpRequest, meeting_id: int, limit: Audience | None = None) -> Place:
    key, language = request.session.session_key, request.LANGUAGE_CODE
    place = place_of(meeting_id, session_key=key, language=language, limit=limit)
    if place is None:
        raise Http404
    return place
