"""Ballot papers entered by two people, batch by batch."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from deliberation.elections.forms.ballots import BatchForm, PaperForm
from deliberation.elections.models import Election
from deliberation.elections.selectors.elections import candidates_of, election_for, listed
from deliberation.elections.selectors.pages import head_of
from deliberation.elections.selectors.papers import batch_numbered, batches_of, differing
from deliberation.elections.services import papers
from deliberation.elections.views.asking import done, posted, show
from deliberation.rules.tally.rule import read_rule


@login_required
def batches(request: MemberRequest, election_id: int) -> HttpResponse:
    """Show how far the batches have come; take one."""
    shown = _at_the_table(request, election_id)
    form = BatchForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("elections:batch", election_id, form.cleaned_data["batch"])
    context = {"form": form, "head": head_of(shown, request.LANGUAGE_CODE)}
    return show(request, "batches", {**context, "batches": batches_of(shown)})


@login_required
def batch(request: MemberRequest, election_id: int, number: int) -> HttpResponse:
    """Enter the papers of a batch, one after the other."""
    shown = _at_the_table(request, election_id)
    form = _paper(request, shown)

    def enter() -> object:
        return papers.enter_paper(
            actor=request.user,
            election_id=election_id,
            batch=number,
            number=form.cleaned_data["number"],
            marks=form.marks(),
        )

    if form.carry_out(enter):
        return redirect("elections:batch", election_id, number)
    state = batch_numbered(shown, number)
    context = {"form": form, "head": head_of(shown, request.LANGUAGE_CODE), "batch": state}
    people = listed(candidates_of(shown))
    found = {"own": state.own(request.user), "differing": differing(state, people)}
    return show(request, "batch", {**context, **found})


@login_required
def correct(request: MemberRequest, election_id: int, number: int, paper: int) -> HttpResponse:
    """Mend one's own reading of a paper."""
    shown = _at_the_table(request, election_id)
    own = batch_numbered(shown, number).own(request.user)
    form = _paper(request, shown, (own[1] if own else {}).get(paper), paper)

    def mend() -> object:
        return papers.correct_paper(
            actor=request.user,
            election_id=election_id,
            batch=number,
            number=paper,
            marks=form.marks(),
        )

    if form.carry_out(mend):
        return done(request, _("Your reading is mended."), "batch", election_id, number)
    head = head_of(shown, request.LANGUAGE_CODE)
    context = {"form": form, "head": head, "number": number, "paper": paper}
    return show(request, "correct", context)


@require_POST
@login_required
def finish(request: MemberRequest, election_id: int, number: int) -> HttpResponse:
    """Say that the batch is done."""
    papers.finish_batch(actor=request.user, election_id=election_id, batch=number)
    return done(request, _("You are done with this batch."), "batch", election_id, number)


@require_POST
@login_required
def strike(request: MemberRequest, election_id: int, number: int, paper: int) -> HttpResponse:
    """Take back a paper that is not there."""
    papers.strike_paper(actor=request.user, election_id=election_id, batch=number, number=paper)
    return done(request, _("The paper is taken back."), "batch", election_id, number)


def _at_the_table(request: MemberRequest, election_id: int) -> Election:
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.enter_papers", shown)
    return shown


def _paper(
    request: MemberRequest,
    shown: Election,
    marks: Mapping[str, int] | None = None,
    paper: int | None = None,
) -> PaperForm:
    form = PaperForm(posted(request), read_rule(shown.rule), listed(candidates_of(shown)), marks)
    if paper is not None:
        form.fields["number"].required = False
    return form
