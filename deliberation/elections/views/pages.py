"""Elections for everybody: the list, one election, its papers to print, its file and script."""

import time
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.ledger.selectors import last_seq
from deliberation.elections import live, publication
from deliberation.elections.forms.ballots import BallotForm
from deliberation.elections.models import Election
from deliberation.elections.selectors.elections import (
    ballot_of,
    candidates_of,
    election_for,
    elections_for,
    is_a_voter,
    keeps_a_record,
    listed,
    still_standing,
    turnout_of,
)
from deliberation.elections.selectors.pages import head_of, instructions_for, page_of
from deliberation.elections.services.voting import cast_ballot
from deliberation.elections.views.asking import done
from deliberation.rules.elections import ElectionStatus
from deliberation.rules.tally.rule import read_rule


@require_GET
def elections(request: HttpRequest) -> HttpResponse:
    """List the elections, newest first."""
    found = elections_for(request.user)
    context = {
        "heads": [head_of(one, request.LANGUAGE_CODE) for one in found],
        "may_prepare": keeps_a_record(request.user),
    }
    return render(request, "elections/elections.html", context)


@require_GET
def election(request: HttpRequest, election_id: int) -> HttpResponse:
    """Show an election at the stage where it is."""
    return _page(request, election_for(request.user, election_id), None)


@require_POST
@login_required
def vote(request: MemberRequest, election_id: int) -> HttpResponse:
    """Hand in an open ballot."""
    shown = election_for(request.user, election_id)
    form = BallotForm(request.POST, read_rule(shown.rule), still_standing(shown))

    def cast() -> object:
        return cast_ballot(
            actor=request.user,
            election_id=election_id,
            marks=form.marks(),
            seq=form.cleaned_data["seq"] or 1,
        )

    if form.carry_out(cast):
        return done(request, _("Your ballot is in the box."), "election", election_id)
    return _page(request, shown, form)


def _page(request: HttpRequest, shown: Election, form: BallotForm | None) -> HttpResponse:
    # The number comes before the part is read: what comes in between is applied twice.
    follows = live.meeting_to_follow(shown)
    seq = last_seq(follows.pk) if follows else 0
    page = page_of(request.user, shown, request.LANGUAGE_CODE)
    script = publication.script_of(shown)
    context: dict[str, Any] = {
        "page": page,
        "head": page.head,
        "form": form or _ballot(request, shown),
        "is_refused": form is not None,
        "turnout": turnout_of(shown) if shown.status is ElectionStatus.VOTING else None,
        "fingerprint": publication.fingerprint_of(script),
        "script": script.name,
        "part": live.election_part(shown.pk, request.LANGUAGE_CODE),
        "follows": follows,
        "seq": seq,
        "now_ms": str(int(time.time() * 1000)),
    }
    status = 200 if form is None else form.status
    return render(request, "elections/election.html", context, status=status)


def _ballot(request: HttpRequest, shown: Election) -> BallotForm | None:
    """Return the ballot to fill in, if the reader has one to give here."""
    rule = read_rule(shown.rule)
    is_open = shown.status is ElectionStatus.VOTING and rule.ballots == "open"
    if not is_open or not request.user.is_authenticated or not is_a_voter(request.user, shown):
        return None
    ballot = ballot_of(request.user, shown)
    form = BallotForm(None, rule, still_standing(shown), ballot.marks if ballot else None)
    form.initial["seq"] = ballot.seq + 1 if ballot else 1
    return form


@require_GET
@login_required
def papers_to_print(request: MemberRequest, election_id: int) -> HttpResponse:
    """Show the ballot paper in every language of the council, to be printed."""
    shown = election_for(request.user, election_id)
    authorise(request.user, "elections.enter_papers", shown)
    context = {
        "head": head_of(shown, request.LANGUAGE_CODE),
        "people": listed(candidates_of(shown)),
        "instructions": instructions_for(shown),
    }
    return render(request, "elections/paper.html", context)


@require_GET
def document(request: HttpRequest, election_id: int) -> HttpResponse:
    """Hand out the declared election as a file from which anybody can count again."""
    shown = election_for(request.user, election_id)
    response = JsonResponse(
        publication.election_document(shown),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = f'attachment; filename="election-{shown.pk}.json"'
    return response


@require_GET
def script(request: HttpRequest, election_id: int) -> HttpResponse | FileResponse:
    """Hand out the script that counts elections of this method again."""
    place = publication.script_of(election_for(request.user, election_id))
    return FileResponse(place.open("rb"), as_attachment=True, content_type="text/x-python")
