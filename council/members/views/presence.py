"""Where members choose, and the registrar for them, whether the public learns of their presence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.members.models import Council, Member
from council.members.selectors.doors import council_called
from council.members.selectors.people import member_for, own_member, own_members
from council.members.services.presence import hide_presence, show_presence
from council.members.views.office import KeeperRequest, done, office_page


@require_GET
@login_required
def own_presence(request: MemberRequest) -> HttpResponse:
    """Show the choice in each council of which the requester is a member."""
    context = {"members": own_members(request.user)}
    return render(request, "members/presence.html", context)


@require_POST
@login_required
def choose_presence(request: MemberRequest, slug: str) -> HttpResponse:
    """Take in the requester's choice in one council."""
    member = own_member(request.user, council_called(request.user, slug))
    messages.success(request, _chosen(request, member))
    return redirect("members:own_presence")


@require_POST
@office_page
def member_presence(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Take in what a member chose at the counter."""
    member = member_for(request.user, council, member_id)
    return done(request, council, _chosen(request, member), "member", member.pk)


def _chosen(request: MemberRequest | KeeperRequest, member: Member) -> str:
    if request.POST.get("presence") == "public":
        show_presence(actor=request.user, member_id=member.pk)
        return _("Saved. Public minutes tell of this presence again.")
    hide_presence(actor=request.user, member_id=member.pk)
    return _("Saved. Public minutes no longer tell of this presence.")
