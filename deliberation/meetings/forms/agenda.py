"""The forms with which an agenda is made: items, members' wishes, answers, demands."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from council.members.models import Council
from council.texts.selectors import bodies
from deliberation.meetings.models import AgendaItem, ItemKind
from deliberation.meetings.phrases import ITEM_KINDS
from deliberation.meetings.selectors.agenda import Candidate
from deliberation.meetings.services.agenda import ItemPlan
from deliberation.proposals.forms.acts import ActForm
from deliberation.proposals.forms.drafting import ManyLanguagesForm, Question

Posted = Mapping[str, Any] | None
KINDS = [(key, words) for key, words in ITEM_KINDS.items() if key != ItemKind.PROPOSAL]
LONGEST_ITEM = 600  # minutes


class ItemFacts(forms.Form):
    """What an item has besides its words."""

    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("As printed, such as 4a; empty: the next number."),
    )
    planned_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes planned"), min_value=0, max_value=LONGEST_ITEM, initial=10
    )
    is_consent = forms.BooleanField(
        label=gettext_lazy("In the consent block"),
        required=False,
        help_text=gettext_lazy("Approved together with others, unless somebody asks to debate it."),
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("Not public"),
        required=False,
        help_text=gettext_lazy("The public sees the number alone."),
    )

    def facts(self) -> dict[str, Any]:
        """Return them as the services name them."""
        found = self.cleaned_data
        return {
            "number": found["number"],
            "planned_minutes": found["planned_minutes"],
            "is_consent": found["is_consent"],
            "is_public": not found["is_confidential"],
        }


class ItemForm(ItemFacts, ManyLanguagesForm):
    """An item in its own words; of one with a proposal only the rest can be changed."""

    refused_fields: ClassVar = {"item_number_taken": "number"}

    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind of item"), choices=KINDS, coerce=ItemKind, initial=ItemKind.REPORT
    )

    def __init__(self, data: Posted, council: Council, item: AgendaItem | None = None) -> None:
        language = item.title.language if item else council.main_language
        ManyLanguagesForm.__init__(self, data, _beginning_with(language, council), language)
        self.item = item
        self.has_words = item is None or item.proposal_id is None
        if self.has_words:
            title = Question(pgettext("of an item", "Title"), "", _("Give the item a title."))
            self.ask("title", title, bodies(item.title) if item else {})
        else:
            del self.fields["kind"]
        known = bodies(item.description) if item and item.description else {}
        self.ask("description", Question(_("Notes for the members"), "3"), known)
        if item is not None:
            self.initial.update(_facts_of(item))

    def plan(self) -> ItemPlan:
        """Return what was planned."""
        return ItemPlan(
            language=self.original,
            title=self.words("title") if self.has_words else {},
            description=self.words("description"),
            kind=self.cleaned_data.get("kind") or ItemKind.PROPOSAL,
            **self.facts(),
        )


class PlaceProposalForm(ItemFacts, ActForm):
    """An admitted proposal that comes on the agenda."""

    refused_fields: ClassVar = {"item_number_taken": "number"}

    proposal = forms.TypedChoiceField(label=gettext_lazy("Proposal"), coerce=int)

    def __init__(self, data: Posted, candidates: Sequence[Candidate]) -> None:
        ActForm.__init__(self, data)
        field = cast("forms.TypedChoiceField", self.fields["proposal"])
        field.choices = [(one.pk, f"{one.reference} · {one.title}") for one in candidates]

    def plan(self, language: str) -> ItemPlan:
        """Return the item about the proposal."""
        proposal_id = self.cleaned_data["proposal"]
        return ItemPlan(language=language, title={}, proposal_id=proposal_id, **self.facts())


class WishForm(ManyLanguagesForm):
    """An item that a member proposes."""

    def __init__(self, data: Posted, council: Council, language: str) -> None:
        super().__init__(data, _beginning_with(language, council), language)
        demand = _("Say what should be discussed.")
        self.ask("title", Question(_("What should be discussed?"), "", demand), {})
        self.ask("reasons", Question(_("Why"), "4"), {})


class DemandForm(ManyLanguagesForm):
    """What an extraordinary meeting is demanded for."""

    def __init__(self, data: Posted, council: Council, language: str) -> None:
        super().__init__(data, _beginning_with(language, council), language)
        demand = _("Say what the meeting is to deal with.")
        self.ask("subject", Question(_("What the meeting is to deal with"), "", demand), {})


class WhyForm(ActForm):
    """Why an item is taken off, or a wish is declined."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


def _beginning_with(language: str, council: Council) -> list[str]:
    """Return the languages to write in, that of the author first: its fields stand open."""
    return list(dict.fromkeys([language, *council.languages]))


def _facts_of(item: AgendaItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "planned_minutes": item.planned_minutes,
        "is_consent": item.is_consent,
        "is_confidential": not item.is_public,
        "kind": item.kind,
    }
