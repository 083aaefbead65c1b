"""Pages on which the clerk writes prose and states facts anew, and interpreters translate."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise, may
from deliberation.minutes.forms import BoundForm, PassageForm, PresenceForm
from deliberation.minutes.models import FactKind, Place
from deliberation.minutes.phrases import PLACES
from deliberation.minutes.selectors.document import anchor_of
from deliberation.minutes.selectors.documents import facts_of, minutes_for
from deliberation.minutes.selectors.pages import Spot, spot_for, stays_of
from deliberation.minutes.selectors.passages import rendering_of
from deliberation.minutes.services.drafting import check_passage, translate_passage, write_passage
from deliberation.minutes.services.facts import correct_bound, correct_presence
from deliberation.minutes.views.asking import done, posted, shown


@login_required
def passage(
    request: MemberRequest, meeting_id: int, place: str, item_id: int | None = None
) -> HttpResponse:
    """Write what was done in one place, or translate it."""
    spot = spot_for(request.user, meeting_id, Place(place), item_id, request.LANGUAGE_CODE)
    language = _language(request, spot)
    is_translation = spot.original not in {"", language}
    _authorise(request, spot, language, is_translation=is_translation)
    form = PassageForm(posted(request), spot, language)
    write = translate_passage if is_translation else write_passage
    if form.carry_out(
        lambda: write(actor=request.user, minutes_id=spot.minutes.pk, wording=form.wording())
    ):
        return done(request, _("The words have been saved."), meeting_id, _anchor(spot))
    return _editor(request, spot, form)


def _editor(request: MemberRequest, spot: Spot, form: PassageForm) -> HttpResponse:
    now = spot_for(
        request.user, spot.minutes.meeting_id, spot.place, spot.item_id, request.LANGUAGE_CODE
    )
    context = {
        "form": form,
        "spot": now,
        "place": PLACES[spot.place],
        "language": form.language,
        "source": now.versions.get(now.original),
        "standing": now.versions.get(form.language),
        "seen": now.seen(form.language),
        "council_languages": spot.minutes.meeting.council.languages,
        "anchor": _anchor(spot),
    }
    return shown(request, "minutes/passage.html", spot.minutes, context)


def _language(request: MemberRequest, spot: Spot) -> str:
    languages = spot.minutes.meeting.council.languages
    wanted = request.POST.get("language") or request.GET.get("language") or ""
    default = spot.original or facts_of(spot.minutes).frame.binding
    return wanted if wanted in languages else default


def _authorise(request: MemberRequest, spot: Spot, language: str, *, is_translation: bool) -> None:
    if not is_translation or may(request.user, "minutes.edit_minutes", spot.minutes):
        authorise(request.user, "minutes.edit_minutes", spot.minutes)
        return
    rendering = rendering_of(spot.minutes, spot.place, spot.item_id, language)
    authorise(request.user, "minutes.translate_passage", rendering)


def _anchor(spot: Spot) -> str:
    return anchor_of(spot.place, spot.item.number if spot.item else "")


@require_POST
@login_required
def check(
    request: MemberRequest, meeting_id: int, place: str, item_id: int | None = None
) -> HttpResponse:
    """Answer for the words of one place in a language."""
    spot = spot_for(request.user, meeting_id, Place(place), item_id, request.LANGUAGE_CODE)
    check_passage(
        actor=request.user,
        minutes_id=spot.minutes.pk,
        place=spot.place,
        item_id=spot.item_id,
        language=_language(request, spot),
    )
    return done(request, _("Thank you. These words count as checked."), meeting_id, _anchor(spot))


@login_required
def presence(request: MemberRequest, meeting_id: int, member_id: int) -> HttpResponse:
    """State anew when somebody was there."""
    minutes = minutes_for(request.user, meeting_id)
    authorise(request.user, "minutes.correct_facts", minutes)
    member, stays = stays_of(minutes, member_id)
    form = PresenceForm(posted(request), minutes, stays)
    if form.carry_out(
        lambda: correct_presence(
            actor=request.user,
            minutes_id=minutes.pk,
            member_id=member_id,
            stays=form.stays(),
            reason=form.cleaned_data["reason"],
        )
    ):
        return done(request, _("The minutes follow the corrected fact."), meeting_id, "people")
    return shown(request, "minutes/fact.html", minutes, {"form": form, "member": member})


@login_required
def bound(request: MemberRequest, meeting_id: int, kind: str) -> HttpResponse:
    """State anew when the meeting was opened or ended."""
    minutes = minutes_for(request.user, meeting_id)
    authorise(request.user, "minutes.correct_facts", minutes)
    frame, which = facts_of(minutes).frame, FactKind(kind)
    at = frame.opened_at if which is FactKind.OPENED else frame.closed_at
    form = BoundForm(posted(request), minutes, at)
    if form.carry_out(
        lambda: correct_bound(
            actor=request.user,
            minutes_id=minutes.pk,
            kind=which,
            at=form.cleaned_data["at"],
            reason=form.cleaned_data["reason"],
        )
    ):
        return done(request, _("The minutes follow the corrected fact."), meeting_id, "frame")
    return shown(request, "minutes/fact.html", minutes, {"form": form, "kind": which})
