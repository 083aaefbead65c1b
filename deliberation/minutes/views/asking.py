"""What the pages about minutes share."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from deliberation.meetings.views.asking import show
from deliberation.minutes.models import Minutes


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing; None where a page is asked for."""
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, words: str, meeting_id: int, anchor: str = "") -> HttpResponse:
    """Say what was done and go back to the minutes."""
    messages.success(request, words)
    answer = redirect("minutes:minutes", meeting_id)
    answer["Location"] += f"#{anchor}" if anchor else ""
    return answer


def shown(
    request: HttpRequest, template: str, minutes: Minutes, context: Mapping[str, Any]
) -> HttpResponse:
    """Render a page about minutes; the form in it decides the status."""
    frame = {"minutes": minutes, "meeting": minutes.meeting}
    return show(request, template, minutes.meeting.council, {**frame, **context})
