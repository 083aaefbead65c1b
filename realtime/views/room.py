"""The room, the wall of the hall, and the post by which people write to the meeting."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.audience import Audience
from council.ledger.services import once
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.services.discussion import contribute
from realtime.admission import Place, place_for, ticket_for
from realtime.forms import SayForm
from realtime.page import room_context, wall_context, with_token
from realtime.stage import Meeting


@require_GET
@never_cache
def room(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the meeting as it stands, ready to follow what comes."""
    return _render_room(request, meeting_id, {})


@require_GET
@never_cache
def wall(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the meeting on the wall of the hall."""
    meeting: Meeting = meeting_for(request.user, meeting_id)
    context = wall_context(meeting, request.LANGUAGE_CODE) | _line(meeting.last_seq)
    context["parts"] = with_token(context["parts"], get_token(request))
    return render(request, "realtime/wall.html", context)


@require_POST
@login_required
def say(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Write to the meeting about the item in hand."""
    form = SayForm(request.POST)
    if not form.is_valid():
        return _render_room(request, meeting_id, {"say": form}, status=422)
    facts = form.cleaned_data
    key = facts.pop("key") or uuid4()
    once(
        actor=request.user,
        key=key,
        name="contribution.make",
        act=lambda: {"id": contribute(actor=request.user, **facts).pk},
    )
    return redirect(f"{reverse('realtime:room', args=[meeting_id])}#talk")


def _render_room(
    request: HttpRequest, meeting_id: int, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    # The number comes with the meeting, before the parts are read: a notice that comes in between
    # is applied twice, and that changes nothing; the other way round it would be missed.
    meeting: Meeting = meeting_for(request.user, meeting_id)
    line = _line(meeting.last_seq)
    context = room_context(request.user, meeting, request.LANGUAGE_CODE, meeting.last_seq)
    context["parts"] = with_token(context["parts"], get_token(request))
    ticket = {"ticket": ticket_for(_place(request, meeting_id, context["reader"].audience))}
    return render(
        request, "realtime/room.html", {**context, **line, **ticket, **more}, status=status
    )


def _line(seq: int) -> dict[str, Any]:
    return {"seq": seq, "now_ms": str(int(time.time() * 1000))}


def _place(request: HttpRequest, meeting_id: int, audience: Audience) -> Place:
    key = request.session.session_key
    language = request.LANGUAGE_CODE
    return place_for(request.user, Place(meeting_id, None, audience, 0, language, key))
