"""Forms for the council itself, its bodies, blocs and terms."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.widgets import DatePicker
from council.members.facts import BlocFacts, BodyFacts, TermFacts
from council.members.forms.base import (
    OfficeForm,
    add_names,
    named_choices,
    names_in,
    offer,
    require_a_name,
)
from council.members.forms.people import LATIN
from council.members.models import Bloc, Body, BodyKind, Council, Term
from council.members.words import COLOURS, word_choices


class BodyForm(OfficeForm):
    """Set up or amend a body."""

    refused_fields: ClassVar = {"key_taken": "key", "circular_tree": "parent"}

    key = forms.RegexField(
        r"^[A-Za-z0-9]{1,12}$",
        label=_("Key"),
        widget=forms.TextInput(attrs=LATIN | {"maxlength": "12"}),
        help_text=_("At most 12 letters and digits; it is part of the numbers of decisions."),
        error_messages={"invalid": _("Use letters from A to Z and digits.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: word_choices(BodyKind))
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    executive = forms.ChoiceField(
        label=_("Its executive board"),
        required=False,
        help_text=_("The by-laws may count its members for the quorum of a second call."),
    )

    def __init__(self, *args: Any, council: Council, body: Body | None, **options: Any) -> None:
        known = body or Body()
        initial: dict[str, Any] = {"key": known.key, "kind": str(known.kind)}
        initial |= {"parent": known.parent_id or "", "executive": known.executive_id or ""}
        super().__init__(*args, initial=initial, **options)
        others = Body.objects.filter(council=council).exclude(pk=known.pk or 0).order_by("pk")
        choices = named_choices(others)
        offer(self, "parent", choices, may_be_none=True)
        offer(self, "executive", choices, may_be_none=True)
        add_names(self, council.languages, known.names)

    def clean(self) -> dict[str, Any]:
        require_a_name(self)
        return self.cleaned_data

    def facts(self) -> BodyFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return BodyFacts(
            key=entered["key"],
            names=names_in(self),
            kind=BodyKind(entered["kind"]),
            parent_id=int(entered["parent"]) if entered["parent"] else None,
            executive_id=int(entered["executive"]) if entered["executive"] else None,
        )


class BlocForm(OfficeForm):
    """Add or amend a bloc."""

    refused_fields: ClassVar = {"key_taken": "key"}

    key = forms.SlugField(label=_("Key"), max_length=20, widget=forms.TextInput(attrs=LATIN))
    colour = forms.ChoiceField(label=_("Colour"), choices=lambda: list(COLOURS.items()))
    position = forms.IntegerField(
        label=_("Place in the order"),
        min_value=0,
        max_value=99,
        help_text=_("Seats are drawn in this order, from the reader's starting side."),
    )

    def __init__(self, *args: Any, council: Council, bloc: Bloc | None, **options: Any) -> None:
        known = bloc or Bloc()
        initial = {"key": known.key, "colour": known.colour, "position": known.position}
        super().__init__(*args, initial=initial, **options)
        add_names(self, council.languages, known.names)

    def clean(self) -> dict[str, Any]:
        require_a_name(self)
        return self.cleaned_data

    def facts(self) -> BlocFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return BlocFacts(
            key=entered["key"],
            names=names_in(self),
            colour=entered["colour"],
            position=entered["position"],
        )


class TermForm(OfficeForm):
    """Add or amend a term."""

    refused_fields: ClassVar = {"key_taken": "number", "period_ends_before_it_starts": "ends_on"}

    number = forms.IntegerField(label=_("Number of the term"), min_value=1, max_value=999)
    starts_on = forms.DateField(label=_("First day"), widget=DatePicker)
    ends_on = forms.DateField(
        label=_("First day after it"),
        widget=DatePicker,
        required=False,
        help_text=_("The day on which the next term begins. Empty: it runs on."),
    )

    def __init__(self, *args: Any, term: Term | None, **options: Any) -> None:
        known = term or Term()
        initial = {"number": known.number, "starts_on": known.starts_on, "ends_on": known.ends_on}
        super().__init__(*args, initial=initial, **options)

    def clean(self) -> dict[str, Any]:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("This must come after the first day."))
        return self.cleaned_data

    def facts(self) -> TermFacts:
        """Return what was entered."""
        return TermFacts(**self.cleaned_data)
