"""Pages on which movers write: a new proposal, an edit, an amendment."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from council.accounts.http import MemberRequest
from council.ledger.services import once
from deliberation.proposals.forms.drafting import AmendmentForm, ProposalForm
from deliberation.proposals.selectors.drafts import blank_manuscript, manuscript_for
from deliberation.proposals.selectors.places import paragraphs_to_amend, place_for
from deliberation.proposals.selectors.sight import bodies_to_draft_in, body_to_draft_in
from deliberation.proposals.services.amending import propose_amendment
from deliberation.proposals.services.drafting import draft_proposal, edit_draft
from deliberation.proposals.views.asking import back, headed, posted, show_form


@require_GET
@login_required
def new(request: MemberRequest) -> HttpResponse:
    """Choose the body to which the proposal goes; where there is one only, go on."""
    bodies = list(bodies_to_draft_in(request.user))
    if len(bodies) == 1:
        return redirect("proposals:draft", bodies[0].pk)
    return render(request, "proposals/new.html", {"bodies": bodies})


@login_required
def draft(request: MemberRequest, body_id: int) -> HttpResponse:
    """Write a new proposal."""
    user, body = request.user, body_to_draft_in(request.user, body_id)
    manuscript = blank_manuscript(user, body, request.LANGUAGE_CODE)
    form = ProposalForm(posted(request), manuscript)

    def carry_out() -> dict[str, int]:
        made = draft_proposal(actor=user, body_id=body_id, draft=form.draft())
        return {"proposal_id": made.pk}

    answer = form.answer(
        lambda: once(actor=user, key=form.act_key, name="draft_proposal", act=carry_out)
    )
    if answer is not None:
        return back(answer["proposal_id"])
    return show_form(request, "proposals/draft.html", form, {"body": body})


@login_required
def edit(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Go on writing a draft."""
    user = request.user
    proposal, manuscript = manuscript_for(user, proposal_id)
    form = ProposalForm(posted(request), manuscript)
    if form.carry_out(lambda: edit_draft(actor=user, proposal_id=proposal_id, draft=form.draft())):
        return back(proposal_id)
    context = {"body": proposal.body, "proposal": proposal}
    return show_form(request, "proposals/draft.html", form, context)


@require_GET
@login_required
def choose_place(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Pick the paragraph to amend."""
    heading, paragraphs = paragraphs_to_amend(request.user, proposal_id, request.LANGUAGE_CODE)
    context = {**headed(heading, "amendments"), "paragraphs": paragraphs}
    return render(request, "proposals/choose_place.html", context)


@login_required
def amend(request: MemberRequest, proposal_id: int, operation: str, position: int) -> HttpResponse:
    """Write an amendment to one place."""
    user, language = request.user, request.LANGUAGE_CODE
    heading, place = place_for(
        user, proposal_id, operation=operation, position=position, language=language
    )
    form = AmendmentForm(posted(request), place)

    def carry_out() -> dict[str, int]:
        made = propose_amendment(actor=user, proposal_id=proposal_id, motion=form.motion())
        return {"number": made.number}

    answer = form.answer(
        lambda: once(actor=user, key=form.act_key, name="propose_amendment", act=carry_out)
    )
    if answer is not None:
        return redirect("proposals:amendments", proposal_id)
    context = {**headed(heading, "amendments"), "place": place}
    return show_form(request, "proposals/amend.html", form, context)
