"""What became of decisions, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from council.members.selectors import councils_for
from council.members.selectors.doors import council_called
from deliberation.followup.selectors import desk
from deliberation.followup.selectors.renderings import targets_for
from deliberation.followup.selectors.ways import ways_of
from deliberation.followup.words import VERDICTS
from deliberation.register.selectors.decisions import decision_for


@require_GET
def way(request: HttpRequest, number: str) -> HttpResponse:
    """Show how far one decision has come, with every answer."""
    decision = decision_for(request.user, number)
    language = request.LANGUAGE_CODE
    council = council_called(request.user, decision.council_slug)
    ways = ways_of(decision.pk, language)
    context = {
        "decision": decision,
        "wording": decision.in_language(language),
        "ways": [(one, targets_for(request.user, council, one)) for one in ways],
    }
    return render(request, "followup/way.html", context)


@require_GET
def statistics(request: HttpRequest, slug: str) -> HttpResponse:
    """Show in figures what became of the council's decisions, and where each stands."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    figures = desk.figures_of(council)
    context = {
        "council": council,
        "figures": figures,
        "verdicts": [(VERDICTS[one], count) for one, count in figures.by_verdict.items()],
        "ways": desk.public_ways(council, request.LANGUAGE_CODE),
    }
    return render(request, "followup/statistics.html", context)
