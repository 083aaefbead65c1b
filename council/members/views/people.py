"""Pages of the office about members."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.members import services
from council.members.forms.people import AccountForm, MemberFilterForm, MemberForm
from council.members.models import Council
from council.members.selectors.people import member_for, members_for, username_for
from council.members.views.office import KeeperRequest, done, office_page, posted, show

AT = "members"
PER_PAGE = 25


@office_page
def members(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the members that are asked for."""
    asked = MemberFilterForm(request.GET, council=council)
    found = members_for(request.user, council, asked.wanted())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    context = {"asked": asked, "page": page, "query": f"{rest.urlencode()}&" if rest else ""}
    return show(request, "members/members.html", council, AT, context | {"is_asked": bool(rest)})


@office_page
def member(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Show a member with everything they hold and held."""
    shown = member_for(request.user, council, member_id)
    proposed = "" if shown.user_id else username_for(request.user, council, shown.public_name)
    form = AccountForm(initial={"username": proposed})
    return show(
        request, "members/member.html", council, AT, {"member": shown, "account_form": form}
    )


@office_page
def member_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Enter a member."""
    form = MemberForm(posted(request), viewer=request.user, council=council, member=None)
    if form.carry_out(
        lambda: services.create_member(
            actor=request.user,
            council_id=council.pk,
            facts=form.facts(),
            username=form.username(),
        )
    ):
        return done(request, council, _("The member has been entered."), "members")
    return show(request, "members/member_form.html", council, AT, {"form": form, "member": None})


@office_page
def member_edit(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Amend a member."""
    shown = member_for(request.user, council, member_id)
    form = MemberForm(posted(request), viewer=request.user, council=council, member=shown)
    if form.carry_out(
        lambda: services.amend_member(actor=request.user, member_id=shown.pk, facts=form.facts())
    ):
        return done(request, council, _("The changes have been saved."), "member", shown.pk)
    return show(request, "members/member_form.html", council, AT, {"form": form, "member": shown})


@require_POST
@office_page
def member_deactivate(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """End a member's part in the council."""
    shown = member_for(request.user, council, member_id)
    services.deactivate_member(actor=request.user, member_id=shown.pk)
    words = _("Deactivated. Mandates, offices and sign-ins have ended.")
    return done(request, council, words, "member", shown.pk)


@require_POST
@office_page
def member_reactivate(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Let a member take part again."""
    shown = member_for(request.user, council, member_id)
    services.reactivate_member(actor=request.user, member_id=shown.pk)
    return done(request, council, _("The member can take part again."), "member", shown.pk)


@require_POST
@office_page
def member_account(request: KeeperRequest, council: Council, member_id: int) -> HttpResponse:
    """Open an account for a member."""
    shown = member_for(request.user, council, member_id)
    form = AccountForm(request.POST)
    if form.carry_out(
        lambda: services.open_account(
            actor=request.user, member_id=shown.pk, username=form.cleaned_data["username"]
        )
    ):
        return done(request, council, _("The account has been opened."), "member", shown.pk)
    context = {"member": shown, "account_form": form, "form": form}
    return show(request, "members/member.html", council, AT, context)
