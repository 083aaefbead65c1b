"""Running an election: prepared, its stages, lots, declared, annulled, taken up."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.ledger.services import once
from deliberation.elections.forms.ballots import CloseForm, LotForm
from deliberation.elections.forms.preparing import (
    ElectionForm,
    ReasonForm,
    TakeUpForm,
    languages_of,
)
from deliberation.elections.models import Election
from deliberation.elections.selectors.elections import (
    bodies_to_prepare,
    election_for,
    open_meeting_of,
)
from deliberation.elections.selectors.pages import head_of, page_of, witnesses_for
from deliberation.elections.services import counting, preparing, taking_up, voting
from deliberation.elections.views.asking import done, posted, show

ACTS: Mapping[str, tuple[Callable[..., Election], object]] = {
    "call": (preparing.call_candidates, gettext_lazy("Members can stand now.")),
    "list": (preparing.close_list, gettext_lazy("Who stands is fixed.")),
    "count": (counting.count_election, gettext_lazy("The ballots were counted.")),
    "declare": (counting.declare_election, gettext_lazy("The result is declared.")),
}


@login_required
def prepare(request: MemberRequest) -> HttpResponse:
    """Prepare an election."""
    bodies = bodies_to_prepare(request.user)
    languages = languages_of(bodies[0].council, request.LANGUAGE_CODE)
    form = ElectionForm(posted(request), bodies, languages)
    made: dict[str, int] = {}

    def act() -> dict[str, int]:
        plan, body = form.plan(), form.cleaned_data["body"]
        return {"id": preparing.prepare_election(actor=request.user, body_id=body, plan=plan).pk}

    def prepared() -> None:
        key = form.cleaned_data["key"] or uuid4()
        made.update(once(actor=request.user, key=key, name="elections.prepare", act=act))

    if form.carry_out(prepared):
        return done(request, _("The election is prepared."), "election", made["id"])
    return show(request, "prepare", {"form": form, "languages": languages})


@require_POST
@login_required
def act(request: MemberRequest, election_id: int, act: str) -> HttpResponse:
    """Take the election to its next stage."""
    if act not in ACTS:
        raise Http404
    service, words = ACTS[act]
    election_for(request.user, election_id)
    service(actor=request.user, election_id=election_id)
    return done(request, str(words), "election", election_id)


@require_POST
@login_required
def open_box(request: MemberRequest, election_id: int) -> HttpResponse:
    """Open the box in the meeting of the body that is open now."""
    shown = election_for(request.user, election_id)
    meeting = open_meeting_of(shown)
    if meeting is None:
        raise Http404
    voting.open_voting(actor=request.user, election_id=election_id, meeting_id=meeting.pk)
    return done(request, _("The box is open."), "election", election_id)


@login_required
def close_box(request: MemberRequest, election_id: int) -> HttpResponse:
    """Close the box; on paper say how many papers were handed out."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.close_voting", shown)
    form = CloseForm(posted(request))

    def close() -> object:
        handed_out = form.cleaned_data["handed_out"]
        return voting.close_voting(
            actor=request.user, election_id=election_id, handed_out=handed_out
        )

    if form.carry_out(close):
        return done(request, _("The box is closed."), "election", election_id)
    head = head_of(shown, request.LANGUAGE_CODE)
    if not head.is_on_paper:
        del form.fields["handed_out"]
    return show(request, "simple", {"form": form, "head": head, "act": _("Close the box")})


@login_required
def lot(request: MemberRequest, election_id: int) -> HttpResponse:
    """Enter how a tie was settled, and who saw it."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.settle_tie", shown)
    page = page_of(request.user, shown, request.LANGUAGE_CODE)
    equal = page.sheet.open_tie if page.sheet else []
    form = LotForm(posted(request), equal, witnesses_for(request.user, shown))

    def settle() -> object:
        return counting.settle_tie(
            actor=request.user,
            election_id=election_id,
            order=form.order(),
            witness_id=form.cleaned_data["witness_id"],
        )

    if form.carry_out(settle):
        return done(request, _("The tie is settled; the count went on."), "election", election_id)
    return show(request, "lot", {"form": form, "head": page.head})


@login_required
def annul(request: MemberRequest, election_id: int) -> HttpResponse:
    """Annul an election for a reason."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.annul", shown)
    form = ReasonForm(posted(request))

    def annulled() -> object:
        reason = form.cleaned_data["reason"]
        return preparing.annul_election(actor=request.user, election_id=election_id, reason=reason)

    if form.carry_out(annulled):
        return done(request, _("The election is annulled."), "election", election_id)
    context = {"form": form, "head": head_of(shown, request.LANGUAGE_CODE)}
    return show(request, "simple", {**context, "act": _("Annul the election")})


@login_required
def take_up(request: MemberRequest, election_id: int) -> HttpResponse:
    """Enter those elected into the registry."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.take_up", shown)
    form = TakeUpForm(posted(request), council=shown.body.council)

    def enter() -> object:
        return taking_up.take_up(
            actor=request.user,
            election_id=election_id,
            starts_on=form.cleaned_data["starts_on"],
            exception=form.exception(),
        )

    if form.carry_out(enter):
        return done(request, _("Those elected are in the registry."), "election", election_id)
    context = {"form": form, "head": head_of(shown, request.LANGUAGE_CODE)}
    act = _("Enter those elected into the registry")
    return show(request, "take_up", {**context, "act": act})
