"""The forms for registry files and for cards."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from council.kernel.phrases import sentence
from council.kernel.widgets import DatePicker
from council.members.forms.base import OfficeForm, offer
from council.members.models import Council
from council.members.registry.columns import sheet_of
from council.members.registry.tables import MOST_BYTES, Table, read_tables
from council.members.selectors import today_in
from council.members.selectors.cards import CardLine
from council.rules.errors import RuleViolation

MOST_FILES = 8


class SeveralFiles(forms.ClearableFileInput):
    """A picker for more than one file."""

    allow_multiple_selected = True


class RegistryFiles(forms.FileField):
    """Files that are read into tables as they come in."""

    widget = SeveralFiles

    def clean(self, value: Any, initial: Any = None) -> list[Table]:  # noqa: ANN401 - Django's own
        """Return the tables in all files; every file that cannot be read is named."""
        if not value:
            super().clean(None, initial)  # which asks for a file
        uploads = value if isinstance(value, list) else [value]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)s files."), params={"most": MOST_FILES})
        tables: list[Table] = []
        errors: list[str] = []
        for upload in uploads:
            try:
                tables.extend(_read(cast("UploadedFile[Any]", upload)))
            except RuleViolation as refusal:
                errors.append(sentence(refusal))
        if errors:
            raise ValidationError([ValidationError(error) for error in errors])
        return tables


def _read(upload: UploadedFile[Any]) -> list[Table]:
    tables = read_tables(upload.name or "", upload.read(MOST_BYTES + 1))
    for table in tables:
        sheet_of(table)
    return tables


class ImportForm(OfficeForm):
    """Read registry files."""

    tables = RegistryFiles(
        label=_("Files (CSV or XLSX)"),
        help_text=_("At most 2 MB each. You see what would change before anything does."),
        widget=SeveralFiles(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    starts_on = forms.DateField(
        label=_("True from"),
        widget=DatePicker,
        help_text=_("Mandates and offices in the files begin on this day."),
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, initial={"starts_on": today_in(council)}, **options)


class CardsForm(OfficeForm):
    """Choose for whom to print cards."""

    members = forms.TypedMultipleChoiceField(
        label=_("Members"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: list[CardLine], **options: Any) -> None:
        needed = [line.member.pk for line in lines if line.is_needed]
        super().__init__(*args, initial={"members": needed}, **options)
        offer(self, "members", [(line.member.pk, line.member.public_name) for line in lines])
