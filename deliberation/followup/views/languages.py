"""Pages on which answers are carried into other languages, and checked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.members.views.office import posted
from deliberation.followup.forms.answers import RenderingForm
from deliberation.followup.permissions import Rendering
from deliberation.followup.selectors.renderings import answer_called, version_in
from deliberation.followup.services import translating


@login_required
def translate(request: MemberRequest, answer_id: int, target: str) -> HttpResponse:
    """Write an answer in another language, the original beside it."""
    answer = answer_called(answer_id, target)
    authorise(request.user, "followup.translate_answer", Rendering(answer, target))
    version = version_in(answer, target)
    form = RenderingForm(posted(request), initial={"body": version.body if version else ""})
    if form.carry_out(
        lambda: translating.translate_answer(
            actor=request.user, answer_id=answer_id, language=target, **form.cleaned_data
        )
    ):
        messages.success(request, _("The translation has been saved. Somebody else checks it."))
        return redirect("followup:way", answer.referral.decision.number)
    context = {
        "form": form,
        "answer": answer,
        "original": version_in(answer, answer.text.language),
        "version": version,
        "target": target,
        "may_check": version is not None
        and version.checked_at is None
        and version.author_id != request.user.pk,
    }
    return render(request, "followup/translate.html", context, status=form.status)


@require_POST
@login_required
def check(request: MemberRequest, answer_id: int, target: str) -> HttpResponse:
    """Answer for a translation."""
    answer = answer_called(answer_id, target)
    translating.check_answer(actor=request.user, answer_id=answer_id, language=target)
    return redirect("followup:way", answer.referral.decision.number)
