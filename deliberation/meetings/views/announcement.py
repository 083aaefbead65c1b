"""The public face of meetings: the list, the page of each, its date for calendars."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from deliberation.meetings.calendars import calendar_of
from deliberation.meetings.forms.live import WordForm
from deliberation.meetings.phrases import MEETING_KINDS, MEETING_STATES
from deliberation.meetings.selectors.demands import demands_to_answer
from deliberation.meetings.selectors.planning import announcement_for, meetings_for
from deliberation.meetings.selectors.preparing import bodies_to_prepare, bodies_with_a_seat
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.services.attendance import excuse_oneself
from deliberation.meetings.services.excuses import withdraw_excuse
from deliberation.meetings.views.asking import done, show


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings that are open, to come, in preparation and past."""
    prepared = bodies_to_prepare(request.user)
    context = {
        "calendar": meetings_for(request.user, request.GET.get("page")),
        "may_draft": bool(prepared),
        "to_answer": demands_to_answer(prepared, request.LANGUAGE_CODE) if prepared else (),
        "own_bodies": bodies_with_a_seat(request.user),
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show what is announced about a meeting."""
    shown = announcement_for(request.user, meeting_id, request.LANGUAGE_CODE)
    context = {
        "shown": shown,
        "meeting": shown.meeting,
        "place": shown.place,
        "kind": MEETING_KINDS[shown.meeting.kind],
        "state": MEETING_STATES[shown.meeting.status],
        "tab": "announcement",
    }
    return show(request, "meetings/meeting.html", shown.meeting.council, context)


@require_GET
def calendar(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Hand the meeting over to the reader's calendar."""
    shown = meeting_for(request.user, meeting_id)
    answer = HttpResponse(
        calendar_of(shown, request.LANGUAGE_CODE), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="meeting-{meeting_id}.ics"'
    return answer


@require_POST
@login_required
def excuse(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Give word that one cannot come."""
    meeting_for(request.user, meeting_id)
    form = WordForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    excuse_oneself(actor=request.user, meeting_id=meeting_id, reason=reason)
    return done(request, _("The clerk knows that you cannot come."), "meeting", meeting_id)


@require_POST
@login_required
def come(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Take that word back."""
    meeting_for(request.user, meeting_id)
    withdraw_excuse(actor=request.user, meeting_id=meeting_id)
    return done(request, _("You are expected again."), "meeting", meeting_id)
