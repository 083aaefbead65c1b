"""The page on which everything is found, and the archive of each year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from council.kernel.visibility import Unseen
from deliberation.search.forms import SearchForm
from deliberation.search.selectors.finding import Asked, bodies_found, found_for, years
from deliberation.search.services import catch_up
from deliberation.search.words import ONE


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find what the public can read by its words."""
    catch_up(actor=None)
    form = SearchForm(request.GET, bodies_found(request.LANGUAGE_CODE), years())
    if not form.is_valid():
        return _page(request, {"form": form, "years": years()}, status=422)
    return _found(request, form.asked(), {"form": form})


@require_safe
def archive(request: HttpRequest, year: int) -> HttpResponse:
    """Show everything of a year."""
    catch_up(actor=None)
    if year not in years():
        raise Unseen
    form = SearchForm({"year": str(year)}, bodies_found(request.LANGUAGE_CODE), years())
    return _found(request, Asked(year=year), {"form": form, "year": year})


def _found(request: HttpRequest, asked: Asked, context: dict[str, object]) -> HttpResponse:
    number = request.GET.get("page", "1")
    found = found_for(asked, request.LANGUAGE_CODE, number)
    kinds = [(hit, ONE[hit.findable.kind]) for hit in found.hits]
    return _page(request, {**context, "found": found, "hits": kinds, "years": years()})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    asked = request.GET.copy()
    asked.pop("page", None)
    query = f"{asked.urlencode()}&" if asked else ""
    return render(request, "search/search.html", {**context, "query": query}, status=status)
