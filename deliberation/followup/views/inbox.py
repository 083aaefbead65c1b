"""Pages of an addressee: by its link without account (``token``), or by a named account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.members.forms.base import OfficeForm
from council.members.selectors import today_in
from council.members.views.office import posted
from deliberation.followup.forms.answers import (
    AnswerForm,
    DoneForm,
    PromiseForm,
    ReceiptForm,
    WithdrawForm,
)
from deliberation.followup.http import door
from deliberation.followup.selectors.inbox import Matter, inbox_for, matter_for
from deliberation.followup.services import answering, forwarding

TYPED = {"answer": "body", "promise": "body", "withdraw": "reason"}  # what is long to write again


@require_GET
@door
def inbox(request: HttpRequest, token: str) -> HttpResponse:
    """List what lies before the addressee."""
    ways = inbox_for(request.user, token, request.LANGUAGE_CODE)
    return render(request, "followup/inbox.html", {"ways": ways, "token": token})


@door
def answer(request: HttpRequest, token: str, referral_id: int) -> HttpResponse:
    """Show a decision, and take the answer to it."""
    matter = _matter(request, token, referral_id)
    form = _answer_form(request, matter)
    if form.carry_out(
        lambda: answering.answer_referral(
            actor=_actor(request, token), referral_id=referral_id, reply=form.reply(), link=token
        )
    ):
        return _done(request, token, referral_id, _("Thank you. The council has your answer."))
    return _show(request, token, matter, form)


@require_POST
@door
def receipt(request: HttpRequest, token: str, referral_id: int) -> HttpResponse:
    """Confirm that the decision has arrived."""
    matter, form = _matter(request, token, referral_id), ReceiptForm(request.POST)
    if form.carry_out(
        lambda: forwarding.note_receipt(
            actor=_actor(request, token), referral_id=referral_id, link=token, **form.cleaned_data
        )
    ):
        return _done(request, token, referral_id, _("The receipt has been recorded."))
    return _show(request, token, matter, form, "receipt")


@require_POST
@door
def withdraw(request: HttpRequest, token: str, referral_id: int) -> HttpResponse:
    """Take the answer back."""
    matter, form = _matter(request, token, referral_id), WithdrawForm(request.POST)
    if form.carry_out(
        lambda: answering.withdraw_answer(
            actor=_actor(request, token), referral_id=referral_id, link=token, **form.cleaned_data
        )
    ):
        return _done(request, token, referral_id, _("The answer is withdrawn. Answer anew here."))
    return _show(request, token, matter, form, "withdraw")


@require_POST
@door
def promise(request: HttpRequest, token: str, referral_id: int) -> HttpResponse:
    """Say what will be done."""
    matter = _matter(request, token, referral_id)
    form = _promise_form(request, matter)
    if form.carry_out(
        lambda: answering.promise_action(
            actor=_actor(request, token),
            referral_id=referral_id,
            promise=form.promise(),
            link=token,
        )
    ):
        return _done(request, token, referral_id, _("It has been recorded."))
    return _show(request, token, matter, form, "promise")


@require_POST
@door
def action_done(request: HttpRequest, token: str, referral_id: int, action_id: int) -> HttpResponse:
    """Say that something promised is done."""
    matter, form = _matter(request, token, referral_id), DoneForm(request.POST)
    if form.carry_out(
        lambda: answering.finish_action(
            actor=_actor(request, token), action_id=action_id, link=token, **form.cleaned_data
        )
    ):
        return _done(request, token, referral_id, _("It has been recorded."))
    return _show(request, token, matter, form, "done")


def _actor(request: HttpRequest, token: str) -> User | None:
    """Return whose account acts; behind a link it is nobody's, whoever is signed in."""
    return request.user if not token and isinstance(request.user, User) else None


def _matter(request: HttpRequest, token: str, referral_id: int) -> Matter:
    return matter_for(request.user, token, referral_id, request.LANGUAGE_CODE)


def _answer_form(request: HttpRequest, matter: Matter) -> AnswerForm:
    council = matter.referral.decision.council
    return AnswerForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        council=council,
        language=matter.referral.addressee.language,
        today=today_in(council),
    )


def _promise_form(request: HttpRequest, matter: Matter) -> PromiseForm:
    council = matter.referral.decision.council
    language = matter.referral.addressee.language
    return PromiseForm(posted(request), council=council, language=language)


def _show(
    request: HttpRequest, token: str, matter: Matter, form: OfficeForm, name: str = "answer"
) -> HttpResponse:
    council, language = matter.referral.decision.council, matter.referral.addressee.language
    today = today_in(council)
    forms: dict[str, OfficeForm] = {
        "answer": AnswerForm(council=council, language=language, today=today),
        "receipt": ReceiptForm(initial={"their_reference": matter.way.their_reference}),
        "promise": PromiseForm(council=council, language=language),
        "withdraw": WithdrawForm(),
        "done": DoneForm(initial={"done_on": today}),
        name: form,
    }
    context = {
        "token": token,
        "way": matter.way,
        "decision": matter.decision,
        "wording": matter.decision.in_language(request.LANGUAGE_CODE),
        "forms": forms,
        "form": form,
        "typed": "" if _is_shown(name, matter) else form[TYPED[name]].value(),
    }
    return render(request, "followup/answer.html", context, status=form.status)


def _is_shown(name: str, matter: Matter) -> bool:
    """Say whether the form stands on the page, so that what was typed can stay in it."""
    if name not in TYPED:
        return True
    return not matter.way.is_closed and (name == "answer") is (matter.way.answer is None)


def _done(request: HttpRequest, token: str, referral_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    if token:
        return redirect("followup:answer", token, referral_id)
    return redirect("followup:own_answer", referral_id)
