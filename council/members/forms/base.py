"""What the forms of the back office share: names by language, and refusals told in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from council.kernel.names import pick
from council.kernel.phrases import sentence
from council.rules.errors import RuleViolation
from council.rules.naming import hidden_characters, tidy

Choices = list[tuple[Any, Any]]
NOTHING: tuple[str, Any] = ("", "–")


class OfficeForm(forms.Form):
    """A form whose act may be refused by the rules; what was typed then stays."""

    refused_fields: ClassVar[Mapping[str, str]] = {}
    """Which field a refusal is about, by its code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_refused = False
        self.refused_by = ""  # the code

    def carry_out(self, act: Callable[[], object]) -> bool:
        """Do what the form is for, if it is well formed; say in the form what stands against it."""
        if not self.is_valid():
            return False
        try:
            act()
        except RuleViolation as refusal:
            self.is_refused, self.refused_by = True, refusal.code
            self.add_error(self.refused_fields.get(refusal.code), self.told(refusal))
            return False
        return True

    def told(self, refusal: RuleViolation) -> list[str]:
        """Say what stands against the act."""
        return [sentence(refusal)]

    @property
    def has_names(self) -> bool:
        """The form asks for a name in each language."""
        return any(name.startswith("names_") for name in self.fields)

    @property
    def plain_fields(self) -> list[BoundField]:
        """Its fields but for those that ask for the same in each language."""
        return [self[name] for name in self.fields if not name.startswith(("names_", "place_"))]

    @property
    def status(self) -> int:
        """The answer's status: as asked, refused by the rules, or malformed."""
        if self.is_refused:
            return 409
        return 422 if self.is_bound and self.errors else 200


class NameField(forms.CharField):
    """A name without characters that nobody can see."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's own
        """Return the name tidied."""
        name = tidy(super().clean(value) or "")
        if hidden := hidden_characters(name):
            raise ValidationError(
                _("Holds invisible characters (%(characters)s). Type it anew."),
                params={"characters": ", ".join(hidden)},
            )
        return name


def add_names(form: forms.Form, languages: Sequence[str], names: Mapping[str, str]) -> None:
    """Give the form a field for the name in each language, filled with what is there."""
    for language in languages:
        form.fields[f"names_{language}"] = NameField(
            label=_("Name"), max_length=200, required=False, initial=names.get(language, "")
        )


def names_in(form: forms.Form) -> dict[str, str]:
    """Return the names that were entered, by language."""
    found = {
        name.removeprefix("names_"): value
        for name, value in form.cleaned_data.items()
        if name.startswith("names_")
    }
    return {language: value for language, value in found.items() if value}


def require_a_name(form: forms.Form) -> None:
    """Ask for the name in one language at least."""
    if not names_in(form):
        first = next((name for name in form.fields if name.startswith("names_")), None)
        form.add_error(first, _("Give the name in one language at least."))


def offer(form: forms.Form, name: str, choices: Choices, *, may_be_none: bool = False) -> None:
    """Let the field offer these choices, and none of them if that is an answer."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = [NOTHING, *choices] if may_be_none else choices


def named_choices(rows: Iterable[Any]) -> Choices:
    """Return the rows as choices by their names in the reader's language."""
    language = get_language() or "en"
    return [(row.pk, pick(row.names, language).text) for row in rows]
