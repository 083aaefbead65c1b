"""Pages on which those who were present ask for corrections, and the clerk answers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise, may
from council.ledger.services import once
from deliberation.minutes.forms import AnswerForm, CorrectionForm
from deliberation.minutes.models import Place
from deliberation.minutes.phrases import PLACES
from deliberation.minutes.selectors.document import anchor_of
from deliberation.minutes.selectors.pages import Spot, attended, correction_for, spot_for
from deliberation.minutes.selectors.reading import correction_shown
from deliberation.minutes.services.correcting import (
    answer_correction,
    propose_correction,
    withdraw_correction,
)
from deliberation.minutes.views.asking import done, posted, shown


@login_required
def propose(
    request: MemberRequest, meeting_id: int, place: str, item_id: int | None = None
) -> HttpResponse:
    """Ask for a correction in one place."""
    user, language = request.user, request.LANGUAGE_CODE
    spot = spot_for(user, meeting_id, Place(place), item_id, language)
    authorise(user, "minutes.propose_correction", spot.minutes)
    is_counter = may(user, "minutes.edit_minutes", spot.minutes)
    people = attended(spot.minutes, language) if is_counter else ()
    form = CorrectionForm(posted(request), spot, language, people)

    def ask() -> dict[str, int]:
        made = propose_correction(
            actor=user,
            minutes_id=spot.minutes.pk,
            request=form.request(),
            member_id=form.cleaned_data.get("member"),
        )
        return {"id": made.pk}

    if form.answer(lambda: once(actor=user, key=form.act_key, name="correct", act=ask)):
        words = _("Everybody who was present sees your correction. The clerk will answer it.")
        return done(request, words, meeting_id, "corrections")
    return shown(request, "minutes/correct.html", spot.minutes, _told(spot, form, language))


def _told(spot: Spot, form: CorrectionForm, language: str) -> dict[str, object]:
    return {
        "form": form,
        "spot": spot,
        "place": PLACES[spot.place],
        "standing": spot.versions.get(language) or spot.versions.get(spot.original),
        "anchor": anchor_of(spot.place, spot.item.number if spot.item else ""),
    }


@login_required
def answer(request: MemberRequest, correction_id: int) -> HttpResponse:
    """Accept or decline a correction."""
    user, language = request.user, request.LANGUAGE_CODE
    asked = correction_for(user, correction_id)
    authorise(user, "minutes.answer_correction", asked)
    meeting_id = asked.minutes.meeting_id
    spot = spot_for(user, meeting_id, asked.place, asked.item_id, language)
    form = AnswerForm(posted(request), spot, language)
    if form.carry_out(
        lambda: answer_correction(actor=user, correction_id=correction_id, answer=form.reply())
    ):
        return done(request, _("The correction has its answer."), meeting_id, "corrections")
    now = spot_for(user, meeting_id, asked.place, asked.item_id, language)
    context = {
        "form": form,
        "spot": now,
        "seen": now.seen(form.written),
        "standing": now.versions.get(form.written),
        "correction": correction_shown(asked, language),
    }
    return shown(request, "minutes/answer.html", asked.minutes, context)


@require_POST
@login_required
def withdraw(request: MemberRequest, correction_id: int) -> HttpResponse:
    """Take one's own correction back."""
    asked = correction_for(request.user, correction_id)
    withdraw_correction(actor=request.user, correction_id=correction_id)
    words = _("You have taken your correction back.")
    return done(request, words, asked.minutes.meeting_id, "corrections")
