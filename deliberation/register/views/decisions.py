"""Pages of decisions, and the posts that declare, annul and publish."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.names import pick
from council.members.selectors import councils_for
from deliberation.register.forms import AnnulForm, DeclareForm, SearchForm
from deliberation.register.http import rest_of
from deliberation.register.models import Decision
from deliberation.register.selectors import decisions as selectors
from deliberation.register.selectors import reviewing
from deliberation.register.selectors.log import lines_of
from deliberation.register.services import publishing, recording
from deliberation.register.words import ACTS
from deliberation.voting.selectors.polls import poll_for

PAGE = 20  # decisions


@require_POST
@login_required
def declare(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Declare an outcome with all that follows from it."""
    shown, form = poll_for(request.user, poll_id), DeclareForm(request.POST)
    if not form.is_valid():
        return _malformed(request, form)
    recording.record_outcome(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return redirect(f"{reverse('realtime:room', args=[shown.meeting_id])}#r-{shown.pk}")


@require_POST
@login_required
def annul(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Annul a poll for a public reason."""
    shown, form = poll_for(request.user, poll_id), AnnulForm(request.POST)
    if not form.is_valid():
        return _malformed(request, form)
    recording.annul_outcome(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return redirect("voting:poll", shown.pk)


def _malformed(request: HttpRequest, form: Form) -> HttpResponse:
    return render(request, "errors/422.html", {"form": form}, status=422)


@require_POST
@login_required
def publish(request: MemberRequest, decision_id: int) -> HttpResponse:
    """Make a decision public."""
    selectors.require_known(request.user, decision_id)
    decision = publishing.publish_decision(actor=request.user, decision_id=decision_id)
    return redirect("register:decision", decision.number)


@require_GET
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """List and search the decisions of a council."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    form = SearchForm(request.GET)
    status = 200 if form.is_valid() else 422
    asked = form.cleaned_data if form.is_valid() else {}
    register = selectors.register_for(request.user, council)
    rows = selectors.search(register.rows, **asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"council": council, "form": form, "page": page, **_listed(request, register, page)}
    context["query"] = rest_of(request)
    context["unpublished"] = reviewing.unpublished_in(council)
    return render(request, "register/decisions.html", context, status=status)


def _listed(
    request: HttpRequest, register: selectors.Register, page: Page[Decision]
) -> dict[str, object]:
    language = request.LANGUAGE_CODE
    listed = selectors.shown_to(register.audience, page.object_list)
    return {
        "decisions": [(one, one.in_language(language)) for one in listed],
        "waiting": register.waiting,
        "bodies": [(body.key, pick(body.names, language)) for body in register.bodies],
        "years": register.years,
    }


@require_GET
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Show one decision: its words in every language, its vote, what became of it."""
    shown = selectors.decision_for(request.user, number)
    publication = reviewing.publication_of(shown, request.LANGUAGE_CODE)
    context = {
        "decision": shown,
        "wording": shown.in_language(request.LANGUAGE_CODE),
        "steps": selectors.steps_of(shown),
        "may_publish": selectors.may_publish(request.user, shown),
        "outcome": selectors.outcome_of(shown, request.LANGUAGE_CODE),
        "lines": lines_of(shown.pk),
        "publication": publication,
        "trace": [(step, ACTS[step.act]) for step in publication.trace],
        "may_keep": selectors.may_keep(request.user, shown),
    }
    return render(request, "register/decision.html", context)
