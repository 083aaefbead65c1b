"""Pages on which a meeting is prepared: new, changed, convened, cancelled, called again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.ledger.services import once
from deliberation.meetings.forms.planning import CancellationForm, ConvocationForm, MeetingForm
from deliberation.meetings.selectors.convocation import (
    invitees,
    notice_of,
    rules_for,
    urgent_notice_of,
)
from deliberation.meetings.selectors.preparing import AT_THE_DESK, bodies_to_prepare, body_called
from deliberation.meetings.selectors.second_call import second_call_until
from deliberation.meetings.services.convocation import (
    cancel_meeting,
    convene_meeting,
    make_second_call,
)
from deliberation.meetings.services.planning import draft_meeting, edit_meeting
from deliberation.meetings.views.asking import done, posted, prepared, show

FORM = "meetings/meeting_form.html"


@require_GET
@login_required
def choose_body(request: MemberRequest) -> HttpResponse:
    """Choose the body that is to meet; where there is one only, go on."""
    bodies = bodies_to_prepare(request.user)
    if len(bodies) == 1:
        return redirect("meetings:new", bodies[0].pk)
    return render(request, "meetings/choose_body.html", {"bodies": bodies})


@login_required
def new(request: MemberRequest, body_id: int) -> HttpResponse:
    """Begin to prepare a meeting."""
    user, body = request.user, body_called(request.user, body_id)
    authorise(user, "meetings.draft_meeting", body)
    form = MeetingForm(posted(request), body.council)

    def draft() -> dict[str, int]:
        return {"id": draft_meeting(actor=user, body_id=body_id, plan=form.plan()).pk}

    made = form.answer(lambda: once(actor=user, key=form.act_key, name="draft_meeting", act=draft))
    if made is not None:
        return done(request, _("Now put the items on the agenda."), "agenda", made["id"])
    return show(request, FORM, body.council, {"form": form, "body": body})


@login_required
def edit(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Change what is fixed about a meeting."""
    meeting = prepared(request, meeting_id, "meetings.edit_meeting")
    form = MeetingForm(posted(request), meeting.council, meeting)
    if form.carry_out(
        lambda: edit_meeting(actor=request.user, meeting_id=meeting_id, plan=form.plan())
    ):
        return done(request, _("The changes have been saved."), "meeting", meeting_id)
    context = {"form": form, "body": meeting.body, "meeting": meeting}
    return show(request, FORM, meeting.council, context)


@login_required
def convene(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show what the by-laws say about the notice, and call the members together."""
    meeting = prepared(request, meeting_id, "meetings.convene_meeting")
    form = ConvocationForm(posted(request))
    if form.carry_out(
        lambda: convene_meeting(
            actor=request.user,
            meeting_id=meeting_id,
            urgency_reason=form.cleaned_data["urgency_reason"],
        )
    ):
        return done(request, _("The members have been called."), "invitations", meeting_id)
    bylaws, people = rules_for(meeting.body), invitees(meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "place": AT_THE_DESK,
        "notice": notice_of(meeting, bylaws),
        "urgent": urgent_notice_of(meeting, bylaws),
        "by_mail": sum(bool(one.email) for one in people),
        "by_letter": sum(not one.email for one in people),
        "tab": "convene",
    }
    return show(request, "meetings/convene.html", meeting.council, context)


@login_required
def cancel(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting off."""
    meeting = prepared(request, meeting_id, "meetings.cancel_meeting")
    form = CancellationForm(posted(request))
    if form.carry_out(
        lambda: cancel_meeting(
            actor=request.user, meeting_id=meeting_id, reason=form.cleaned_data["reason"]
        )
    ):
        return done(request, _("The meeting is cancelled."), "meeting", meeting_id)
    words = {"act": _("Cancel the meeting"), "note": _("This cannot be undone.")}
    context = {"form": form, "meeting": meeting, "back": "meetings:meeting", **words}
    return show(request, "meetings/reason.html", meeting.council, context)


@login_required
def second_call(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Call the members again after too few came."""
    user = request.user
    meeting = prepared(request, meeting_id, "meetings.convene_meeting")
    form = MeetingForm(posted(request), meeting.council, meeting)

    def call() -> dict[str, int]:
        made = make_second_call(actor=user, meeting_id=meeting_id, plan=form.plan())
        return {"id": made.pk}

    made = form.answer(lambda: once(actor=user, key=form.act_key, name="second_call", act=call))
    if made is not None:
        return done(request, _("The members have been called."), "invitations", made["id"])
    context = {
        "form": form,
        "body": meeting.body,
        "failed": meeting,
        "until": second_call_until(meeting),
    }
    return show(request, FORM, meeting.council, context)
