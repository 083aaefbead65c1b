"""One's own account: language, ways to sign in, sessions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts import selectors, services
from council.accounts.http import MemberRequest, end_other_sessions


@require_GET
@login_required
def me(request: MemberRequest) -> HttpResponse:
    """Show the account, and where it is signed in."""
    context = {
        "sessions": selectors.sessions_of(request.user),
        "current_key": request.session.session_key,
        "factors": selectors.factors_of(request.user),
        "calendar": selectors.calendar_token(request.user),
    }
    return render(request, "accounts/me.html", context)


@require_POST
@login_required
def end_session(request: MemberRequest, session_id: int) -> HttpResponse:
    """Sign out one device."""
    services.end_session(actor=request.user, session_id=session_id)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:me")


@require_POST
@login_required
def end_others(request: MemberRequest) -> HttpResponse:
    """Sign out every device but this one."""
    end_other_sessions(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return redirect("accounts:me")


@require_POST
@login_required
def renew_calendar(request: MemberRequest) -> HttpResponse:
    """Give one's own calendar a new address."""
    services.renew_calendar(actor=request.user)
    messages.success(request, _("Your calendar has a new address. The old one shows nothing."))
    return redirect("accounts:me")
