"""What movers write: proposals and amendments, in one language or in several."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.kernel.locales import own_language_name
from council.texts.fingerprints import clean
from deliberation.proposals.forms.acts import ActForm
from deliberation.proposals.selectors.drafts import Manuscript
from deliberation.proposals.selectors.places import Place
from deliberation.proposals.services.amending import Motion
from deliberation.proposals.services.drafting import Draft
from deliberation.rules.amendments import Operation
from deliberation.rules.drafting import split_paragraphs

Posted = Mapping[str, Any] | None


class ManyLanguagesForm(ActForm):
    """A form that asks for the same words in each language; one of them is the original."""

    language = forms.ChoiceField(
        label=gettext_lazy("I write in"),
        help_text=gettext_lazy("This is the original; the others are translations of it."),
    )

    def __init__(self, data: Posted, languages: Sequence[str], language: str) -> None:
        super().__init__(data, initial={"language": language})
        self.languages = languages
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, own_language_name(code)) for code in languages]

    def ask(self, name: str, label: str, rows: str, words: Mapping[str, str]) -> None:
        """Add the field ``name`` for each language, filled with ``words``."""
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        for code in self.languages:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=label,
                max_length=20_000 if rows else 300,
                required=False,
                widget=widget,
                initial=words.get(code, ""),
            )

    def words(self, name: str) -> dict[str, str]:
        """Return what was written under ``name``, by language; blanks are left out."""
        found = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: words for code, words in found.items() if clean(words)}

    def require(self, name: str, message: str) -> None:
        """Ask for ``name`` in the language of the original."""
        language = self.cleaned_data.get("language", self.languages[0])
        if language not in self.words(name):
            self.add_error(f"{name}_{language}", message)

    @property
    def entries(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of each language, for the template."""
        return [
            (code, [self[name] for name in self.fields if name.endswith(f"_{code}")])
            for code in self.languages
        ]


class ProposalForm(ManyLanguagesForm):
    """A proposal: its title, its paragraphs, its reasons."""

    def __init__(self, data: Posted, manuscript: Manuscript) -> None:
        super().__init__(data, manuscript.languages, manuscript.language)
        self.ask("title", _("Title"), "", manuscript.title)
        self.ask("text", _("Text"), "10", manuscript.paragraphs)
        self.ask("reasons", _("Reasons"), "5", manuscript.reasons)

    def clean(self) -> dict[str, Any]:
        """Ask for title and text in the original, and for as many paragraphs in the others."""
        self.require("title", _("Give the proposal a title."))
        self.require("text", _("Write what the body shall decide."))
        wanted = len(self._paragraphs().get(self.cleaned_data.get("language", ""), ()))
        for code, paragraphs in self._paragraphs().items():
            if wanted and len(paragraphs) != wanted:
                self.add_error(f"text_{code}", _mismatch(len(paragraphs), wanted))
        return self.cleaned_data

    def draft(self) -> Draft:
        """Return what was written."""
        written = self._paragraphs()
        language = self.cleaned_data["language"]
        return Draft(
            language=language,
            title=self.words("title"),
            paragraphs=[
                {code: paragraphs[place] for code, paragraphs in written.items()}
                for place in range(len(written[language]))
            ],
            reasons=self.words("reasons"),
        )

    def _paragraphs(self) -> dict[str, tuple[str, ...]]:
        return {code: split_paragraphs(text) for code, text in self.words("text").items()}


class AmendmentForm(ManyLanguagesForm):
    """An amendment to one place of the text."""

    def __init__(self, data: Posted, place: Place) -> None:
        super().__init__(data, place.languages, place.language)
        self.place = place
        if place.operation is not Operation.DELETE:
            self.ask("text", _("Text"), "6", place.words)
        self.ask("title", _("Title of the amendment"), "", {})
        self.ask("reasons", _("Reasons"), "4", {})

    def clean(self) -> dict[str, Any]:
        """Ask for words where the amendment needs some, and for other words than there are."""
        language = self.cleaned_data.get("language", "")
        if self.place.operation is Operation.DELETE:
            return self.cleaned_data
        self.require("text", _("Write how the paragraph shall read."))
        if clean(self.words("text").get(language, "")) == self.place.words.get(language):
            self.add_error(f"text_{language}", _("This is what the paragraph says already."))
        return self.cleaned_data

    def motion(self) -> Motion:
        """Return what is moved; words that stand in the text already are not moved again."""
        return Motion(
            operation=self.place.operation,
            position=self.place.position,
            language=self.cleaned_data["language"],
            text={
                code: words
                for code, words in self.words("text").items()
                if clean(words) != self.place.words.get(code)
            },
            title=self.words("title"),
            reasons=self.words("reasons"),
        )


def _mismatch(found: int, wanted: int) -> str:
    return _(
        "Paragraphs here: %(found)d; in the original: %(wanted)d. Part them by blank lines, so "
        "that each has its counterpart."
    ) % {"found": found, "wanted": wanted}
