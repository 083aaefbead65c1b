"""What people look for."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.names import Name
from deliberation.search.selectors.finding import Asked
from deliberation.search.words import KINDS, STATES


class SearchForm(forms.Form):
    """Words, and what narrows them down; what it does not know it refuses."""

    q = forms.CharField(
        label=_("Words or number"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of what is found", "Kind"),
        choices=[("", pgettext_lazy("kinds of what is found", "All kinds")), *KINDS.items()],
        required=False,
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("of what is found", "State"),
        choices=[("", pgettext_lazy("states of what is found", "All states")), *STATES.items()],
        required=False,
    )
    body = forms.TypedChoiceField(label=_("Body"), coerce=int, empty_value=None, required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)

    def __init__(
        self, data: Mapping[str, str], bodies: Sequence[tuple[int, Name]], years: Sequence[int]
    ) -> None:
        super().__init__(data)
        self._offer("body", _("All bodies"), [(pk, name.text) for pk, name in bodies])
        self._offer("year", _("All years"), [(year, str(year)) for year in years])

    def _offer(self, name: str, all_of_them: Promise, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", all_of_them), *choices]

    def asked(self) -> Asked:
        """Return what is looked for."""
        found = dict(self.cleaned_data)
        return Asked(words=found.pop("q"), **found)
