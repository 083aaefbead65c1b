"""What people send when they prepare a question, count hands or hand in a ballot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.rules.bylaws import QuestionKind
from deliberation.voting.models import Choice, Method

CHOICES = {
    Choice.YES: pgettext_lazy("ballot", "For"),
    Choice.NO: pgettext_lazy("ballot", "Against"),
    Choice.ABSTAIN: pgettext_lazy("ballot", "Abstain"),
}
METHODS = {
    Method.ROLL_CALL: _("By name: each ballot is recorded"),
    Method.SHOW_OF_HANDS: _("Show of hands: two persons count"),
    Method.UNANIMOUS_CONSENT: _("By consent: carried unless somebody objects"),
}
KINDS = {
    QuestionKind.PROCEDURAL: pgettext_lazy("type of question", "Procedure"),
    QuestionKind.PROPOSAL: pgettext_lazy("type of question", "Proposal"),
    QuestionKind.AMENDMENT: pgettext_lazy("type of question", "Amendment"),
    QuestionKind.BYLAWS_CHANGE: pgettext_lazy("type of question", "Change of the by-laws"),
}


class BallotForm(forms.Form):
    """One ballot, with the number of the page it was filled in on."""

    choice = forms.TypedChoiceField(
        choices=[*CHOICES.items()],
        coerce=Choice,
        error_messages={"required": _("Choose for, against or abstain, then hand in the ballot.")},
    )
    seq = forms.IntegerField(min_value=1, max_value=1_000_000)


class QuestionForm(forms.Form):
    """A question in the words of the desk."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(
        label=_("Type of question"),
        help_text=_("The rules of procedure give each type its majority."),
        choices=[*KINDS.items()],
        coerce=QuestionKind,
        initial=QuestionKind.PROCEDURAL,
    )
    method = forms.TypedChoiceField(
        label=_("How the vote is taken"),
        choices=[("", _("As the rules of procedure say")), *METHODS.items()],
        coerce=lambda value: Method(value) if value else None,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.languages = languages
        for language in languages:
            self.fields[f"question_{language}"] = forms.CharField(
                label=_("Question"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Demand the question in at least one language."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.words():
            self.add_error(
                f"question_{self.languages[0]}", _("Write the question in at least one language.")
            )
        return cleaned

    def words(self) -> dict[str, str]:
        """Return what was written, by language, in the council's order."""
        found = {one: self.cleaned_data.get(f"question_{one}", "") for one in self.languages}
        return {one: words for one, words in found.items() if words}


class UsualQuestionForm(forms.Form):
    """Which of the item's usual questions is to be prepared, and how it is voted on."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    about = forms.RegexField(r"^(item|proposal|amendment-[0-9]{1,15})$", widget=forms.HiddenInput)
    method = forms.TypedChoiceField(
        choices=[("", ""), *METHODS.items()],
        coerce=lambda value: Method(value) if value else None,
        empty_value=None,
        required=False,
    )


class FreezeForm(forms.Form):
    """Fixing question and roll; a reason where a required language is missing."""

    override_reason = forms.CharField(
        label=_("Reason for going on without these languages"),
        help_text=_("The minutes carry this reason."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OpenForm(forms.Form):
    """Putting the question, with or without a time limit."""

    seconds = forms.TypedChoiceField(
        label=_("Time for voting"),
        choices=[
            ("", _("Until I close it")),
            ("60", _("1 minute")),
            ("120", _("2 minutes")),
            ("300", _("5 minutes")),
            ("600", _("10 minutes")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )


class HandsForm(forms.Form):
    """The totals of a show of hands as one person counted them."""

    in_favour = forms.IntegerField(label=pgettext_lazy("hands", "For"), min_value=0)
    against = forms.IntegerField(label=pgettext_lazy("hands", "Against"), min_value=0)
    abstentions = forms.IntegerField(label=pgettext_lazy("hands", "Abstaining"), min_value=0)


class RemovalForm(forms.Form):
    """Taking a person off the roll of an open poll."""

    entry_id = forms.IntegerField(min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=300)
