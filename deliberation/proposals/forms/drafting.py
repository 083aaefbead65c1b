"""What movers write: proposals and amendments, in one language or in several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

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


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked in each language; with a ``demand``, an answer in the original is needed."""

    label: str
    rows: str = ""  # of the box; empty: one line
    demand: str = ""

    def widget(self) -> forms.Widget:
        """Return the control that takes the answer."""
        return forms.Textarea(attrs={"rows": self.rows}) if self.rows else forms.TextInput()


class ManyLanguagesForm(ActForm):
    """A form that asks for the same words in each language; one of them is the original."""

    language = forms.ChoiceField(
        label=gettext_lazy("I write in"),
        help_text=gettext_lazy("This is the original; the others are translations of it."),
    )

    # Which fields are needed depends on the language chosen, so the browser cannot know.
    use_required_attribute = False

    def __init__(self, data: Posted, languages: Sequence[str], language: str) -> None:
        super().__init__(data, initial={"language": language})
        self.languages = languages
        chosen = (data or {}).get("language", "")
        self.original = chosen if chosen in languages else language
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, own_language_name(code)) for code in languages]

    def ask(self, name: str, question: Question, words: Mapping[str, str]) -> None:
        """Add the field ``name`` for each language, filled with ``words``."""
        for code in self.languages:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=question.label,
                max_length=20_000 if question.rows else 300,
                required=bool(question.demand) and code == self.original,
                error_messages={"required": question.demand},
                widget=question.widget(),
                initial=words.get(code, ""),
            )

    def words(self, name: str) -> dict[str, str]:
        """Return what was written under ``name``, by language; blanks are left out."""
        found = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: words for code, words in found.items() if clean(words)}

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
        title = pgettext("of a proposal", "Title")
        text = pgettext("of a proposal", "Text")
        asked = _("Write what the body shall decide.")
        self.ask("title", Question(title, "", _("Give the proposal a title.")), manuscript.title)
        self.ask("text", Question(text, "10", asked), manuscript.paragraphs)
        self.ask("reasons", Question(_("Reasons"), "5"), manuscript.reasons)

    def clean(self) -> dict[str, Any]:
        """Ask for as many paragraphs in every language as in the original."""
        wanted = len(self._paragraphs().get(self.original, ()))
        for code, paragraphs in self._paragraphs().items():
            if wanted and len(paragraphs) != wanted:
                self.add_error(f"text_{code}", _mismatch(len(paragraphs), wanted))
        return self.cleaned_data

    def draft(self) -> Draft:
        """Return what was written."""
        written = self._paragraphs()
        return Draft(
            language=self.original,
            title=self.words("title"),
            paragraphs=[
                {code: paragraphs[place] for code, paragraphs in written.items()}
                for place in range(len(written.get(self.original, ())))
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
            text, demand = (
                pgettext("of a proposal", "Text"),
                _("Write how the paragraph shall read."),
            )
            self.ask("text", Question(text, "6", demand), place.words)
        self.ask("title", Question(_("Title of the amendment")), {})
        self.ask("reasons", Question(_("Reasons"), "4"), {})

    def clean(self) -> dict[str, Any]:
        """Ask for other words than the paragraph has already."""
        written = clean(self.words("text").get(self.original, ""))
        if written and written == self.place.words.get(self.original):
            message = _("This is what the paragraph says already.")
            self.add_error(f"text_{self.original}", message)
        return self.cleaned_data

    def motion(self) -> Motion:
        """Return what is moved; words that stand in the text already are not moved again."""
        return Motion(
            operation=self.place.operation,
            position=self.place.position,
            language=self.original,
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
