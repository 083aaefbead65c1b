"""Forms around a lot."""

import csv
import io
from collections.abc import Callable
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.names import pick
from council.kernel.phrases import sentence
from council.kernel.widgets import DatePicker
from council.lots.models import Lot
from council.lots.selectors.pool import QuotaLine
from council.lots.words import fault_words, group_name
from council.members.forms.base import OfficeForm, offer
from council.members.forms.exceptions import ExceptionForm
from council.members.models import Council, Seat
from council.members.registry.tables import MOST_BYTES, Table, read_tables
from council.members.selectors import today_in
from council.rules.errors import RuleViolation
from council.rules.imports import Fault
from council.rules.lot.quotas import Quota
from council.rules.lot.volunteering import Entry, FaultyVolunteers, read_volunteers

MOST_ALTERNATES = 100
SHOWN_FAULTS = 50


class OpenForm(OfficeForm):
    """Open a lot for seats."""

    seats = forms.TypedMultipleChoiceField(
        label=_("Seats"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    alternates = forms.IntegerField(
        label=pgettext_lazy("drawing of lots", "Alternates"),
        min_value=0,
        max_value=MOST_ALTERNATES,
        help_text=_("How many wait in order, in case somebody declines."),
    )

    def __init__(self, *args: Any, seats: list[Seat], language: str, **options: Any) -> None:
        start = {"seats": [seat.pk for seat in seats], "alternates": max(2, len(seats) // 2)}
        super().__init__(*args, initial=start, **options)
        offer(self, "seats", [(seat.pk, _seat_label(seat, language)) for seat in seats])


def _seat_label(seat: Seat, language: str) -> str:
    bloc = f" – {pick(seat.bloc.names, language).text}" if seat.bloc else ""
    return f"{seat.number}{bloc}"


class PoolForm(OfficeForm):
    """Read volunteers from a file, or from rows that were pasted or mended in place."""

    file = forms.FileField(
        label=_("File (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )
    rows = forms.CharField(
        label=_("Or the rows themselves"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "spellcheck": "false"}),
        help_text=_("If a file has faults, its rows appear here, so that you can mend them."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table: Table | None = None
        self.entries: list[Entry] = []

    def clean(self) -> dict[str, Any]:
        entered = self.cleaned_data
        upload = entered.get("file")
        content = upload.read(MOST_BYTES + 1) if upload else entered.get("rows", "").encode()
        if not content.strip():
            raise ValidationError(_("Choose a file, or paste rows."))
        try:
            self._read(upload.name if upload else "", content)
        except FaultyVolunteers as refusal:
            self.add_error(None, sentence(refusal))
            self._tell(refusal)
        except RuleViolation as refusal:
            self.add_error("file" if upload else "rows", sentence(refusal))
        return entered

    def carry_out(self, act: Callable[[], object]) -> bool:
        """Take the volunteers in; faults that only the registry knows are told by row as well."""

        def tried() -> None:
            try:
                act()
            except FaultyVolunteers as refusal:
                self._tell(refusal)
                raise

        return super().carry_out(tried)

    def _read(self, name: str, content: bytes) -> None:
        (self.table, *_rest) = read_tables(name or "–", content)
        self.entries = read_volunteers(name, self.table.header, self.table.rows)

    def _tell(self, refusal: RuleViolation) -> None:
        """Say which places are at fault, and show the rows line by line as they stood."""
        self._keep_rows()
        faults = cast("list[Fault]", refusal.facts["faults"])
        for fault in faults[:SHOWN_FAULTS]:
            self.add_error("rows", fault_words(fault))

    def _keep_rows(self) -> None:
        if self.table is None:
            return
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        at = 1
        for number, cells in [(1, self.table.header), *self.table.rows]:
            lines.write("\n" * (number - at))
            writer.writerow(cells)
            at = number + 1
        entered = cast("QueryDict", self.data).copy()
        entered["rows"] = lines.getvalue()
        self.data = entered


class QuotasForm(OfficeForm):
    """Say how many of those drawn are to be in each group."""

    refused_fields: ClassVar = {"quota_reason_missing": "reason"}

    reason = forms.CharField(
        label=_("Why the numbers differ from the targets"),
        max_length=300,
        required=False,
        help_text=_("Everybody can read this."),
    )

    def __init__(self, *args: Any, lot: Lot, lines: list[QuotaLine], **options: Any) -> None:
        super().__init__(*args, initial={"reason": lot.reason}, **options)
        self.lines, self.seats = lines, lot.seats.count()
        for at, line in enumerate(lines):
            for side, value in (("least", line.quota.least), ("most", line.quota.most)):
                label = _("At least") if side == "least" else _("At most")
                self.fields[f"{side}_{at}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=self.seats, initial=value
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The groups with their two fields."""
        return [
            {
                "name": group_name(line.quota.ways),
                "line": line,
                "least": self[f"least_{at}"],
                "most": self[f"most_{at}"],
            }
            for at, line in enumerate(self.lines)
        ]

    def clean(self) -> dict[str, Any]:
        for at, line in enumerate(self.lines):
            least, most = (self.cleaned_data.get(f"{side}_{at}") for side in ("least", "most"))
            if least is None or most is None:
                continue
            if least > most:
                self.add_error(f"least_{at}", _("More than the greatest number."))
            elif line.people is not None and least > line.people:
                self.add_error(f"least_{at}", _("Fewer people of this group volunteered."))
        return self.cleaned_data

    def quotas(self) -> list[Quota]:
        """Return the quotas that were entered; groups of which nothing is asked have none."""
        entered = self.cleaned_data
        made = [
            Quota(
                line.quota.key,
                line.quota.ways,
                entered[f"least_{at}"],
                entered[f"most_{at}"],
                line.quota.asked,
            )
            for at, line in enumerate(self.lines)
        ]
        return [one for one in made if one.asked or one.says_something(self.seats)]


class WordsForm(OfficeForm):
    """Enter what somebody present threw or said."""

    source = forms.CharField(
        label=_("Whose, or which dice"), max_length=80, help_text=_("Everybody can read this.")
    )
    words = forms.CharField(label=_("What was thrown or said"), max_length=200)


class ConfirmForm(OfficeForm):
    """Enter it a second time."""

    refused_fields: ClassVar = {"words_differ": "words", "same_person_confirms": "words"}

    words = forms.CharField(label=_("What was thrown or said"), max_length=200)


class SeatForm(ExceptionForm):
    """From which day those drawn sit; and an exception, where a target may then not be kept."""

    starts_on = forms.DateField(label=_("Sits from"), widget=DatePicker)

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        start = {"starts_on": today_in(council)}
        super().__init__(*args, council=council, initial=start, **options)


class AbandonForm(OfficeForm):
    """Why a lot is given up."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Everybody can read this.")
    )
