"""What ballots by POST are compared with: the usual way to write a view, and one that is idle."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from deliberation.voting.forms import BallotForm
from deliberation.voting.services.casting import cast_ballot


@require_POST
@login_required
def plain(request, poll_id):
    """Take a ballot as Django's tutorial would: one transaction for each request."""
    form = BallotForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    receipt = cast_ballot(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return JsonResponse({"seq": receipt.seq})


def empty(_request, poll_id):
    """Do nothing, behind all that stands before every view of the site."""
    return HttpResponse(str(poll_id))
