"""The front page of the site and the desk of the clerk, which show a little of everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from council.config.overview import desk_of, overview
from council.members.models import Council
from council.members.selectors import councils_for
from council.members.views.office import KeeperRequest, office_page, show


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what the council is doing now, what comes, and what it decided."""
    council = councils_for(request.user).first()
    if council is None:
        return render(request, "site/empty.html")
    shown = overview(request.user, council, request.LANGUAGE_CODE)
    decisions = [(one, one.in_language(request.LANGUAGE_CODE)) for one in shown.decisions]
    return render(request, "site/home.html", {"overview": shown, "decisions": decisions})


@office_page
def office(request: KeeperRequest, council: Council) -> HttpResponse:
    """Show the clerk what waits."""
    return show(request, "site/office.html", council, "office", {"desk": desk_of(council)})
