"""The fields by which a registrar gives the reason for an exception from a target."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.members.facts import ExceptionFacts
from council.members.forms.base import NOTHING, OfficeForm
from council.members.models import Council, ExceptionGround, SendingOutcome
from council.members.words import word_choices

ASKED_AGAIN, KEPT_VACANT = SendingOutcome.ASKED_AGAIN, SendingOutcome.KEPT_VACANT
LONGEST_REASON = 300
DELEGATION_REFUSALS = {"no_woman_sent": "ground", "uneven_delegation": "ground"}
OTHERWISE = [("", ""), *((str(one), "") for one in (ASKED_AGAIN, KEPT_VACANT))]


class ExceptionForm(OfficeForm):
    """An act that may need an exception: its ground, its reasons by language, and a yes to it."""

    refused_fields: ClassVar[Mapping[str, str]] = {"target_would_break": "ground"}

    def __init__(self, *args: object, council: Council, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["ground"] = forms.ChoiceField(
            label=_("Exception because"),
            required=False,
            choices=[NOTHING, *word_choices(ExceptionGround)],
        )
        for language in council.languages:
            self.fields[f"reason_{language}"] = forms.CharField(
                label=_("Reason"), max_length=LONGEST_REASON, required=False
            )
        self.fields["confirmed"] = forms.BooleanField(
            label=_("I confirm that this is needed although the target may then not be kept."),
            required=False,
            help_text=_("Ground, reason and your name are public. Say nothing about a person."),
        )

    @property
    def wants_exception(self) -> bool:
        """Something about an exception was typed, or would have to be."""
        told = [name for name in self.data if name == "ground" or name.startswith("reason_")]
        return "ground" in self.errors or any(self.data.get(name) for name in told)

    def clean(self) -> dict[str, object]:
        """Ask for ground, reason and confirmation together, or for none of them."""
        told = self.cleaned_data
        if not (told.get("ground") or self._reasons()):
            return told
        if not told.get("ground"):
            self.add_error("ground", _("Say why."))
        if not self._reasons():
            first = next(name for name in self.fields if name.startswith("reason_"))
            self.add_error(first, _("Give the reason in one language at least."))
        if not told.get("confirmed"):
            self.add_error("confirmed", _("Confirm that this is needed."))
        return told

    def exception(self) -> ExceptionFacts | None:
        """Return the exception that was entered, if one was."""
        if not self.cleaned_data.get("ground"):
            return None
        ground = ExceptionGround(self.cleaned_data["ground"])
        return ExceptionFacts(ground=ground, reasons=self._reasons())

    def _reasons(self) -> dict[str, str]:
        said = {
            name.removeprefix("reason_"): words
            for name, words in self.cleaned_data.items()
            if name.startswith("reason_")
        }
        return {language: str(words) for language, words in said.items() if words}
