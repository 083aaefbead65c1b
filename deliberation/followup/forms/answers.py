"""What an addressee writes: receipt, answer, what it will do and what is done."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.kernel.widgets import DatePicker
from council.members.forms.base import OfficeForm, offer
from council.members.models import Council
from deliberation.followup.services.answering import Promise, Reply
from deliberation.followup.words import VERDICTS
from deliberation.rules.followup import Verdict


def _language_choices(council: Council) -> list[tuple[Any, Any]]:
    return [(code, own_language_name(code)) for code in council.languages]


class ReceiptForm(OfficeForm):
    """Under which number the addressee keeps the decision."""

    their_reference = forms.CharField(
        label=_("Your reference number"), max_length=60, required=False
    )


class AnswerForm(OfficeForm):
    """An answer with its reasons."""

    refused_fields: ClassVar = {
        "day_before_forwarding": "answered_on",
        "day_to_come": "answered_on",
        "empty_text": "body",
    }

    verdict = forms.TypedChoiceField(
        label=_("Answer"),
        choices=list(VERDICTS.items()),
        coerce=Verdict,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the answer"))
    body = forms.CharField(
        label=_("Reasons"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": "10"}),
        help_text=_("Everybody will read it. It is translated by the council."),
    )
    signed_by = forms.CharField(label=_("Office that signs"), max_length=120, required=False)
    reference = forms.CharField(label=_("Your reference number"), max_length=60, required=False)
    answered_on = forms.DateField(label=_("Date of the answer"), widget=DatePicker)

    def __init__(
        self, *args: Any, council: Council, language: str, today: date, **options: Any
    ) -> None:
        initial = {"language": language, "answered_on": today}
        super().__init__(*args, initial=initial, **options)
        offer(self, "language", _language_choices(council))

    def reply(self) -> Reply:
        """Return what was answered."""
        return Reply(**self.cleaned_data)


class WithdrawForm(OfficeForm):
    """Why an answer is taken back."""

    refused_fields: ClassVar = {"reason_needed": "reason"}

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody will read it, beside the answer that was withdrawn."),
    )


class PromiseForm(OfficeForm):
    """What will be done, and until when."""

    refused_fields: ClassVar = {"day_before_forwarding": "due_on", "empty_text": "body"}

    body = forms.CharField(
        label=_("What will be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": "4"})
    )
    language = forms.ChoiceField(label=_("Language"))
    due_on = forms.DateField(label=_("Until"), widget=DatePicker)

    def __init__(self, *args: Any, council: Council, language: str, **options: Any) -> None:
        super().__init__(*args, initial={"language": language}, **options)
        offer(self, "language", _language_choices(council))

    def promise(self) -> Promise:
        """Return what was promised."""
        return Promise(**self.cleaned_data)


class DoneForm(OfficeForm):
    """When something promised was done, and where that can be seen."""

    refused_fields: ClassVar = {"day_before_forwarding": "done_on", "day_to_come": "done_on"}

    done_on = forms.DateField(label=_("Done on"), widget=DatePicker)
    evidence = forms.URLField(
        label=_("Page on which it can be seen"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )


class RenderingForm(OfficeForm):
    """The answer in another language."""

    body = forms.CharField(
        label=_("Translation"), max_length=20_000, widget=forms.Textarea(attrs={"rows": "10"})
    )
