"""Pages of decisions, and the posts that declare, annul and publish."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.kernel.names import pick
from council.members.selectors import councils_for
from deliberation.register import selectors
from deliberation.register.forms import AnnulForm, DeclareForm, SearchForm
from deliberation.register.services import publishing, recording
from deliberation.voting.selectors.polls import poll_for

PAGE = 20  # decisions


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@require_POST
@login_required
def declare(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Declare an outcome with all that follows from it."""
    form = DeclareForm(request.POST)
    form.is_valid()
    poll = recording.record_outcome(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return redirect(f"{reverse('realtime:room', args=[poll.meeting_id])}#r-{poll.pk}")


@require_POST
@login_required
def annul(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Annul a poll for a public reason."""
    form = AnnulForm(request.POST)
    form.is_valid()
    poll = recording.annul_outcome(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return redirect("voting:poll", poll.pk)


@require_POST
@login_required
def publish(request: MemberRequest, decision_id: int) -> HttpResponse:
    """Make a decision public."""
    decision = publishing.publish_decision(actor=request.user, decision_id=decision_id)
    return redirect("register:decision", decision.number)


@require_GET
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """List and search the decisions of a council."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = selectors.search(selectors.decisions_for(request.user, council), **asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    bodies, years = selectors.filters_of(council)
    listed = selectors.list_for(request.user, council, page.object_list)
    language = request.LANGUAGE_CODE
    context = {
        "council": council,
        "form": form,
        "page": page,
        "decisions": [(one, one.in_language(language)) for one in listed],
        "waiting": selectors.unpublished_for(request.user, council),
        "bodies": [(body.key, pick(body.names, language)) for body in bodies],
        "years": years,
    }
    return render(request, "register/decisions.html", context)


@require_GET
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Show one decision: its words in every language, its vote, what became of it."""
    shown = selectors.decision_for(request.user, number)
    context: dict[str, object] = {
        "decision": shown,
        "wording": shown.in_language(request.LANGUAGE_CODE),
        "steps": selectors.steps_of(shown),
        "may_publish": selectors.may_publish(request.user, shown),
    }
    if shown.is_disclosed:
        poll = poll_for(request.user, shown.poll_id)
        context["outcome"] = selectors.outcome_for(request.user, poll, request.LANGUAGE_CODE)
    return render(request, "register/decision.html", context)
