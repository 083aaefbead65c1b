"""Pages on which members demand an extraordinary meeting."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.ledger.services import once
from deliberation.meetings.forms.agenda import DemandForm
from deliberation.meetings.forms.planning import MeetingForm
from deliberation.meetings.models import MeetingKind
from deliberation.meetings.selectors.demands import demand_for, demands_for, may_demand
from deliberation.meetings.selectors.preparing import body_called
from deliberation.meetings.services.demands import answer_demand, sign_demand, start_demand
from deliberation.meetings.views.asking import done, posted, show


@require_GET
@login_required
def demands(request: MemberRequest, body_id: int) -> HttpResponse:
    """Show what is demanded in a body, and how many have signed."""
    body = body_called(request.user, body_id)
    context = {
        "body": body,
        "lines": demands_for(request.user, body, request.LANGUAGE_CODE),
        "may_start": may_demand(request.user, body),
    }
    return show(request, "meetings/demands.html", body.council, context)


@login_required
def start(request: MemberRequest, body_id: int) -> HttpResponse:
    """Demand an extraordinary meeting."""
    user, body = request.user, body_called(request.user, body_id)
    authorise(user, "meetings.demand_session", body)
    form = DemandForm(posted(request), body.council, request.LANGUAGE_CODE)

    def demand() -> dict[str, int]:
        made = start_demand(
            actor=user,
            body_id=body_id,
            language=form.original,
            subject=form.words("subject"),
        )
        return {"id": made.pk}

    if form.answer(lambda: once(actor=user, key=form.act_key, name="start_demand", act=demand)):
        words = _("Your demand stands, with your signature under it.")
        return done(request, words, "demands", body_id)
    return show(request, "meetings/demand_form.html", body.council, {"form": form, "body": body})


@require_POST
@login_required
def sign(request: MemberRequest, demand_id: int) -> HttpResponse:
    """Sign a demand."""
    demand = demand_for(request.user, demand_id)
    sign_demand(actor=request.user, demand_id=demand_id)
    return done(request, _("You have signed."), "demands", demand.body_id)


@login_required
def answer(request: MemberRequest, demand_id: int) -> HttpResponse:
    """Prepare the meeting that is demanded."""
    user, demand = request.user, demand_for(request.user, demand_id)
    authorise(user, "meetings.draft_meeting", demand.body)
    form = MeetingForm(posted(request), demand.body.council)
    form.initial["kind"] = MeetingKind.EXTRAORDINARY

    def draft() -> dict[str, int]:
        return {"id": answer_demand(actor=user, demand_id=demand_id, plan=form.plan()).pk}

    made = form.answer(lambda: once(actor=user, key=form.act_key, name="answer_demand", act=draft))
    if made is not None:
        return done(request, _("Now put the items on the agenda."), "agenda", made["id"])
    context = {"form": form, "body": demand.body, "demand": demand}
    return show(request, "meetings/meeting_form.html", demand.body.council, context)
