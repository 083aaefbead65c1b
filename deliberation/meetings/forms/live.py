"""What is sent from the room: contributions, renderings, acts of whoever presides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.meetings.models import Intent, ItemResult, Mode
from deliberation.meetings.phrases import INTENTS, ITEM_RESULTS, MARKS

LONGEST_CONTRIBUTION = 5_000  # characters
LONGEST_REASON = 300  # characters
RESULTS = [one for one in ItemResult if one is not ItemResult.UNFINISHED]


class KeyForm(forms.Form):
    """The key by which a repeated act is recognised."""

    key = forms.UUIDField(required=False)


class ModeForm(forms.Form):
    """Where somebody attends from; in the hall unless they say otherwise."""

    mode = forms.TypedChoiceField(
        choices=[(one, MARKS[one]) for one in Mode],
        coerce=Mode,
        required=False,
        empty_value=Mode.HALL,
    )


class ReasonForm(forms.Form):
    """A reason that becomes part of the minutes."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("State the reason; it becomes part of the minutes.")},
    )


class WordForm(forms.Form):
    """A reason that may be left out."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, required=False)


class ResultForm(forms.Form):
    """How an item is disposed of."""

    result = forms.TypedChoiceField(
        label=_("Result"),
        choices=[(one, ITEM_RESULTS[one]) for one in RESULTS],
        coerce=ItemResult,
        required=False,
        empty_value=ItemResult.NOTED,
    )


class LanguageField(forms.RegexField):
    """The code of a language, of the council's or any other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", max_length=12, **options)


class WordsField(forms.CharField):
    """What somebody says, in whatever direction it is written."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 1, "dir": "auto"})
        super().__init__(max_length=LONGEST_CONTRIBUTION, widget=box, **options)


class ContributionForm(forms.Form):
    """What a member says, in which language and as what."""

    language = LanguageField(label=_("Language"))
    body = WordsField(
        label=_("Your words"),
        error_messages={"required": _("There is nothing written yet. Write at least one word.")},
    )
    intent = forms.TypedChoiceField(
        choices=[*INTENTS.items()], coerce=Intent, required=False, empty_value=Intent.SPEECH
    )


class CorrectionForm(forms.Form):
    """A rendering in place of one that is there."""

    language = LanguageField(label=_("Language"))
    body = WordsField(label=_("Your rendering"))


class RenderingForm(CorrectionForm):
    """A rendering, and the version it was made from where that is not the original."""

    based_on_id = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class IdsField(forms.TypedMultipleChoiceField):
    """Any number of ids; whether they name members who are there is for the rules to say."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, **options)

    def valid_value(self, value: object) -> bool:
        """Say whether this is an id at all."""
        return str(value).isascii() and str(value).isdigit()


class PresidiumForm(forms.Form):
    """Who was elected to preside, and who leads."""

    member_ids = IdsField(required=False)
    leading_id = forms.IntegerField(min_value=1)

    def clean(self) -> dict[str, Any]:
        """Count whoever leads among the elected, ticked or not."""
        given = self.cleaned_data
        given["member_ids"] = sorted({*given.get("member_ids", ()), given.get("leading_id", 0)})
        return given
