"""Files that came with answers: handed out to readers, erased by the clerk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from council.members.models import Council
from council.members.views.office import KeeperRequest, office_page
from deliberation.followup.selectors.files import file_for
from deliberation.followup.services.attaching import erase_file

TEXT = "text/plain; charset=utf-8"
HARMLESS = "default-src 'none'; sandbox"  # whatever a file holds, nothing in it runs here


@require_safe
def answer_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out a file that came with an answer."""
    found = file_for(request.user, file_id)
    if found.erased_at is not None:
        return HttpResponse(_("This file was erased."), content_type=TEXT, status=410)
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = HARMLESS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"  # it can be erased at any time
    return response


@require_POST
@office_page
def erase(request: KeeperRequest, council: Council, file_id: int) -> HttpResponse:
    """Erase a file for good."""
    erased = erase_file(actor=request.user, file_id=file_id)
    messages.success(request, _("The file is erased for good."))
    return redirect("followup:referral", council.slug, erased.answer.referral_id)
