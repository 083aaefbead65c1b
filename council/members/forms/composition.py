"""Forms for composition targets and for telling a composition in public."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from council.kernel.names import Name, pick
from council.kernel.widgets import DatePicker
from council.members.composing import PRESET_NAMES, ROUNDED, conflicts_in, described, titles_of
from council.members.forms.base import OfficeForm, offer
from council.members.models import Bloc, Body, ReportMoment
from council.members.selectors import today_in
from council.members.words import word_choices
from council.rules.composition import TargetsContradict
from council.rules.errors import RuleViolation
from council.rules.targets import SEAT, Contradiction, Group, Rounding, Target, of_bloc

NUMBER_OR_SHARE = r"^[0-9]{1,4}(/[0-9]{1,4})?$"


class AdoptionForm(OfficeForm):
    """Adopt targets: which of them contradict each other is said with the smallest ways out."""

    refused_fields: ClassVar = {"target_has_ended": "valid_from"}
    body: Body

    def told(self, refusal: RuleViolation) -> list[str]:
        """Say which targets cannot hold together, and what would do."""
        if not isinstance(refusal, TargetsContradict):
            return super().told(refusal)
        names = {one.key: name.text for one, name in _named_blocs(self.body)}
        targets = cast("list[Target]", refusal.facts["targets"])
        found = cast("list[Contradiction]", refusal.facts["contradictions"])
        told = conflicts_in(found, described(targets, names), titles_of(targets, names))
        return [words for one in told for words in one.sentences]


def _named_blocs(body: Body) -> list[tuple[Bloc, Name]]:
    language = get_language() or "en"
    rows = Bloc.objects.filter(council=body.council_id)
    return [(one, pick(one.names, language)) for one in rows]


class PresetForm(AdoptionForm):
    """Adopt the targets of a preset."""

    preset = forms.ChoiceField(label=_("Preset"), choices=lambda: list(PRESET_NAMES.items()))
    valid_from = forms.DateField(label=_("Valid from"), widget=DatePicker)

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, initial={"valid_from": today_in(body.council)}, **options)
        self.body = body


class TargetForm(AdoptionForm):
    """Adopt a target of one's own."""

    refused_fields: ClassVar = {
        "invalid_document": "least",
        "target_has_ended": "valid_from",
        "targets_contradict": "least",
    }

    key = forms.SlugField(
        label=_("Key"), max_length=40, help_text=_("A target of the same key is replaced.")
    )
    groups = forms.MultipleChoiceField(
        label=_("Who counts"),
        choices=lambda: word_choices(Group),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of several groups, a person must be in all."),
    )
    bloc = forms.ChoiceField(label=_("Of which seats"), required=False)
    least = forms.RegexField(
        NUMBER_OR_SHARE,
        label=_("At least"),
        required=False,
        help_text=_("A number of people such as 3, or a share of the seats such as 1/10."),
    )
    most = forms.RegexField(NUMBER_OR_SHARE, label=_("At most"), required=False)
    rounding = forms.ChoiceField(
        label=_("A share is"), choices=lambda: [(str(k), v) for k, v in ROUNDED.items()]
    )
    source = forms.CharField(label=_("Article of the by-laws"), max_length=200, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=DatePicker)

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, initial={"valid_from": today_in(body.council)}, **options)
        self.body = body
        named = [(one.key, name.text) for one, name in _named_blocs(body)]
        offer(self, "bloc", [("", _("All seats of the body")), *named])

    def clean(self) -> dict[str, Any]:
        entered = self.cleaned_data
        if not (entered.get("least") or entered.get("most") or self.errors):
            self.add_error("least", _("Give a least or a greatest number."))
        return entered

    def document(self) -> dict[str, object]:
        """Return the target as it is stored."""
        entered = self.cleaned_data
        scope = [SEAT, of_bloc(entered["bloc"])] if entered["bloc"] else [SEAT]
        return {
            "key": entered["key"],
            "group": [entered["groups"]],
            "scope": scope,
            "least": self._bound(entered["least"]),
            "most": self._bound(entered["most"]),
            "places": None,
            "source": entered["source"],
        }

    def _bound(self, typed: str) -> dict[str, object] | None:
        if not typed:
            return None
        rounding = Rounding(self.cleaned_data["rounding"])
        is_share = "/" in typed
        return {
            "count": None if is_share else int(typed),
            "share": typed if is_share else None,
            "rounding": str(rounding),
        }


class ReportForm(OfficeForm):
    """Tell the composition in public."""

    moment = forms.ChoiceField(label=_("Moment"), choices=lambda: word_choices(ReportMoment))
