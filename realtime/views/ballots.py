"""The posts of the ballot box: they share its writer with the live line."""

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from deliberation.voting.forms import BallotForm
from deliberation.voting.selectors.polls import seen_poll
from deliberation.voting.services.putting import close_poll
from deliberation.voting.views import act_on, render_poll
from realtime import ballots
from realtime.papers import JSON, Paper, receipt_file


@require_POST
@login_required
def cast(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Take the requester's ballot."""
    form = BallotForm(request.POST)
    if not form.is_valid():
        return render_poll(request, seen_poll(request.user, poll_id), form, status=422)
    receipt = ballots.cast(request.user, Paper(poll_id, **form.cleaned_data))
    if "X-Majlis-Live" in request.headers:
        return HttpResponse(receipt_file(receipt, request.LANGUAGE_CODE), content_type=JSON)
    return redirect("voting:poll", poll_id)


@require_POST
@login_required
def close(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Close the poll, after the ballots that came before."""
    ballots.finish()
    return act_on(request, poll_id, Form(request.POST), close_poll)
