"""Pages of the office on which decisions are reviewed, corrected, taken back and erased."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.kernel.audience import Audience
from council.members.forms.base import OfficeForm
from council.members.models import Council
from council.members.selectors.people import MemberFilter, members_for
from council.members.views.office import KeeperRequest, office_page, posted, show
from deliberation.register.forms import (
    CorrectionForm,
    DissentForm,
    ErasureForm,
    PersonErasureForm,
    ReviewForm,
    WithholdForm,
)
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import shown
from deliberation.register.selectors.reviewing import ReviewPage, decision_kept, review_of
from deliberation.register.services import correcting, erasing, publishing, reviewing
from deliberation.register.words import CONCERNS

AT = "register:decisions"


@office_page
def review(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Look at what a decision may give away, and settle how people stand with it."""
    page = review_of(decision_kept(request.user, council, decision_id), request.LANGUAGE_CODE)
    form = _review_form(request, page)
    if form.carry_out(
        lambda: reviewing.review_decision(
            actor=request.user,
            decision_id=decision_id,
            people=form.shown(),
            embargo_until=form.cleaned_data["embargo_until"],
        )
    ):
        messages.success(request, _("The review has been recorded."))
        return redirect("register:review", council.slug, decision_id)
    return _show_review(request, council, page, form)


