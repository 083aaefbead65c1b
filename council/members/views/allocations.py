"""Pages on which two persons give a seat kept for a group, and the one concerned agrees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.members.forms.allocations import AllocationForm, agreed_words
from council.members.models import AllocationState, Council
from council.members.selectors import allocations as selectors
from council.members.selectors import seating
from council.members.services import allocations as services
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.rules.targets import Group

AT = "seats_start"


@office_page
def allocation(request: KeeperRequest, council: Council, seat_id: int) -> HttpResponse:
    """Show who was proposed for a seat, and propose somebody."""
    seat = seating.seat_for(request.user, council, seat_id)
    form = AllocationForm(posted(request), seat=seat)
    if form.carry_out(
        lambda: services.propose_allocation(
            actor=request.user,
            seat_id=seat.pk,
            member_id=int(form.cleaned_data["member"]),
            group=Group(form.cleaned_data["group"]),
            starts_on=form.cleaned_data["starts_on"],
        )
    ):
        words = _("Proposed. The person is asked now.")
        return done(request, council, words, "allocation", seat.pk)
    found = selectors.allocations_of(request.user, seat)
    context = {"form": form, "seat": seat, "allocations": found}
    return show(request, "members/allocation.html", council, AT, context)


@require_POST
@office_page
def confirm(request: KeeperRequest, council: Council, allocation_id: int) -> HttpResponse:
    """Confirm a proposal as the second person."""
    shown = selectors.allocation_for(request.user, council, allocation_id)
    found = services.confirm_allocation(actor=request.user, allocation_id=shown.pk)
    if found.state is AllocationState.SEATED:
        return done(request, council, _("The mandate has been entered."), "seat", shown.seat_id)
    words = _("Nobody was seated: what the person said does not show that they count.")
    messages.warning(request, words)
    return redirect("members:allocation", council.slug, shown.seat_id)


@require_POST
@office_page
def withdraw(request: KeeperRequest, council: Council, allocation_id: int) -> HttpResponse:
    """Take a proposal back."""
    shown = selectors.allocation_for(request.user, council, allocation_id)
    services.withdraw_allocation(actor=request.user, allocation_id=shown.pk)
    return done(request, council, _("The proposal was taken back."), "allocation", shown.seat_id)


@require_POST
@login_required
def agree(request: MemberRequest, slug: str, allocation_id: int) -> HttpResponse:
    """Agree to be seated as counting toward a group."""
    services.agree_to_allocation(
        actor=request.user,
        allocation_id=allocation_id,
        text_hash=agreed_words(),
        language=get_language() or "en",
    )
    messages.success(request, _("You agreed. A second person can now confirm."))
    return redirect("members:declaration", slug)


@require_POST
@login_required
def decline(request: MemberRequest, slug: str, allocation_id: int) -> HttpResponse:
    """Decline a kept seat."""
    services.decline_allocation(actor=request.user, allocation_id=allocation_id)
    messages.success(request, _("You declined. Nothing was opened."))
    return redirect("members:declaration", slug)
