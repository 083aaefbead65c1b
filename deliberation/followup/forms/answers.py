"""What an addressee writes: receipt, answer, what it will do and what is done."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.kernel.phrases import sentence
from council.kernel.widgets import DatePicker
from council.members.forms.base import OfficeForm, offer
from council.members.forms.files import SeveralFiles
from council.members.models import Council
from council.rules.errors import RuleViolation
from deliberation.followup.services.answering import Promise, Reply
from deliberation.followup.services.attaching import Attachment
from deliberation.followup.words import VERDICTS
from deliberation.rules.attachments import MOST_BYTES, MOST_FILES, require_attachable
from deliberation.rules.followup import Verdict


def _language_choices(council: Council) -> list[tuple[Any, Any]]:
    return [(code, own_language_name(code)) for code in council.languages]


class AnswerFiles(forms.FileField):
    """A few files, told by what is in them."""

    widget = SeveralFiles

    def clean(self, value: Any, initial: Any = None) -> tuple[Attachment, ...]:  # noqa: ANN401 - Django's own
        """Return the files; each that cannot be attached is named."""
        uploads = [one for one in value or [] if one] if isinstance(value, list) else []
        errors, found = [], []
        for upload in uploads[: MOST_FILES + 1]:
            content = upload.read(MOST_BYTES + 1)
            found.append(Attachment(upload.name, content))
            try:
                require_attachable(upload.name, content)
            except RuleViolation as refusal:
                errors.append(ValidationError(sentence(refusal)))
        if errors:
            raise ValidationError(errors)
        return tuple(found)


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
        "too_many_files": "attached",
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
    attached = AnswerFiles(
        label=_("Files"),
        required=False,
        widget=SeveralFiles(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_(
            "PDF, PNG or JPEG: at most 3 files of 3 MB each. Everybody can download them. Should "
            "this form come back to you, choose them again."
        ),
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
        told = dict(self.cleaned_data)
        return Reply(files=told.pop("attached"), **told)


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
