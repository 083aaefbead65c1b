"""Buttons of a proposal, each a post that ends in one service; and the clerk's desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from deliberation.proposals.forms.acts import AdmissionForm, OptionalReasonForm, ReasonForm
from deliberation.proposals.selectors.headings import heading_for
from deliberation.proposals.selectors.lists import desk_for
from deliberation.proposals.selectors.sight import amendment_for
from deliberation.proposals.services import amending, signing, submission
from deliberation.proposals.views.asking import back, headed, posted, show_form

REASON = "proposals/reason.html"


@require_GET
@login_required
def desk(request: MemberRequest) -> HttpResponse:
    """Show the clerk what waits to be admitted."""
    context = {"desk": desk_for(request.user, request.LANGUAGE_CODE)}
    return render(request, "proposals/desk.html", context)


@require_POST
@login_required
def endorse(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Sign the draft."""
    signing.endorse_proposal(actor=request.user, proposal_id=proposal_id)
    return back(proposal_id)


@require_POST
@login_required
def withdraw_endorsement(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Take one's signature back."""
    signing.withdraw_endorsement(actor=request.user, proposal_id=proposal_id)
    return back(proposal_id)


@require_POST
@login_required
def submit(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Hand the proposal in."""
    submission.submit_proposal(actor=request.user, proposal_id=proposal_id)
    return back(proposal_id)


@require_POST
@login_required
def admit(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Find the proposal in order."""
    submission.admit_proposal(actor=request.user, proposal_id=proposal_id)
    return back(proposal_id)


@login_required
def return_to_mover(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Give the proposal back, and say why."""
    heading = heading_for(request.user, proposal_id, request.LANGUAGE_CODE)
    authorise(request.user, "proposals.return_proposal", heading.proposal)
    form = ReasonForm(posted(request))
    if form.carry_out(
        lambda: submission.return_proposal(
            actor=request.user, proposal_id=proposal_id, reason=form.cleaned_data["reason"]
        )
    ):
        return back(proposal_id)
    words = {"act": _("Return to the mover"), "note": _("The mover can mend and resubmit it.")}
    return show_form(request, REASON, form, {**headed(heading), **words})


@login_required
def withdraw(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Take the proposal back."""
    heading = heading_for(request.user, proposal_id, request.LANGUAGE_CODE)
    authorise(request.user, "proposals.withdraw_proposal", heading.proposal)
    kind = ReasonForm if heading.proposal.reference else OptionalReasonForm
    form = kind(posted(request))
    if form.carry_out(
        lambda: submission.withdraw_proposal(
            actor=request.user, proposal_id=proposal_id, reason=form.cleaned_data["reason"]
        )
    ):
        return back(proposal_id)
    words = {"act": _("Withdraw the proposal"), "note": _("This cannot be undone.")}
    return show_form(request, REASON, form, {**headed(heading), **words})


@require_POST
@login_required
def admit_amendment(request: MemberRequest, amendment_id: int) -> HttpResponse:
    """Find the amendment in order."""
    amendment = amendment_for(request.user, amendment_id)
    form = AdmissionForm(request.POST)
    if form.carry_out(
        lambda: amending.admit_amendment(
            actor=request.user, amendment_id=amendment_id, reach=form.cleaned_data["reach"]
        )
    ):
        return redirect("proposals:amendments", amendment.proposal_id)
    heading = heading_for(request.user, amendment.proposal_id, request.LANGUAGE_CODE)
    return show_form(request, REASON, form, {**headed(heading), "act": _("Admit the amendment")})


@login_required
def decline_amendment(request: MemberRequest, amendment_id: int) -> HttpResponse:
    """Find the amendment out of order, and say why."""
    amendment = amendment_for(request.user, amendment_id)
    authorise(request.user, "proposals.decline_amendment", amendment)
    form = ReasonForm(posted(request))
    if form.carry_out(
        lambda: amending.decline_amendment(
            actor=request.user, amendment_id=amendment_id, reason=form.cleaned_data["reason"]
        )
    ):
        return redirect("proposals:amendments", amendment.proposal_id)
    heading = heading_for(request.user, amendment.proposal_id, request.LANGUAGE_CODE)
    words = {"act": _("Decline the amendment"), "amendment": amendment}
    return show_form(request, REASON, form, {**headed(heading), **words})


@login_required
def withdraw_amendment(request: MemberRequest, amendment_id: int) -> HttpResponse:
    """Take the amendment back."""
    amendment = amendment_for(request.user, amendment_id)
    authorise(request.user, "proposals.withdraw_amendment", amendment)
    form = OptionalReasonForm(posted(request))
    if form.carry_out(
        lambda: amending.withdraw_amendment(
            actor=request.user, amendment_id=amendment_id, reason=form.cleaned_data["reason"]
        )
    ):
        return redirect("proposals:amendments", amendment.proposal_id)
    heading = heading_for(request.user, amendment.proposal_id, request.LANGUAGE_CODE)
    words = {"act": _("Withdraw the amendment"), "amendment": amendment}
    return show_form(request, REASON, form, {**headed(heading), **words})
