"""The minutes as everybody reads them, and the acts that carry them from draft to adoption."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from deliberation.meetings.views.asking import show
from deliberation.minutes.forms import GuestsForm
from deliberation.minutes.selectors.documents import minutes_for, standing_for
from deliberation.minutes.selectors.pages import page_for
from deliberation.minutes.services.adopting import adopt_minutes
from deliberation.minutes.services.circulating import circulate_minutes, place_minutes
from deliberation.minutes.services.drafting import count_guests, draft_minutes
from deliberation.minutes.views.asking import done


@require_GET
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the minutes of a meeting, or where they stand."""
    page = page_for(request.user, meeting_id, request.LANGUAGE_CODE)
    context = {
        "page": page,
        "document": page.document,
        "powers": page.powers,
        "meeting": page.standing.meeting,
        "guests": GuestsForm(initial={"guests": page.document.people.guests})
        if page.document
        else None,
    }
    return show(request, "minutes/minutes.html", page.standing.meeting.council, context)


@require_POST
@login_required
def draft(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Begin the minutes."""
    standing_for(request.user, meeting_id)
    draft_minutes(actor=request.user, meeting_id=meeting_id)
    return done(request, _("The draft was compiled from the meeting."), meeting_id)


@require_POST
@login_required
def guests(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Note how many guests listened."""
    found, form = minutes_for(request.user, meeting_id), GuestsForm(request.POST)
    authorise(request.user, "minutes.edit_minutes", found)
    entered = form.cleaned_data["guests"] if form.is_valid() else found.guests
    count_guests(actor=request.user, minutes_id=found.pk, guests=entered)
    return done(request, _("The number of guests is noted."), meeting_id, "people")


@require_POST
@login_required
def circulate(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Send the draft to those who were present."""
    found = minutes_for(request.user, meeting_id)
    circulate_minutes(actor=request.user, minutes_id=found.pk)
    words = _("Those who were present can read the draft now and ask for corrections.")
    return done(request, words, meeting_id)


@require_POST
@login_required
def place(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Put the minutes on the next agenda."""
    found = minutes_for(request.user, meeting_id)
    authorise(request.user, "minutes.circulate_minutes", found)
    place_minutes(actor=request.user, minutes_id=found.pk)
    return done(request, _("The minutes are on the next agenda."), meeting_id)


@require_POST
@login_required
def adopt(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Adopt minutes that were approved, or to which nobody objected."""
    found = minutes_for(request.user, meeting_id)
    adopt_minutes(actor=request.user, minutes_id=found.pk)
    return done(request, _("The minutes are adopted."), meeting_id)