@require_POST
@office_page
def dissent(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Attach a dissenting opinion."""
    page = review_of(decision_kept(request.user, council, decision_id), request.LANGUAGE_CODE)
    form = _dissent_form(request, council, page)
    if form.carry_out(
        lambda: reviewing.attach_dissent(
            actor=request.user,
            decision_id=decision_id,
            member_id=int(form.cleaned_data["member"]),
            language=form.cleaned_data["language"],
            body=form.cleaned_data["body"],
        )
    ):
        messages.success(request, _("The opinion is attached."))
        return redirect("register:review", council.slug, decision_id)
    return _show_review(request, council, page, form)


def _review_form(request: KeeperRequest, page: ReviewPage, *, is_sent: bool = True) -> ReviewForm:
    told = posted(request) if is_sent else None
    return ReviewForm(told, people=page.people, until=page.row.embargo_until)


def _dissent_form(request: KeeperRequest, council: Council, page: ReviewPage) -> DissentForm:
    return DissentForm(request.POST or None, members=page.may_dissent, languages=council.languages)


def _show_review(
    request: KeeperRequest, council: Council, page: ReviewPage, form: OfficeForm
) -> HttpResponse:
    is_review = isinstance(form, ReviewForm)
    blank = DissentForm(None, members=page.may_dissent, languages=council.languages)
    context = {
        "page": page,
        "decision": page.decision,
        "wording": page.decision.in_language(request.LANGUAGE_CODE),
        "texts": [
            (one, [(CONCERNS[hint.concern], hint.words) for hint in found])
            for one, found in page.wordings
        ],
        "review": form if is_review else _review_form(request, page, is_sent=False),
        "dissent": blank if is_review else form,
        "form": form,
    }
    return show(request, "register/review.html", council, AT, context)


@office_page
def desk(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Show what can be done with a decision after its adoption."""
    decision = shown(decision_kept(request.user, council, decision_id), Audience.MEMBER)
    context = {"decision": decision, "wording": decision.in_language(request.LANGUAGE_CODE)}
    return show(request, "register/desk.html", council, AT, context)


@office_page
def correct(
    request: KeeperRequest, council: Council, decision_id: int, language: str
) -> HttpResponse:
    """Put right what a decision says in one language."""
    decision = decision_kept(request.user, council, decision_id)
    seen = shown(decision, Audience.MEMBER)
    words = next((one for one in seen.wordings if one.language == language), None)
    initial = {"title": words.title, "body": "\n\n".join(words.paragraphs)} if words else {}
    form = CorrectionForm(posted(request), initial=initial)
    context = {
        "title": _("Correct the words"),
        "language": language,
        "act": _("Enter the correction"),
        "note": _("It becomes a new line of the register; what stood there before stays."),
    }
    return _acted(
        request,
        council,
        decision,
        form,
        lambda: correcting.correct_decision(
            actor=request.user, decision_id=decision_id, language=language, **form.cleaned_data
        ),
        context,
    )


@office_page
def withhold(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Take a whole decision back from publication."""
    decision = decision_kept(request.user, council, decision_id)
    form = WithholdForm(posted(request))
    context = {
        "title": _("Take the decision back"),
        "act": _("Take it back"),
        "note": _(
            "Its number, its date and your reason stay in sight; its lines in the register, too."
        ),
    }
    return _acted(
        request,
        council,
        decision,
        form,
        lambda: publishing.withhold_decision(
            actor=request.user, decision_id=decision_id, **form.cleaned_data
        ),
        context,
    )


@office_page
def erase(
    request: KeeperRequest, council: Council, decision_id: int, language: str
) -> HttpResponse:
    """Erase the words of a decision in one language for good."""
    decision = decision_kept(request.user, council, decision_id)
    form = ErasureForm(posted(request))
    context = {
        "title": _("Erase the words for good"),
        "language": language,
        "act": _("Erase them"),
        "note": _(
            "The words go from every page, from the proposal and from the files of the register. "
            "Every proof stays valid. Enter redacted words afterwards as a correction."
        ),
    }
    return _acted(
        request,
        council,
        decision,
        form,
        lambda: erasing.erase_words(
            actor=request.user,
            decision_id=decision_id,
            language=language,
            basis=form.cleaned_data["basis"],
        ),
        context,
    )


def _acted(
    request: KeeperRequest,
    council: Council,
    decision: Decision,
    form: OfficeForm,
    act: Callable[[], object],
    context: dict[str, Any],
) -> HttpResponse:
    if form.carry_out(act):
        messages.success(request, _("It has been done and is written down."))
        return redirect("register:desk", council.slug, decision.pk)
    seen = shown(decision, Audience.MEMBER)
    facts = {"form": form, "decision": seen, **context}
    return show(request, "register/act.html", council, AT, facts)


@require_POST
@office_page
def publish_again(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Show a decision again that was taken back."""
    publishing.publish_again(actor=request.user, decision_id=decision_id)
    messages.success(request, _("Everybody can read the decision again."))
    return redirect("register:desk", council.slug, decision_id)


@require_POST
@office_page
def hide_words(
    request: KeeperRequest, council: Council, decision_id: int, language: str
) -> HttpResponse:
    """Take the words in one language out of sight."""
    erasing.withhold_words(actor=request.user, decision_id=decision_id, language=language)
    messages.success(request, _("Nobody can read or download these words now."))
    return redirect("register:desk", council.slug, decision_id)


@require_POST
@office_page
def show_words(
    request: KeeperRequest, council: Council, decision_id: int, language: str
) -> HttpResponse:
    """Show the words in one language again."""
    erasing.show_words(actor=request.user, decision_id=decision_id, language=language)
    messages.success(request, _("The words can be read again."))
    return redirect("register:desk", council.slug, decision_id)


@office_page
def erase_person(request: KeeperRequest, council: Council) -> HttpResponse:
    """Let the register forget a person."""
    people = members_for(request.user, council, MemberFilter(state=""))
    form = PersonErasureForm(posted(request), members=people)
    if form.carry_out(
        lambda: erasing.erase_person(
            actor=request.user,
            member_id=int(form.cleaned_data["member"]),
            basis=form.cleaned_data["basis"],
        )
    ):
        messages.success(request, _("The register has forgotten the person."))
        return redirect("register:erase_person", council.slug)
    context = {
        "form": form,
        "title": _("Erase a person from the register"),
        "act": _("Erase the person"),
        "note": _(
            "Names and votes of the person go from the files of the register; only a note that "
            "something was erased is added. Whoever has copied them before still has them."
        ),
    }
    return show(request, "register/act.html", council, "register:erase_person", context)
