"""Standing for election, putting others forward, admitting, withdrawing."""

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from deliberation.elections.forms.preparing import (
    NominationForm,
    ReasonForm,
    StandForm,
    languages_of,
)
from deliberation.elections.models import Candidacy
from deliberation.elections.selectors.elections import candidacy_for, election_for
from deliberation.elections.selectors.pages import head_of, members_to_nominate
from deliberation.elections.services import standing
from deliberation.elections.views.asking import done, posted, show
from deliberation.rules.tally.rule import read_rule

ACTS: Mapping[str, tuple[Callable[..., Candidacy], object]] = {
    "decline": (standing.decline, gettext_lazy("You said no. Nobody but the clerk sees it.")),
    "admit": (standing.admit, gettext_lazy("The candidate is admitted.")),
    "withdraw": (standing.withdraw_candidacy, gettext_lazy("You stand no more.")),
}


@login_required
def stand(request: MemberRequest, election_id: int) -> HttpResponse:
    """Stand for election, with a statement."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.stand", shown)
    languages = languages_of(shown.body.council, request.LANGUAGE_CODE)
    form = StandForm(posted(request), read_rule(shown.rule), languages)

    def consent() -> object:
        return standing.stand(
            actor=request.user, election_id=election_id, statement=form.statement()
        )

    if form.carry_out(consent):
        words = _("You stand. The clerk looks at it and admits you.")
        return done(request, words, "election", election_id)
    head = head_of(shown, request.LANGUAGE_CODE)
    return show(request, "stand", {"form": form, "head": head, "languages": languages})


@login_required
def nominate(request: MemberRequest, election_id: int) -> HttpResponse:
    """Put another member forward."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.nominate", shown)
    form = NominationForm(posted(request), members_to_nominate(request.user, shown))

    def put_forward() -> object:
        member_id = form.cleaned_data["member_id"]
        return standing.nominate(actor=request.user, election_id=election_id, member_id=member_id)

    if form.carry_out(put_forward):
        words = _("They are asked, and stand once they say so.")
        return done(request, words, "election", election_id)
    context = {"form": form, "head": head_of(shown, request.LANGUAGE_CODE)}
    lead = _("They are asked first. Nobody stands without saying so.")
    return show(request, "simple", {**context, "act": _("Put somebody forward"), "lead": lead})


@require_POST
@login_required
def candidacy_act(request: MemberRequest, candidacy_id: int, act: str) -> HttpResponse:
    """Admit somebody, or decline or withdraw oneself."""
    if act not in ACTS:
        raise Http404
    service, words = ACTS[act]
    shown = candidacy_for(request.user, candidacy_id)
    service(actor=request.user, candidacy_id=candidacy_id)
    return done(request, str(words), "election", shown.election_id)


@login_required
def refuse(request: MemberRequest, candidacy_id: int) -> HttpResponse:
    """Refuse a candidacy for a reason."""
    shown = candidacy_for(request.user, candidacy_id)
    authorise(request.user, "elections.decide_candidacy", shown)
    form = ReasonForm(posted(request))

    def refused() -> object:
        reason = form.cleaned_data["reason"]
        return standing.refuse(actor=request.user, candidacy_id=candidacy_id, reason=reason)

    if form.carry_out(refused):
        words = _("The person reads your reason.")
        return done(request, words, "election", shown.election_id)
    election = election_for(request.user, shown.election_id)
    context = {"form": form, "head": head_of(election, request.LANGUAGE_CODE)}
    return show(request, "simple", {**context, "act": _("Refuse the candidacy")})
