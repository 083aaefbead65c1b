"""What the pages on which meetings are prepared share: the door, the zone, the form shown again."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from council.accounts.http import MemberRequest
from council.kernel.permissions import may
from council.members.forms.base import OfficeForm
from council.members.models import Council
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.preparing import meeting_numbered, meeting_to_prepare

Context = Mapping[str, Any]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing; None where a page is asked for."""
    return request.POST if request.method == "POST" else None


def prepared(request: MemberRequest, meeting_id: int, permission: str) -> Meeting:
    """Return the meeting, for somebody who may prepare it in this way."""
    meeting = meeting_numbered(meeting_id)
    if not may(request.user, permission, meeting):
        meeting_to_prepare(request.user, meeting_id)  # strangers learn nothing of a draft
        raise PermissionDenied(permission)
    return meeting


def show(request: HttpRequest, template: str, council: Council, context: Context) -> HttpResponse:
    """Render a page with the hours of the council; a form in it decides the status."""
    form = context.get("form")
    status = form.status if isinstance(form, OfficeForm) else 200
    frame = {"council": council, "languages": council.languages}
    with timezone.override(zone_of(council)):
        return render(request, template, {**frame, **context}, status=status)


def done(request: HttpRequest, words: str, page: str, *args: object) -> HttpResponse:
    """Say what was done and go on to a page of meetings."""
    messages.success(request, words)
    return redirect(f"meetings:{page}", *args)
