"""Who asks, and how their form is shown again."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from deliberation.proposals.forms.acts import ActForm
from deliberation.proposals.selectors.headings import Heading


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even if it is empty; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def show_form(
    request: HttpRequest, template: str, form: ActForm, context: Mapping[str, object]
) -> HttpResponse:
    """Render a page around a form; what was typed stays in it, and its fate is the status."""
    return render(request, template, {"form": form, **context}, status=form.status)


def headed(heading: Heading, tab: str = "") -> dict[str, object]:
    """Return what the head of a proposal's page needs; ``tab`` is the one that is open."""
    return {"proposal": heading.proposal, "title": heading.title, "tab": tab}


def back(proposal_id: int) -> HttpResponse:
    """Go to the page of the proposal."""
    return redirect("proposals:proposal", proposal_id)
