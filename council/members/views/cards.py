"""Pages of the office for printed sign-in cards."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from council.accounts.cards import PrintedCard, cards_pdf
from council.accounts.guards import recently_authenticated
from council.members import services
from council.members.forms.files import CardsForm
from council.members.models import Council
from council.members.selectors.cards import cards_for
from council.members.selectors.people import member_for
from council.members.views.office import KeeperRequest, office_page, posted, show


@recently_authenticated
@office_page
def cards(request: KeeperRequest, council: Council) -> HttpResponse:
    """Choose for whom to print cards, and print them."""
    lines = cards_for(request.user, council)
    form = CardsForm(posted(request), lines=lines)
    if form.is_valid():
        return _print(request, council, form.cleaned_data["members"])
    return show(request, "members/cards.html", council, "cards", {"form": form, "lines": lines})


@require_POST
@recently_authenticated
@office_page
def member_card(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Print a new card for one member."""
    return _print(request, council, [member_for(request.user, council, member_id).pk])


def _print(request: KeeperRequest, council: Council, member_ids: list[int]) -> HttpResponse:
    issued = services.issue_cards(actor=request.user, council_id=council.pk, member_ids=member_ids)
    return _pdf(issued)


def _pdf(issued: list[PrintedCard]) -> HttpResponse:
    response = HttpResponse(cards_pdf(issued), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="cards.pdf"'
    response["Cache-Control"] = "no-store"
    return response
