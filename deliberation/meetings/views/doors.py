"""The doors by which acts in the room come in as posts: form, service, back to where one was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.visibility import Unseen
from council.ledger.services import once
from deliberation.meetings.forms.attendance import (
    ArrivalForm,
    MemberForm,
    SubstitutionForm,
    WordOfMemberForm,
)
from deliberation.meetings.forms.live import (
    ContributionForm,
    CorrectionForm,
    KeyForm,
    ModeForm,
    PresidiumForm,
    ReasonForm,
    RenderingForm,
    ResultForm,
    WordForm,
)
from deliberation.meetings.selectors.sight import contribution_for, item_for, meeting_for
from deliberation.meetings.services import (
    agenda_live,
    attendance,
    discussion,
    interpretation,
    opening,
    presidium,
    recusal,
    substitution,
)


@dataclass(frozen=True, slots=True)
class Door:
    """An act: the service that does it and the form that reads what it needs."""

    service: Callable[..., object]
    form: type[forms.Form] = forms.Form


MEETING_ACTS: Mapping[str, Door] = {
    "open": Door(opening.open_meeting),
    "inquorate": Door(opening.find_inquorate),
    "recess": Door(opening.recess_meeting),
    "resume": Door(opening.resume_meeting),
    "adjourn": Door(opening.adjourn_meeting),
    "presidium": Door(presidium.elect_presidium, PresidiumForm),
    "relieve": Door(presidium.relieve_presidium),
    "consent": Door(agenda_live.dispose_consent_block),
    "check-in": Door(attendance.check_in, ModeForm),
    "check-out": Door(attendance.check_out),
    "excuse": Door(attendance.excuse_oneself, WordForm),
    "arrival": Door(attendance.mark_arrival, ArrivalForm),
    "departure": Door(attendance.mark_departure, MemberForm),
    "excuse-member": Door(attendance.excuse_member, WordOfMemberForm),
    "substitute": Door(substitution.substitute, SubstitutionForm),
}
ITEM_ACTS: Mapping[str, Door] = {
    "call": Door(agenda_live.call_item),
    "close": Door(agenda_live.close_discussion),
    "reopen": Door(agenda_live.reopen_discussion),
    "dispose": Door(agenda_live.dispose_item, ResultForm),
    "postpone": Door(agenda_live.postpone_item, ReasonForm),
    "withdraw": Door(agenda_live.withdraw_item, ReasonForm),
    "restore": Door(agenda_live.restore_item),
    "debate": Door(agenda_live.leave_consent_block),
    "recuse": Door(recusal.recuse_oneself, WordForm),
    "recuse-member": Door(recusal.recuse_member, WordOfMemberForm),
    "take-part": Door(recusal.withdraw_recusal, MemberForm),
    "contribute": Door(discussion.contribute, ContributionForm),
}
CONTRIBUTION_ACTS: Mapping[str, Door] = {
    "withdraw": Door(discussion.withdraw_contribution),
    "interpret": Door(interpretation.interpret, RenderingForm),
    "correct": Door(interpretation.correct, CorrectionForm),
}


@require_POST
@login_required
def on_meeting(request: MemberRequest, meeting_id: int, act: str) -> HttpResponse:
    """Do something to the meeting."""
    meeting_for(request.user, meeting_id)
    return _enter(request, MEETING_ACTS.get(act), meeting_id, {"meeting_id": meeting_id})


@require_POST
@login_required
def on_item(request: MemberRequest, item_id: int, act: str) -> HttpResponse:
    """Do something to an item of the agenda."""
    item = item_for(request.user, item_id)
    return _enter(request, ITEM_ACTS.get(act), item.meeting_id, {"item_id": item_id})


@require_POST
@login_required
def on_contribution(request: MemberRequest, contribution_id: int, act: str) -> HttpResponse:
    """Do something to a contribution."""
    meeting_id = contribution_for(request.user, contribution_id).item.meeting_id
    target = {"contribution_id": contribution_id}
    return _enter(request, CONTRIBUTION_ACTS.get(act), meeting_id, target)


@require_POST
@login_required
def end_substitution(request: MemberRequest, meeting_id: int, substitution_id: int) -> HttpResponse:
    """Let an alternate no longer act for a seat."""
    meeting_for(request.user, meeting_id)
    target = {"meeting_id": meeting_id, "substitution_id": substitution_id}
    return _enter(request, Door(substitution.end_substitution), meeting_id, target)


def _enter(
    request: MemberRequest, door: Door | None, meeting_id: int, target: Mapping[str, int]
) -> HttpResponse:
    if door is None:
        raise Unseen
    form, key = door.form(request.POST), KeyForm(request.POST)
    if not (form.is_valid() and key.is_valid()):
        return render(request, "errors/422.html", {"form": form}, status=422)

    def act() -> dict[str, Any]:
        done = door.service(actor=request.user, **target, **form.cleaned_data)
        return {"id": done.pk} if isinstance(done, models.Model) else {}

    name = f"meetings.{getattr(door.service, '__name__', '')}"
    once(actor=request.user, key=key.cleaned_data["key"] or uuid4(), name=name, act=act)
    return redirect(_way_back(request, meeting_id))


def _way_back(request: HttpRequest, meeting_id: int) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else reverse("realtime:room", args=[meeting_id])
