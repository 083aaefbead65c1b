"""The post that enters adopted minutes into the register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from deliberation.minutes.selectors.documents import minutes_for
from deliberation.register.annexes import files_of
from deliberation.register.services.minuting import record_minutes


@require_POST
@login_required
def publish(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Enter adopted minutes into the register, and let everybody read them."""
    found = minutes_for(request.user, meeting_id)
    record_minutes(actor=request.user, minutes_id=found.pk, files=files_of(found.pk))
    messages.success(request, _("Everybody can read the minutes now."))
    return redirect("minutes:minutes", meeting_id)
