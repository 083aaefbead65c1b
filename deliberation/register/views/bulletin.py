"""Decisions to read one after the other, and to hang out on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from council.kernel.audience import Audience
from council.members.selectors import councils_for
from council.members.selectors.doors import council_called
from deliberation.register.selectors import bulletin as selectors
from deliberation.register.selectors.decisions import decision_for, outcome_of
from deliberation.register.selectors.reviewing import publication_of


@require_GET
def bulletin(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what a council published in a month, whole texts."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    issue = selectors.issue_of(council, request.GET.get("month", ""), Audience.PUBLIC)
    language = request.LANGUAGE_CODE
    decisions = [(one, one.in_language(language)) for one in issue.decisions]
    context = {"council": council, "issue": issue, "decisions": decisions}
    return render(request, "register/bulletin.html", context)


@require_GET
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """Show one decision as a sheet to hang out: the reader's language and the binding one."""
    decision = decision_for(request.user, number)
    language = request.LANGUAGE_CODE
    context = {
        "decision": decision,
        "council": council_called(request.user, decision.council_slug),
        "wordings": selectors.on_paper(decision, language),
        "outcome": outcome_of(decision, language),
        "publication": publication_of(decision, language),
        "square": selectors.square_of(decision),
    }
    return render(request, "register/notice.html", context)
