"""What people send about decisions: declared, searched, reviewed, corrected, taken back, erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.locales import own_language_name
from council.kernel.widgets import MomentPicker
from council.members.forms.base import OfficeForm, offer
from council.members.models import Member
from deliberation.register.selectors.reviewing import Person
from deliberation.register.services.reviewing import Shown
from deliberation.register.words import BASES, NAME_FORMS
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.publication import NameForm
from deliberation.voting.models import Choice


class DeclareForm(forms.Form):
    """Declaring an outcome, with the casting vote where one is needed."""

    casting_vote = forms.TypedChoiceField(
        choices=[("", ""), (Choice.YES, ""), (Choice.NO, "")],
        coerce=lambda value: Choice(value) if value else None,
        empty_value=None,
        required=False,
    )


class AnnulForm(forms.Form):
    """Annulling a poll for a public reason."""

    reason = forms.CharField(max_length=1000, required=False)


class SearchForm(forms.Form):
    """Looking for decisions."""

    words = forms.CharField(label=_("Words or number"), max_length=200, required=False)
    body = forms.CharField(max_length=12, required=False)
    year = forms.CharField(max_length=4, required=False)


class ReviewForm(OfficeForm):
    """How people stand with a decision, and from when on it may be read."""

    embargo_until = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=MomentPicker,
        help_text=_("Leave it empty to publish at any time."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], until: datetime | None) -> None:
        super().__init__(*args, initial={"embargo_until": until})
        self.people = people
        for one in people:
            self.fields[f"form_{one.member.pk}"] = forms.TypedChoiceField(
                label=one.member.public_name,
                choices=list(NAME_FORMS.items()),
                coerce=NameForm,
                initial=one.form,
            )
            self.fields[f"function_{one.member.pk}"] = forms.CharField(
                label=_("Function"), max_length=120, required=False, initial=one.function
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the function of whoever is to stand under it."""
        told = self.cleaned_data
        for one in self.people:
            form, words = told.get(f"form_{one.member.pk}"), told.get(f"function_{one.member.pk}")
            if form is NameForm.FUNCTION and not words:
                self.add_error(f"function_{one.member.pk}", _("Write the function."))
        return told

    def shown(self) -> list[Shown]:
        """Return how each person is to stand."""
        told = self.cleaned_data
        return [
            Shown(pk, told[f"form_{pk}"], told[f"function_{pk}"])
            for pk in (one.member.pk for one in self.people)
        ]

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """The two fields of each person, the mover's first."""
        pks = [one.member.pk for one in self.people]
        return [(self[f"form_{pk}"], self[f"function_{pk}"]) for pk in pks]


class DissentForm(OfficeForm):
    """A dissenting opinion."""

    refused_fields: ClassVar = {"empty_text": "body"}

    member = forms.ChoiceField(label=_("Member"))
    language = forms.ChoiceField(label=_("Language"))
    body = forms.CharField(
        label=_("Dissenting opinion"), max_length=5000, widget=forms.Textarea(attrs={"rows": "6"})
    )

    def __init__(self, *args: Any, members: Sequence[Member], languages: Sequence[str]) -> None:
        super().__init__(*args)
        offer(self, "member", [(one.pk, one.public_name) for one in members])
        offer(self, "language", [(code, own_language_name(code)) for code in languages])


class CorrectionForm(OfficeForm):
    """Other words for a decision in one language, and why."""

    refused_fields: ClassVar = {"empty_text": "body", "reason_needed": "reason"}

    title = forms.CharField(label=pgettext_lazy("of a proposal", "Title"), max_length=300)
    body = forms.CharField(
        label=pgettext_lazy("of a proposal", "Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": "10"}),
        help_text=_("Part paragraphs by an empty line."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody will read it. The earlier words stay beside the new ones."),
    )


class WithholdForm(OfficeForm):
    """Why a decision is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody will read it. Write nothing here that was the reason to hide."),
    )


class ErasureForm(OfficeForm):
    """By which right something is erased for good."""

    basis = forms.TypedChoiceField(
        label=_("By which right"), choices=list(BASES.items()), coerce=ErasureBasis
    )
    is_certain = forms.BooleanField(label=_("I know that this cannot be undone"))


class PersonErasureForm(ErasureForm):
    """Whom the register has to forget."""

    member = forms.ChoiceField(label=_("Person"))
    field_order = ("member", "basis", "is_certain")

    def __init__(self, *args: Any, members: Sequence[Member]) -> None:
        super().__init__(*args)
        offer(self, "member", [(one.pk, one.public_name) for one in members])
