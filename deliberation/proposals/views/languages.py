"""Pages on which texts are carried into other languages, and checked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from deliberation.proposals.forms.acts import TranslationForm
from deliberation.proposals.selectors.languages import Way, editor_for, matrix_for, next_text_into
from deliberation.proposals.selectors.sight import proposal_for
from deliberation.proposals.services.translating import check_passage, translate_passage
from deliberation.proposals.views.asking import headed, posted, show_form


@require_GET
def languages(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show which text exists in which language, and what a vote waits for."""
    matrix = matrix_for(request.user, proposal_id, request.LANGUAGE_CODE)
    context = {**headed(matrix.heading, "languages"), "matrix": matrix}
    return render(request, "proposals/languages.html", context)


@login_required
def translate(request: MemberRequest, proposal_id: int, text_id: int, target: str) -> HttpResponse:
    """Write one text in another language, the source beside it."""
    user, source = request.user, request.GET.get("source", "")
    way = Way(text_id, target, source)
    editor = editor_for(user, proposal_id, way, request.LANGUAGE_CODE)
    written = {"body": editor.current.body} if editor.current else None
    form = TranslationForm(posted(request), initial=written)
    if form.carry_out(
        lambda: translate_passage(
            actor=user,
            proposal_id=proposal_id,
            text_id=text_id,
            language=target,
            body=form.cleaned_data["body"],
            source=source,
        )
    ):
        return _go_on(request, proposal_id, target)
    context = {**headed(editor.heading, "languages"), "editor": editor}
    return show_form(request, "proposals/translate.html", form, context)


@require_POST
@login_required
def check(request: MemberRequest, proposal_id: int, text_id: int, target: str) -> HttpResponse:
    """Answer for a translation."""
    proposal = proposal_for(request.user, proposal_id)
    check_passage(actor=request.user, proposal_id=proposal.pk, text_id=text_id, language=target)
    return redirect("proposals:languages", proposal_id)


def _go_on(request: MemberRequest, proposal_id: int, target: str) -> HttpResponse:
    """Go to the next text that is missing in the language, or back to the overview."""
    proposal = proposal_for(request.user, proposal_id)
    text_id = next_text_into(request.user, proposal, target)
    if text_id is None:
        return redirect("proposals:languages", proposal_id)
    return redirect("proposals:translate", proposal_id, text_id, target)
