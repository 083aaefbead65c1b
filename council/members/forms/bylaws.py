"""The form for by-laws, made from what by-laws consist of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.kernel.names import pick
from council.kernel.widgets import DatePicker
from council.members.bylaws.check import parse_for
from council.members.bylaws.labels import (
    CHAPTERS,
    chapter_of,
    field_for,
    is_second_half,
    label_of,
    switch_of,
)
from council.members.bylaws.leaves import Control, Leaf, leaves, put_together, taken_apart
from council.members.bylaws.words import CHOICES
from council.members.forms.base import NOTHING, Choices, OfficeForm
from council.members.forms.people import LATIN
from council.members.models import Bloc, Council
from council.members.phrases import PROBLEMS
from council.members.selectors import today_in
from council.rules.bylaws import Bylaws, InvalidBylaws, Problem

LEAVES = tuple(leaves(Bylaws))
FRACTION_HELP = _("A fraction such as 1/2 or 2/3; 1/1 for all.")
OPTIONAL_HELP = _("Empty: the by-laws say nothing about it.")


@dataclass(frozen=True)
class Block:
    """Lines of fields that stand side by side; with a switch they count only if it is set."""

    switch: BoundField | None
    lines: list[list[BoundField]]


@dataclass(frozen=True)
class Chapter:
    """A part of the form."""

    title: str | Promise
    blocks: list[Block]

    @property
    def is_faulty(self) -> bool:
        """Something in it has to be mended."""
        lines = [line for block in self.blocks for line in block.lines]
        return any(bound.errors for line in lines for bound in line)


class BylawsForm(OfficeForm):
    """Give a body new by-laws; the rules themselves say what is wrong with an answer."""

    refused_fields: ClassVar = {"bylaws_out_of_order": "valid_from"}

    valid_from = forms.DateField(label=_("In force from"), widget=DatePicker)
    note = forms.CharField(
        label=_("What changes, and by which decision"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )

    def __init__(
        self, *args: Any, council: Council, document: Mapping[str, Any], **options: Any
    ) -> None:
        given = {"valid_from": today_in(council), **dict(taken_apart(Bylaws, document))}
        super().__init__(*args, initial=given, **options)
        self.council = council
        self.blocs = list(Bloc.objects.filter(council=council))
        makers = self._makers()
        for leaf in LEAVES:
            self.fields[leaf.path] = makers[leaf.control](leaf)

    def _makers(self) -> Mapping[Control, Callable[[Leaf], forms.Field]]:
        spoken = [(code, own_language_name(code)) for code in self.council.languages]
        blocs = [(bloc.key, pick(bloc.names, "").text) for bloc in self.blocs]
        return {
            Control.TICK: _tick,
            Control.CHOICE: _choice,
            Control.NUMBER: _number,
            Control.TEXT: _text,
            Control.NUMBERS: _text,
            Control.LANGUAGE: lambda leaf: _one_of(leaf, spoken),
            Control.LANGUAGES: lambda leaf: _several_of(leaf, spoken),
            Control.BLOCS: lambda leaf: _several_of(leaf, blocs),
        }

    def clean(self) -> dict[str, Any]:
        for name in [name for name in self.errors if self._is_switched_off(name)]:
            del self.errors[name]
        languages, blocs = self.council.languages, {bloc.key for bloc in self.blocs}
        try:
            parse_for(self.document(), blocs=blocs, languages=languages)
        except InvalidBylaws as refusal:
            for problem in refusal.problems:
                self._tell(problem)
        return self.cleaned_data

    def _is_switched_off(self, name: str) -> bool:
        switch = switch_of(name)
        return switch is not None and not self.cleaned_data.get(switch)

    def _tell(self, problem: Problem) -> None:
        place = field_for(problem.path, self.fields)
        if place is None or place not in self.errors:
            self.add_error(place, str(PROBLEMS[problem.code]) % problem.facts)

    def document(self) -> dict[str, Any]:
        """Return the by-laws as answered."""
        document: dict[str, Any] = put_together(Bylaws, self.cleaned_data)
        return document

    def chapters(self) -> Iterator[Chapter]:
        """Yield the form part by part."""
        for key, title in CHAPTERS.items():
            own = (leaf for leaf in LEAVES if chapter_of(leaf.path) == key)
            blocks = groupby(own, key=lambda leaf: switch_of(leaf.path))
            yield Chapter(title, [self._block(switch, asked) for switch, asked in blocks])

    def _block(self, switch: str | None, asked: Iterable[Leaf]) -> Block:
        lines: list[list[BoundField]] = []
        for leaf in asked:
            if is_second_half(leaf.path):
                lines[-1].append(self[leaf.path])
            elif leaf.path != switch:
                lines.append([self[leaf.path]])
        return Block(self[switch] if switch else None, lines)


def _tick(leaf: Leaf) -> forms.Field:
    return forms.BooleanField(label=label_of(leaf.path), required=False)


def _number(leaf: Leaf) -> forms.Field:
    return forms.CharField(
        label=label_of(leaf.path),
        required=not leaf.is_optional,
        widget=forms.NumberInput(attrs={"class": "control-short", "min": "0"}),
        help_text=OPTIONAL_HELP if leaf.is_optional else "",
    )


def _text(leaf: Leaf) -> forms.Field:
    is_share = leaf.path.endswith(".fraction")
    helps = {(True, False): FRACTION_HELP, (True, True): OPTIONAL_HELP}
    return forms.CharField(
        label=label_of(leaf.path),
        max_length=60,
        required=not leaf.is_optional,
        widget=forms.TextInput(attrs=LATIN | {"class": "control-short" if is_share else ""}),
        help_text=helps.get((is_share, leaf.is_optional), ""),
    )


def _choice(leaf: Leaf) -> forms.Field:
    words = CHOICES[leaf.choices] if leaf.choices else {}
    return _one_of(leaf, [(str(member), word) for member, word in words.items()])


def _one_of(leaf: Leaf, choices: Choices) -> forms.Field:
    offered = [NOTHING, *choices] if leaf.is_optional else choices
    return forms.ChoiceField(
        label=label_of(leaf.path), choices=offered, required=not leaf.is_optional
    )


def _several_of(leaf: Leaf, choices: Choices) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label_of(leaf.path),
        choices=choices,
        required=not leaf.is_optional,
        widget=forms.CheckboxSelectMultiple,
    )
