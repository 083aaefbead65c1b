"""Pages anybody may read: the list, a proposal, its versions, its amendments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from deliberation.proposals.forms.reading import ComparisonForm, PreviewForm, SearchForm
from deliberation.proposals.selectors.debate import debate_for
from deliberation.proposals.selectors.headings import heading_for
from deliberation.proposals.selectors.lists import STAGES, kept_councils, page_of_proposals
from deliberation.proposals.selectors.sight import bodies_to_draft_in
from deliberation.proposals.selectors.status import proposal_page
from deliberation.proposals.selectors.versions import compared, versions_for
from deliberation.proposals.views.asking import headed


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """List and search the proposals."""
    form = SearchForm(request.GET)
    asked = form.asked()
    context = {
        "listing": page_of_proposals(request.user, request.LANGUAGE_CODE, **asked),
        "form": form,
        "stages": STAGES,
        "stage": asked["stage"],
        "query": form.rest_of_address(),
        "bodies": bodies_to_draft_in(request.user),
        "is_clerk": bool(kept_councils(request.user)),
    }
    return render(request, "proposals/list.html", context)


@require_GET
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show a proposal: its text, its way, its signatures."""
    page = proposal_page(request.user, proposal_id, request.LANGUAGE_CODE)
    context = {"page": page, "proposal": page.proposal, "title": page.title, "tab": "text"}
    return render(request, "proposals/proposal.html", context)


@require_GET
def versions(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show the versions, and what changed between two of them."""
    heading = heading_for(request.user, proposal_id, request.LANGUAGE_CODE)
    asked = ComparisonForm(request.GET).asked(request.LANGUAGE_CODE)
    shown = list(versions_for(request.user, heading.proposal).prefetch_related("merged"))
    context = {
        **headed(heading, "versions"),
        "versions": shown,
        "comparison": compared(shown, **asked),
    }
    return render(request, "proposals/versions.html", context)


@require_GET
def amendments(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show the amendments in the order of voting, and the text with chosen ones in it."""
    chosen = PreviewForm(request.GET).numbers()
    debate = debate_for(request.user, proposal_id, request.LANGUAGE_CODE, chosen)
    context = {**headed(debate.heading, "amendments"), "debate": debate, "is_preview": bool(chosen)}
    return render(request, "proposals/amendments.html", context)
