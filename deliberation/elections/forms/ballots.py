"""Ballots: open ones by form, papers as two people enter them, lots as they are drawn."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.members.forms.base import OfficeForm, offer
from council.members.models import Member
from deliberation.elections.models import Candidacy
from deliberation.elections.phrases import FAULTS
from deliberation.meetings.selectors.sentences import isolated
from deliberation.rules.tally.box import CROSSES, fault_of
from deliberation.rules.tally.papers import Remark
from deliberation.rules.tally.rule import ElectionRule
from deliberation.rules.tally.sheet import Method

Posted = Mapping[str, Any] | None


class MarksForm(OfficeForm):
    """A number, cross or score against each name, as the method asks for it."""

    seq = forms.IntegerField(
        min_value=1, max_value=1_000_000, required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: Posted,
        rule: ElectionRule,
        people: Sequence[Candidacy],
        marks: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(data)
        self.rule, self.people = rule, people
        for one in people:
            self.fields[f"mark_{one.key}"] = self._field(one, (marks or {}).get(one.key))

    def _field(self, one: Candidacy, mark: int | None) -> forms.Field:
        label = isolated(one.member.public_name)
        if self.rule.method in CROSSES:
            return forms.BooleanField(label=label, required=False, initial=mark is not None)
        least, most = (0, self.rule.highest) if self.is_scored else (1, len(self.people))
        return forms.IntegerField(
            label=label, required=False, initial=mark, min_value=least, max_value=most
        )

    @property
    def is_scored(self) -> bool:
        """Scores are given."""
        return self.rule.method is Method.SCORE

    @property
    def is_crossed(self) -> bool:
        """Crosses are made."""
        return self.rule.method in CROSSES

    @property
    def rows(self) -> list[tuple[Candidacy, Any]]:
        """Each candidate with the field beside the name."""
        return [(one, self[f"mark_{one.key}"]) for one in self.people]

    def marks(self) -> dict[str, int]:
        """Return the number against each name that has one."""
        found = {one.key: self.cleaned_data.get(f"mark_{one.key}") for one in self.people}
        return {
            key: int(mark) for key, mark in found.items() if mark is not None and mark is not False
        }


class BallotForm(MarksForm):
    """An open ballot: what is not clear is said, and nothing typed is lost."""

    def clean(self) -> dict[str, Any]:
        """Say what is not clear yet."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            standing = [one.key for one in self.people]
            fault = fault_of(self.rule, standing, self.marks())
            if fault is Remark.BLANK and self.is_crossed:
                self.add_error(None, _("Your ballot is empty. Make a cross."))
            elif fault:
                self.add_error(None, FAULTS[fault])
        return cleaned


class PaperForm(MarksForm):
    """One ballot paper as it lies on the table; nobody mends it."""

    refused_fields: ClassVar = {
        "paper_number_twice": "number",
        "paper_in_another_batch": "number",
    }
    number = forms.IntegerField(
        label=_("Number stamped on the paper"), min_value=1, max_value=99_999
    )


class BatchForm(OfficeForm):
    """Which batch somebody takes."""

    batch = forms.IntegerField(label=_("Number of the batch"), min_value=1, max_value=999)


class CloseForm(OfficeForm):
    """Closing the box; on paper with how many papers were handed out."""

    refused_fields: ClassVar = {"too_many_handed_out": "handed_out"}
    handed_out = forms.IntegerField(
        label=_("Papers handed out"), min_value=0, max_value=99_999, required=False
    )


class LotForm(OfficeForm):
    """In which order equal candidates were drawn, and who saw it."""

    refused_fields: ClassVar = {"witness_is_party": "witness_id"}
    witness_id = forms.TypedChoiceField(label=_("Witness"), coerce=int)

    def __init__(
        self, data: Posted, equal: Sequence[Candidacy], witnesses: Sequence[Member]
    ) -> None:
        super().__init__(data)
        self.equal = equal
        for one in equal:
            self.fields[f"drawn_{one.key}"] = forms.IntegerField(
                label=isolated(one.member.public_name), min_value=1, max_value=len(equal)
            )
        offer(self, "witness_id", [(one.pk, one.public_name) for one in witnesses])

    @property
    def rows(self) -> list[Any]:
        """The field of each of the equal ones."""
        return [self[f"drawn_{one.key}"] for one in self.equal]

    def clean(self) -> dict[str, Any]:
        """Ask for each place once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        places = [cleaned.get(f"drawn_{one.key}") for one in self.equal]
        if not self.errors and len(set(places)) < len(places):
            self.add_error(None, _("Each place in the order belongs to one candidate."))
        return cleaned

    def order(self) -> list[str]:
        """Return the numbers of the candidates, first drawn first."""
        return sorted(
            (one.key for one in self.equal), key=lambda key: self.cleaned_data[f"drawn_{key}"]
        )
