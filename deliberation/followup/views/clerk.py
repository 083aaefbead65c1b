"""Pages on which the clerk forwards decisions and records what becomes of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.kernel.audience import Audience
from council.kernel.permissions import authorise
from council.members.forms.base import OfficeForm
from council.members.models import Council
from council.members.views.office import KeeperRequest, office_page, posted, show
from deliberation.followup.forms.answers import ReceiptForm
from deliberation.followup.forms.steps import CloseForm, ConsiderForm, ForwardForm, MeetingDayForm
from deliberation.followup.selectors import desk
from deliberation.followup.selectors.ways import ways
from deliberation.followup.services import closing, forwarding
from deliberation.register.selectors.decisions import shown_to

AT = "followup:desk"


@office_page
def desk_page(request: KeeperRequest, council: Council) -> HttpResponse:
    """List what waits: decisions to forward, and what addressees owe."""
    context = {"desk": desk.desk_for(request.user, council, request.LANGUAGE_CODE)}
    return show(request, "followup/desk.html", council, AT, context)


@office_page
def forward(request: KeeperRequest, council: Council, decision_id: int) -> HttpResponse:
    """Forward a decision."""
    decision = desk.decision_to_forward(request.user, council, decision_id)
    form = ForwardForm(posted(request), council=council)
    if form.carry_out(
        lambda: forwarding.forward_decision(
            actor=request.user,
            decision_id=decision.pk,
            addressee_id=int(form.cleaned_data["addressee"]),
            letter=form.letter(),
        )
    ):
        return _done(request, council, _("The decision has been forwarded."))
    (shown,) = shown_to(Audience.MEMBER, [decision])
    wording = shown.in_language(request.LANGUAGE_CODE)
    context = {"form": form, "decision": shown, "wording": wording}
    return show(request, "followup/forward.html", council, AT, context)


@office_page
def referral(request: KeeperRequest, council: Council, referral_id: int) -> HttpResponse:
    """Show a decision before one addressee, with the forms for what comes next."""
    return _referral(request, council, referral_id)


@require_POST
@office_page
def receipt(request: KeeperRequest, council: Council, referral_id: int) -> HttpResponse:
    """Record a receipt that came on paper."""
    form = ReceiptForm(request.POST)
    if form.carry_out(
        lambda: forwarding.note_receipt(
            actor=request.user, referral_id=referral_id, **form.cleaned_data
        )
    ):
        return _done(request, council, _("The receipt has been recorded."), referral_id)
    return _referral(request, council, referral_id, receipt=form)


@require_POST
@office_page
def meeting_day(request: KeeperRequest, council: Council, referral_id: int) -> HttpResponse:
    """Type in when the addressee meets."""
    form = MeetingDayForm(request.POST)
    if form.carry_out(
        lambda: forwarding.plan_consideration(
            actor=request.user, referral_id=referral_id, **form.cleaned_data
        )
    ):
        return _done(request, council, _("The day has been recorded."), referral_id)
    return _referral(request, council, referral_id, day=form)


@require_POST
@office_page
def consider(request: KeeperRequest, council: Council, referral_id: int) -> HttpResponse:
    """Record that the addressee considered the matter."""
    form = ConsiderForm(request.POST)
    if form.carry_out(
        lambda: forwarding.note_consideration(
            actor=request.user, referral_id=referral_id, **form.cleaned_data
        )
    ):
        return _done(request, council, _("The day has been recorded."), referral_id)
    return _referral(request, council, referral_id, consider=form)


@office_page
def close(request: KeeperRequest, council: Council, referral_id: int) -> HttpResponse:
    """Write down that the council closed the matter."""
    found = desk.referral_for(request.user, council, referral_id)
    authorise(request.user, "followup.close_referral", found)
    form = CloseForm(posted(request))
    if form.carry_out(
        lambda: closing.close_referral(
            actor=request.user, referral_id=referral_id, **form.cleaned_data
        )
    ):
        return _done(request, council, _("The matter is closed."), referral_id)
    (way,) = ways([found], request.LANGUAGE_CODE)
    context = {"form": form, "way": way}
    return show(request, "followup/close.html", council, AT, context)


def _referral(
    request: KeeperRequest, council: Council, referral_id: int, **forms: OfficeForm
) -> HttpResponse:
    found = desk.referral_for(request.user, council, referral_id)
    (way,) = ways([found], request.LANGUAGE_CODE)
    refused = next(iter(forms.values()), None)
    context = {
        "way": way,
        "receipt": forms.get("receipt") or ReceiptForm(),
        "day": forms.get("day") or MeetingDayForm(initial={"meets_on": found.meets_on}),
        "consider": forms.get("consider") or ConsiderForm(),
    }
    if refused is not None:
        context["form"] = refused  # its fate is the status
    return show(request, "followup/referral.html", council, AT, context)


def _done(
    request: KeeperRequest, council: Council, words: str, referral_id: int | None = None
) -> HttpResponse:
    messages.success(request, words)
    if referral_id is None:
        return redirect(AT, council.slug)
    return redirect("followup:referral", council.slug, referral_id)
