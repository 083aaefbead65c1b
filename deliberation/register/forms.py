"""What people send when an outcome is declared or annulled, and when they search decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
