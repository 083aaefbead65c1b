"""Pages about how the members were called: who got mail, who gets paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.accounts.http import MemberRequest
from deliberation.meetings.letters import letters_pdf
from deliberation.meetings.selectors.invitations import mailing_of
from deliberation.meetings.selectors.letters import letters_of
from deliberation.meetings.selectors.preparing import AT_THE_DESK
from deliberation.meetings.services import invitations as services
from deliberation.meetings.views.asking import done, prepared, show

PERMISSION = "meetings.invite_members"


@require_GET
@login_required
def invitations(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show to whom the invitation has gone, and how."""
    meeting = prepared(request, meeting_id, PERMISSION)
    context = {
        "meeting": meeting,
        "place": AT_THE_DESK,
        "mailing": mailing_of(meeting),
        "tab": "invitations",
    }
    return show(request, "meetings/invitations.html", meeting.council, context)


@require_http_methods(["GET", "POST"])
@login_required
def letters(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Print the letters; a post notes that they go out now."""
    meeting = prepared(request, meeting_id, PERMISSION)
    if request.method == "POST":
        services.issue_letters(actor=request.user, meeting_id=meeting_id)
    answer = HttpResponse(letters_pdf(letters_of(meeting)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="letters-{meeting_id}.pdf"'
    return answer


@require_POST
@login_required
def invite(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Invite those who came into the body since."""
    prepared(request, meeting_id, PERMISSION)
    services.invite_members(actor=request.user, meeting_id=meeting_id)
    return done(request, _("Everybody is invited now."), "invitations", meeting_id)


@require_POST
@login_required
def resend(request: MemberRequest, meeting_id: int, invitation_id: int) -> HttpResponse:
    """Mail an invitation again."""
    prepared(request, meeting_id, PERMISSION)
    services.resend_invitation(
        actor=request.user, meeting_id=meeting_id, invitation_id=invitation_id
    )
    return done(request, _("The invitation has been sent again."), "invitations", meeting_id)


@require_POST
@login_required
def by_letter(request: MemberRequest, meeting_id: int, invitation_id: int) -> HttpResponse:
    """Let an invitation go on paper."""
    prepared(request, meeting_id, PERMISSION)
    services.invite_by_letter(
        actor=request.user, meeting_id=meeting_id, invitation_id=invitation_id
    )
    return done(request, _("The invitation goes by letter."), "invitations", meeting_id)
