"""What readers ask for in the address: words, a stage, two versions, some amendments."""

from typing import TypedDict
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 50  # amendments in one preview


class Wish(TypedDict):
    """What a list is asked for."""

    stage: str
    search: str
    number: str


class Pair(TypedDict):
    """What a comparison is asked for."""

    older: int | None
    newer: int | None
    language: str


class SearchForm(forms.Form):
    """Words and a stage; whatever cannot be read is ignored."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    stage = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)

    def asked(self) -> Wish:
        """Return what is asked for."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in ("stage", "q", "page")}
        return Wish(stage=found["stage"], search=found["q"], number=found["page"] or "1")

    def rest_of_address(self) -> str:
        """Return the address of further pages up to their number."""
        asked = self.asked()
        kept = {"q": asked["search"], "stage": asked["stage"]}
        written = urlencode({name: value for name, value in kept.items() if value})
        return f"{written}&" if written else ""


class ComparisonForm(forms.Form):
    """Two versions by number, and a language."""

    older = forms.IntegerField(required=False, min_value=1)
    newer = forms.IntegerField(required=False, min_value=1)
    language = forms.SlugField(required=False, max_length=12)

    def asked(self, language: str) -> Pair:
        """Return what is asked for; without a language, the reader's own."""
        self.is_valid()
        return Pair(
            older=self.cleaned_data.get("older"),
            newer=self.cleaned_data.get("newer"),
            language=self.cleaned_data.get("language") or language,
        )


class PreviewForm(forms.Form):
    """Numbers of amendments, as boxes that were ticked."""

    chosen = forms.TypedMultipleChoiceField(
        required=False, coerce=int, choices=[(n, n) for n in range(1, MOST + 1)]
    )

    def numbers(self) -> list[int]:
        """Return the chosen numbers in the order of the address."""
        return list(self.cleaned_data["chosen"]) if self.is_valid() else []
