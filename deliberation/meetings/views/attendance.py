"""The page from which the roll is called."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise, may
from council.kernel.visibility import Unseen
from council.ledger.services import once
from council.members.selectors import member_of
from deliberation.meetings.forms.attendance import RollCallForm
from deliberation.meetings.forms.live import KeyForm
from deliberation.meetings.models import Meeting
from deliberation.meetings.phrases import MARKS
from deliberation.meetings.selectors.divan import divan_of
from deliberation.meetings.selectors.roll_call import roll_call_of
from deliberation.meetings.selectors.seating import own_part_of, seating_of
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.services import attendance


@require_http_methods(["GET", "POST"])
@login_required
def roll_call(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show the list of names with the marks they have, and record what was found."""
    meeting = meeting_for(request.user, meeting_id)
    may_open = may(request.user, "meetings.open_meeting", meeting)
    if not may_open:  # whoever presides may call the roll anyhow
        authorise(request.user, "meetings.call_roll", meeting)
    call = roll_call_of(meeting)
    page = {"meeting": meeting, "call": call, "may_open": may_open}
    if request.method == "GET":
        return _show(request, page)
    form = RollCallForm(request.POST, member_ids=[row.member_id for row in call.rows])
    if not form.is_valid():
        return _show(request, page, status=422)
    _record(request, meeting, form)
    messages.success(request, _("The roll call is recorded."))
    return redirect("meetings:attendance", meeting_id)


@require_GET
@login_required
def seating(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show who acts for whom and who takes no part in what, with forms to change it."""
    meeting = meeting_for(request.user, meeting_id)
    authorise(request.user, "meetings.substitute", meeting)
    context = {"meeting": meeting, "seating": seating_of(meeting, request.LANGUAGE_CODE)}
    return render(request, "meetings/seating.html", context)


@require_GET
@login_required
def own_part(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Let members with a seat leave items in which they have a stake, and ask for debates."""
    meeting = meeting_for(request.user, meeting_id)
    authorise(request.user, "meetings.recuse_oneself", meeting)
    member = member_of(request.user, meeting.council_id)
    if member is None:
        raise Unseen
    part = own_part_of(member, meeting, request.LANGUAGE_CODE)
    return render(request, "meetings/own-part.html", {"meeting": meeting, "part": part})


@require_GET
@login_required
def presidium(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show who was elected to preside, and let whoever presides record an election."""
    meeting = meeting_for(request.user, meeting_id)
    may_elect = may(request.user, "meetings.elect_presidium", meeting)
    if not may_elect:  # the clerk looks on
        authorise(request.user, "meetings.call_roll", meeting)
    context = {"meeting": meeting, "divan": divan_of(meeting), "may_elect": may_elect}
    return render(request, "meetings/presidium.html", context)


def _record(request: MemberRequest, meeting: Meeting, form: RollCallForm) -> None:
    key = KeyForm(request.POST)
    given = key.cleaned_data["key"] if key.is_valid() else None
    once(
        actor=request.user,
        key=given or uuid4(),
        name="meetings.call_roll",
        act=lambda: {
            "id": attendance.call_roll(
                actor=request.user, meeting_id=meeting.pk, marks=form.cleaned_data["marks"]
            ).pk
        },
    )


def _show(request: MemberRequest, page: dict[str, Any], status: int = 200) -> HttpResponse:
    context = page | {"marks": MARKS.items()}
    return render(request, "meetings/attendance.html", context, status=status)
