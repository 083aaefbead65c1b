"""The pages and posts of the interpreter's desk."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.kernel.audience import Audience
from council.ledger.services import once
from deliberation.floor.selectors.floor import floor_part
from deliberation.meetings.services import interpretation
from realtime.forms import PlaceForm, RenderingForm
from realtime.interpretation import Desk, desk_of, require_line, way_of
from realtime.line import line_to

PARTS = ("desk-queue", "desk-work", "desk-signals")


class InterpreterRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@require_GET
@never_cache
@login_required
def desk(request: InterpreterRequest, meeting_id: int, way: str) -> HttpResponse:
    """Show the desk: the queue, the line at hand, signals to the room."""
    session_key = request.session.session_key
    line = line_to(meeting_id, session_key=session_key, language=request.LANGUAGE_CODE)
    shown = desk_of(request.user, meeting_id, way, _asked(request)["line"])
    return render(request, "realtime/desk.html", {"desk": shown, "line": line})


@require_GET
@never_cache
@login_required
def queue(request: InterpreterRequest, meeting_id: int, way: str) -> HttpResponse:
    """Send the changing parts of the desk; the floor only once, news of it comes by the line."""
    asked = _asked(request)
    shown = desk_of(request.user, meeting_id, way, asked["line"])
    parts = _parts(request, shown)
    if asked["floor"]:
        floor = floor_part(meeting_id, Audience.MEMBER, request.LANGUAGE_CODE)
        parts["floor"] = render_to_string("floor/live/floor.html", floor)
    return _as_json(parts)


@require_POST
@login_required
def send(request: InterpreterRequest, meeting_id: int, way: str) -> HttpResponse:
    """Send a rendering to the readers."""
    return _act(request, meeting_id, way, "desk.send")


@require_POST
@login_required
def correct(request: InterpreterRequest, meeting_id: int, way: str) -> HttpResponse:
    """Replace a rendering by a better one."""
    return _act(request, meeting_id, way, "desk.correct")


def _act(request: InterpreterRequest, meeting_id: int, way: str, name: str) -> HttpResponse:
    target = way_of(request.user, meeting_id, way).target
    form = RenderingForm(request.POST)
    if not form.is_valid():
        return render(request, "errors/422.html", {"form": form}, status=422)
    facts = form.cleaned_data | {"language": target}
    require_line(request.user, meeting_id, facts["contribution_id"])
    act = partial(_ACTS[name], request.user, facts)
    once(actor=request.user, key=facts.pop("key"), name=name, act=act)
    if "X-Majlis-Live" in request.headers:
        return _as_json(_parts(request, desk_of(request.user, meeting_id, way)))
    return redirect("realtime:desk", meeting_id, way)


def _send(actor: User, facts: Mapping[str, Any]) -> dict[str, object]:
    return {"id": interpretation.interpret(actor=actor, **facts).pk}


def _correct(actor: User, facts: Mapping[str, Any]) -> dict[str, object]:
    known = {name: value for name, value in facts.items() if name != "based_on_id"}
    return {"id": interpretation.correct(actor=actor, **known).pk}


_ACTS: Mapping[str, Callable[[User, Mapping[str, Any]], dict[str, object]]] = {
    "desk.send": _send,
    "desk.correct": _correct,
}


def _parts(request: InterpreterRequest, shown: Desk) -> dict[str, str]:
    context = {"desk": shown, "csrf_token": get_token(request)}
    return {name: render_to_string(f"realtime/live/{name}.html", context) for name in PARTS}


def _as_json(parts: Mapping[str, str]) -> JsonResponse:
    return JsonResponse({"parts": [{"id": name, "html": html} for name, html in parts.items()]})


def _asked(request: HttpRequest) -> Mapping[str, Any]:
    form = PlaceForm(request.GET)
    return form.cleaned_data if form.is_valid() else {"line": None, "floor": False}
