"""The room, the wall of the hall, and the post by which people write to the meeting."""

import time
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.ledger.selectors import last_seq
from council.ledger.services import once
from deliberation.meetings.services.discussion import contribute
from realtime.admission import place_of, ticket_for
from realtime.forms import SayForm
from realtime.page import room_context, wall_context


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@require_GET
@never_cache
def room(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the meeting as it stands, ready to follow what comes."""
    # The number is read before the parts: a notice that comes in between is applied twice, and
    # that changes nothing; the other way round it would be missed.
    line = _line(request, meeting_id)
    context = room_context(request.user, meeting_id, request.LANGUAGE_CODE)
    return render(request, "realtime/room.html", {**context, **line})


@require_GET
@never_cache
def wall(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the meeting on the wall of the hall."""
    line = _line(request, meeting_id)
    context = wall_context(meeting_id, request.LANGUAGE_CODE, request.user)
    return render(request, "realtime/wall.html", {**context, **line})


@require_POST
@login_required
def say(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Write to the meeting about the item in hand."""
    form = SayForm(request.POST)
    if not form.is_valid():
        context = room_context(request.user, meeting_id, request.LANGUAGE_CODE)
        line = _line(request, meeting_id)
        return render(request, "realtime/room.html", {**context, **line, "say": form}, status=422)
    facts = form.cleaned_data
    key = facts.pop("key") or uuid4()
    once(
        actor=request.user,
        key=key,
        name="contribution.make",
        act=lambda: {"id": contribute(actor=request.user, **facts).pk},
    )
    return redirect(f"{reverse('realtime:room', args=[meeting_id])}#talk")


def _line(request: HttpRequest, meeting_id: int) -> dict[str, object]:
    place = place_of(
        meeting_id, session_key=request.session.session_key, language=request.LANGUAGE_CODE
    )
    return {
        "seq": last_seq(meeting_id),
        "now_ms": str(int(time.time() * 1000)),
        "ticket": "" if place is None else ticket_for(place),
    }
