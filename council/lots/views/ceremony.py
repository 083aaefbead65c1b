"""The ceremony: words entered, confirmed, struck out; and the draw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.lots import services
from council.lots.forms import ConfirmForm, WordsForm
from council.lots.selectors import lots as selectors
from council.lots.views.public import lot_page
from council.members.selectors.doors import council_called


@require_POST
@login_required
def enter(request: MemberRequest, slug: str, lot_id: int) -> HttpResponse:
    """Enter what somebody present threw or said."""
    council = council_called(request.user, slug)
    lot = selectors.lot_for(request.user, council, lot_id)
    form = WordsForm(request.POST)
    if form.carry_out(
        lambda: services.enter_words(actor=request.user, lot_id=lot.pk, **form.cleaned_data)
    ):
        messages.success(request, _("Entered. A second person must confirm it now."))
        return redirect("lots:lot", council.slug, lot.pk)
    return lot_page(request, council, lot.pk, words=form)


@require_POST
@login_required
def confirm(request: MemberRequest, slug: str, lot_id: int, saying_id: int) -> HttpResponse:
    """Confirm it by entering it a second time."""
    council = council_called(request.user, slug)
    lot = selectors.lot_for(request.user, council, lot_id)
    saying = selectors.saying_for(request.user, lot, saying_id)
    form = ConfirmForm(request.POST, auto_id=f"id_{saying.pk}_%s")
    if form.carry_out(
        lambda: services.confirm_words(
            actor=request.user, saying_id=saying.pk, words=form.cleaned_data["words"]
        )
    ):
        messages.success(request, _("Confirmed by a second person."))
        return redirect("lots:lot", council.slug, lot.pk)
    return lot_page(request, council, lot.pk, confirm=(saying.pk, form))


@require_POST
@login_required
def strike(request: MemberRequest, slug: str, lot_id: int, saying_id: int) -> HttpResponse:
    """Strike out what was entered wrongly."""
    council = council_called(request.user, slug)
    lot = selectors.lot_for(request.user, council, lot_id)
    saying = selectors.saying_for(request.user, lot, saying_id)
    services.strike_words(actor=request.user, saying_id=saying.pk)
    return redirect("lots:lot", council.slug, lot.pk)


@require_POST
@login_required
def draw(request: MemberRequest, slug: str, lot_id: int) -> HttpResponse:
    """Reveal the secret and draw."""
    council = council_called(request.user, slug)
    lot = selectors.lot_for(request.user, council, lot_id)
    services.draw_panel(actor=request.user, lot_id=lot.pk)
    return redirect("lots:lot", council.slug, lot.pk)
