"""Minutes in the register: entered once adopted, put right once published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from deliberation.minutes.selectors.documents import document_for, minutes_for
from deliberation.register.annexes import files_of
from deliberation.register.forms_minutes import ErratumForm
from deliberation.register.services.amending import correct_minutes
from deliberation.register.services.minuting import record_minutes


@require_POST
@login_required
def publish(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Enter adopted minutes into the register, and let everybody read them."""
    found = minutes_for(request.user, meeting_id)
    record_minutes(actor=request.user, minutes_id=found.pk, files=files_of(found.pk))
    messages.success(request, _("Everybody can read the minutes now."))
    return redirect("minutes:minutes", meeting_id)


@login_required
def correct(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Put an error in published minutes right, beside what was adopted."""
    found = minutes_for(request.user, meeting_id)
    authorise(request.user, "register.correct_minutes", found)
    document = document_for(request.user, meeting_id, request.LANGUAGE_CODE)
    form = ErratumForm(request.POST or None, document=document, meeting=found.meeting)
    if form.carry_out(
        lambda: correct_minutes(actor=request.user, minutes_id=found.pk, note=form.note())
    ):
        messages.success(request, _("The note stands beside the minutes now."))
        return redirect("minutes:minutes", meeting_id)
    context = {"form": form, "meeting": found.meeting}
    return render(request, "register/erratum.html", context, status=form.status)
