"""Pages on which members say of themselves what composition targets count.

A report of an error shows what was posted and what functions knew: on these pages, nothing.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.members.forms.allocations import AGREEMENT
from council.members.forms.declarations import DeclarationForm
from council.members.models import Council
from council.members.selectors import is_clerk
from council.members.selectors.allocations import proposals_to
from council.members.selectors.composition import Declaration, declaration_for
from council.members.selectors.doors import council_called
from council.members.services import declarations, quota
from council.rules.targets import Answer, Group


@sensitive_post_parameters()
@sensitive_variables()
@login_required
def declaration(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the questions, who read the answers, and how to withdraw; take answers in."""
    council = council_called(request.user, slug)
    shown = declaration_for(request.user, council)
    form = DeclarationForm(request.POST or None, groups=shown.groups)
    if form.carry_out(
        lambda: declarations.declare(
            actor=request.user,
            member_id=shown.member.pk,
            answers=form.answers(),
            consent=form.consent(),
        )
    ):
        messages.success(request, _("Your answers are sealed. Thank you."))
        return redirect("members:declaration", council.slug)
    return _render(request, council, shown, form)


@require_POST
@sensitive_variables()
@login_required
def declaration_answers(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the member what they said; this, too, is written down."""
    council = council_called(request.user, slug)
    shown = declaration_for(request.user, council)
    answers = quota.read_own(actor=request.user, member_id=shown.member.pk)
    form = DeclarationForm(groups=shown.groups)
    return _render(request, council, shown, form, answers)


@require_POST
@login_required
def declaration_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Forget what the member said."""
    council = council_called(request.user, slug)
    shown = declaration_for(request.user, council)
    declarations.withdraw_declaration(actor=request.user, member_id=shown.member.pk)
    messages.success(request, _("Your answers are deleted."))
    return redirect("members:declaration", council.slug)


@require_POST
@sensitive_variables()
@login_required
def declaration_copy(request: MemberRequest, slug: str) -> HttpResponse:
    """Hand the member all that is kept about their declaration."""
    council = council_called(request.user, slug)
    shown = declaration_for(request.user, council)
    copy = declarations.copy_declaration(actor=request.user, member_id=shown.member.pk)
    answer = JsonResponse(copy, json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="declaration.json"'
    return answer


def _render(
    request: MemberRequest,
    council: Council,
    shown: Declaration,
    form: DeclarationForm,
    answers: Mapping[Group, Answer] | None = None,
) -> HttpResponse:
    context = {
        "council": council,
        "shown": shown,
        "form": form,
        "answers": answers,
        "proposals": proposals_to(shown.member),
        "agreement": AGREEMENT,
        "keeps_registry": shown.term is None and is_clerk(request.user, council.pk),
    }
    return render(request, "members/declaration.html", context, status=form.status)
