"""The pages and posts of the interpreter's desk."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.ledger.services import once
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.services import interpretation
from realtime.forms import PlaceForm, RenderingForm
from realtime.interpretation import Desk, desk_of
from realtime.line import line_to

PARTS = ("desk-queue", "desk-work", "desk-signals")


class InterpreterRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@require_GET
@never_cache
@login_required
def desk(request: InterpreterRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Show the desk: the queue, the line at hand, signals to the room."""
    session_key = request.session.session_key
    line = line_to(meeting_id, session_key=session_key, language=request.LANGUAGE_CODE)
    shown = desk_of(request.user, meeting_id, slug, _wanted(request))
    meeting = meeting_for(request.user, meeting_id)
    context = {"desk": shown, "meeting": meeting, "line": line}
    return render(request, "realtime/desk.html", context)


@require_GET
@never_cache
@login_required
def queue(request: InterpreterRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Send the changing parts of the desk."""
    return _parts(request, desk_of(request.user, meeting_id, slug, _wanted(request)))


@require_POST
@login_required
def send(request: InterpreterRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Send a rendering to the readers."""
    return _act(request, meeting_id, slug, "desk.send")


@require_POST
@login_required
def correct(request: InterpreterRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Replace a rendering by a better one."""
    return _act(request, meeting_id, slug, "desk.correct")


def _act(request: InterpreterRequest, meeting_id: int, slug: str, name: str) -> HttpResponse:
    shown, form = desk_of(request.user, meeting_id, slug), RenderingForm(request.POST)
    if not form.is_valid():
        return render(request, "errors/422.html", {"form": form}, status=422)
    facts = form.cleaned_data | {"language": shown.way.target}
    key = facts.pop("key")
    once(actor=request.user, key=key, name=name, act=partial(_ACTS[name], request.user, facts))
    if "X-Majlis-Live" in request.headers:
        return _parts(request, desk_of(request.user, meeting_id, slug))
    return redirect(reverse("realtime:desk", args=[meeting_id, slug]))


def _send(actor: User, facts: Mapping[str, object]) -> dict[str, object]:
    return {"id": interpretation.interpret(actor=actor, **facts).pk}


def _correct(actor: User, facts: Mapping[str, object]) -> dict[str, object]:
    known = {name: value for name, value in facts.items() if name != "based_on_id"}
    return {"id": interpretation.correct(actor=actor, **known).pk}


_ACTS: Mapping[str, Callable[[User, Mapping[str, object]], dict[str, object]]] = {
    "desk.send": _send,
    "desk.correct": _correct,
}


def _parts(request: InterpreterRequest, shown: Desk) -> JsonResponse:
    parts = [
        {
            "id": name,
            "html": render_to_string(f"realtime/live/{name}.html", {"desk": shown}, request),
        }
        for name in PARTS
    ]
    return JsonResponse({"parts": parts})


def _wanted(request: HttpRequest) -> int | None:
    form = PlaceForm(request.GET)
    return form.cleaned_data["line"] if form.is_valid() else None
