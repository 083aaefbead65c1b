"""Posts about the floor: each calls one service and goes back to where it came from."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.ledger.services import once
from deliberation.floor.forms import (
    ActForm,
    ExtendForm,
    GiveForm,
    OrderForm,
    RequestForm,
    SignalForm,
)
from deliberation.floor.selectors import own
from deliberation.floor.selectors.reasons import reasons_for
from deliberation.floor.services import ordering, requests, signals, turns

Act = Callable[..., object]
OF_SPEAKERS = frozenset({"floor.request", "floor.withdraw"})  # what is not done at the desk


@require_POST
@login_required
def ask(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Ask for the floor."""
    act = partial(requests.request_floor, meeting_id=meeting_id)
    return _answer(request, meeting_id, RequestForm(request.POST), "floor.request", act)


@require_POST
@login_required
def withdraw(request: MemberRequest, request_id: int) -> HttpResponse:
    """No longer ask for the floor."""
    meeting_id = own.meeting_of_request(request.user, request_id)
    act = partial(requests.withdraw_request, request_id=request_id)
    return _answer(request, meeting_id, ActForm(request.POST), "floor.withdraw", act)


@require_POST
@login_required
def decline(request: MemberRequest, request_id: int) -> HttpResponse:
    """Take somebody off the list."""
    meeting_id = own.meeting_of_request(request.user, request_id)
    act = partial(requests.decline_request, request_id=request_id)
    return _answer(request, meeting_id, ActForm(request.POST), "floor.decline", act)


@require_POST
@login_required
def choose(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Choose by which rule speakers are suggested."""
    act = partial(ordering.choose_order, meeting_id=meeting_id)
    return _answer(request, meeting_id, OrderForm(request.POST), "floor.choose_order", act)


@require_GET
@never_cache
def order(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Explain in which order people speak, and to one who waits, why they wait where they do."""
    shown = reasons_for(request.user, meeting_id)
    return render(request, "floor/order.html", {"shown": shown})


@require_POST
@login_required
def give(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Give somebody the floor."""
    act = partial(turns.give_floor, meeting_id=meeting_id)
    return _answer(request, meeting_id, GiveForm(request.POST), "floor.give", act)


@require_POST
@login_required
def end(request: MemberRequest, turn_id: int) -> HttpResponse:
    """End a turn."""
    meeting_id = own.meeting_of_turn(request.user, turn_id)
    act = partial(turns.end_turn, turn_id=turn_id)
    return _answer(request, meeting_id, ActForm(request.POST), "floor.end", act)


@require_POST
@login_required
def extend(request: MemberRequest, turn_id: int) -> HttpResponse:
    """Give the speaker more time."""
    meeting_id = own.meeting_of_turn(request.user, turn_id)
    act = partial(turns.extend_turn, turn_id=turn_id)
    return _answer(request, meeting_id, ExtendForm(request.POST), "floor.extend", act)


@require_POST
@login_required
def signal(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Tell chair and speaker that the interpreter cannot follow."""
    act = partial(signals.signal_interpretation, meeting_id=meeting_id)
    return _answer(request, meeting_id, SignalForm(request.POST), "signal.give", act)


@require_POST
@login_required
def settle(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Go on: the interpreters can follow again."""
    act = partial(signals.settle_signals, meeting_id=meeting_id)
    return _answer(request, meeting_id, ActForm(request.POST), "signal.settle", act)


@require_GET
@login_required
def mine(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show the requester's own part on the floor."""
    return HttpResponse(_own_part(request, own.meeting_seen(request.user, meeting_id)))


def _answer(
    request: MemberRequest, meeting_id: int, form: ActForm, name: str, act: Act
) -> HttpResponse:
    meeting_id = own.meeting_seen(request.user, meeting_id)
    if not form.is_valid():
        return render(request, "errors/422.html", {"form": form}, status=422)
    key = form.cleaned_data.pop("key")
    once(actor=request.user, key=key, name=name, act=partial(_carry_out, request, form, act))
    if "X-Majlis-Live" in request.headers:
        html = _own_part(request, meeting_id)
        return JsonResponse({"parts": [{"id": "my-request", "html": html}] if html else []})
    return redirect(_way_back(request, meeting_id, name))


def _carry_out(request: MemberRequest, form: ActForm, act: Act) -> dict[str, object]:
    act(actor=request.user, **form.cleaned_data)
    return {}


def _own_part(request: MemberRequest, meeting_id: int) -> str:
    mine = own.own_request(request.user, meeting_id)
    if mine is None:
        return ""
    context = {"own": mine, "csrf_token": get_token(request)}
    return render_to_string("floor/live/my-request.html", context).strip()


def _way_back(request: HttpRequest, meeting_id: int, name: str) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, None):
        return wanted
    pane = "speakers" if name in OF_SPEAKERS else "desk"
    return f"{reverse('realtime:room', args=[meeting_id])}#{pane}"
