"""Preparing an election, standing for it, putting forward, giving reasons, taking up."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.widgets import DatePicker
from council.members.bylaws.words import METHODS, TIES
from council.members.forms.base import OfficeForm, named_choices, offer
from council.members.forms.exceptions import ExceptionForm
from council.members.models import (
    Body,
    Council,
    Member,
    OfficeKind,
    SeatGroup,
)
from council.members.selectors import today_in
from council.members.words import word_for
from council.rules.bylaws import ElectionTie, PersonsRule
from deliberation.elections.models import Fills
from deliberation.elections.selectors.laws import law_of
from deliberation.elections.services.preparing import ElectionPlan
from deliberation.elections.services.standing import Statement
from deliberation.rules.tally.rule import BallotKind, ElectionRule
from deliberation.rules.tally.sheet import Method

Posted = Mapping[str, Any] | None
BALLOTS = {
    BallotKind.PAPER: _("On paper, entered by two persons (secret if a booth is used)"),
    BallotKind.OPEN: _("Open ballots by name, among members present"),
}
OFFICES = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.SECRETARY)
PLACES = (SeatGroup.WOMEN, SeatGroup.MEN)
HIGHEST = 5
BY_LAW = ("", _("As the by-laws say"))


class ManyWordsForm(OfficeForm):
    """A form that asks for the same words in each language of the council."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    asked: ClassVar[str] = ""

    def ask(self, languages: Sequence[str], label: Any, rows: int, longest: int) -> None:  # noqa: ANN401 - lazy words
        """Add a field for the words in each language."""
        self.languages = languages
        for language in languages:
            self.fields[f"{self.asked}_{language}"] = forms.CharField(
                label=label,
                max_length=longest,
                required=False,
                widget=forms.Textarea(attrs={"rows": str(rows)}),
            )

    def words(self) -> dict[str, str]:
        """Return what was written, by language; the first counts as the original."""
        found = {one: self.cleaned_data[f"{self.asked}_{one}"] for one in self.languages}
        return {one: words for one, words in found.items() if words}


class ElectionForm(ManyWordsForm):
    """What is to be elected, and under which rule."""

    asked = "title"
    refused_fields: ClassVar = {
        "one_seat_only": "seats",
        "places_need_another_method": "method",
        "places_do_not_fit": "women",
        "secret_needs_paper": "ballots",
        "bylaws_say_otherwise": "method",
        "departure_needs_reason": "departure",
    }

    body = forms.TypedChoiceField(label=_("Body"), coerce=int)
    seats = forms.IntegerField(label=_("Seats to be filled"), min_value=1, max_value=99, initial=1)
    method = forms.TypedChoiceField(
        label=_("Method"), choices=[BY_LAW, *METHODS.items()], coerce=Method, required=False
    )
    ballots = forms.TypedChoiceField(
        label=_("How votes are given"),
        help_text=_(
            "Secret electronic ballots do not exist here yet. Where the vote must be secret, "
            "print the ballots."
        ),
        choices=[*BALLOTS.items()],
        coerce=BallotKind,
        widget=forms.RadioSelect,
        initial=BallotKind.PAPER,
    )
    ties = forms.TypedChoiceField(
        label=_("When candidates are equal"),
        choices=[BY_LAW, *TIES.items()],
        coerce=ElectionTie,
        required=False,
    )
    departure = forms.CharField(
        label=_("Why this election departs from the by-laws"),
        help_text=_("Only if you chose something else. Everybody can read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )
    women = forms.IntegerField(
        label=_("Places kept for women"), min_value=0, max_value=99, initial=0
    )
    men = forms.IntegerField(label=_("Places kept for men"), min_value=0, max_value=99, initial=0)
    most = forms.IntegerField(
        label=_("Crosses at most"),
        help_text=_("Only where crosses are made; 0 sets no limit."),
        min_value=0,
        max_value=99,
        initial=0,
    )
    article = forms.CharField(
        label=_("Where the by-laws say so"),
        help_text=_("Such as: article 14, paragraph 2. It stands on the page of the election."),
        max_length=200,
    )
    takes = forms.ChoiceField(label=_("What those elected take up"))

    def __init__(self, data: Posted, bodies: Sequence[Body], languages: Sequence[str]) -> None:
        super().__init__(data)
        self.bodies = {body.pk: body for body in bodies}
        offer(self, "body", named_choices(bodies))
        offer(self, "takes", _duties())
        self.ask(languages, _("What is elected"), 2, 300)

    def clean(self) -> dict[str, Any]:
        """Ask for the title in one language, and for the rule where the by-laws have none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.words():
            self.add_error(f"title_{self.languages[0]}", _("Say in one language what is elected."))
        if {"body", "takes"} <= cleaned.keys():
            self._settle(law_of(self.bodies[cleaned["body"]], self._fills()))
        return cleaned

    def _settle(self, law: PersonsRule | None) -> None:
        said = {"method": law.method, "ties": law.equals} if law else {}
        for name in {"method", "ties"} & self.cleaned_data.keys():
            if not self.cleaned_data[name] and not said:
                self.add_error(name, _("The by-laws say nothing about this: choose."))
            elif not self.cleaned_data[name]:
                self.cleaned_data[name] = said[name]

    def _fills(self) -> Fills:
        return Fills(self.cleaned_data["takes"].partition(":")[0])

    def plan(self) -> ElectionPlan:
        """Return what was asked for; the rule itself may refuse."""
        found, words = self.cleaned_data, self.words()
        places = {str(group): found[group] for group in PLACES if found[group]}
        office = found["takes"].partition(":")[2]
        return ElectionPlan(
            words=words,
            language=next(iter(words)),
            rule=ElectionRule(
                method=found["method"],
                seats=found["seats"],
                ties=found["ties"],
                ballots=found["ballots"],
                places=places,
                most=found["most"],
                highest=HIGHEST,
                article=found["article"],
                departure=found["departure"],
            ),
            fills=self._fills(),
            office=OfficeKind(office) if office else None,
        )


class StandForm(ManyWordsForm):
    """A candidate's consent, statement, and for whose places they stand."""

    asked = "statement"
    refused_fields: ClassVar = {}

    group = forms.ChoiceField(
        label=_("For which places you stand"),
        help_text=_("Everybody reads this. Choose it only if you want it known."),
        widget=forms.RadioSelect,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("I stand for election. My public name and my statement may be published."),
        error_messages={"required": _("Nobody stands without saying so: tick the box.")},
    )

    def __init__(self, data: Posted, rule: ElectionRule, languages: Sequence[str]) -> None:
        super().__init__(data)
        if rule.places:
            is_list = rule.method is Method.ZIPPER
            free = [] if is_list else [("", _("Any place"))]
            offer(self, "group", [*free, *((g, word_for(SeatGroup(g))) for g in rule.places)])
            self.fields["group"].required = is_list
        else:
            del self.fields["group"]
        self.ask(languages, _("Statement"), 4, 3000)

    def statement(self) -> Statement:
        """Return what the candidate says."""
        words = self.words()
        language = next(iter(words), self.languages[0])
        return Statement(words, language, self.cleaned_data.get("group", ""))


class NominationForm(OfficeForm):
    """Who is put forward."""

    refused_fields: ClassVar = {"stands_already": "member_id", "inactive_member": "member_id"}
    member_id = forms.TypedChoiceField(label=_("Member"), coerce=int)

    def __init__(self, data: Posted, members: Sequence[Member]) -> None:
        super().__init__(data)
        offer(self, "member_id", [(one.pk, one.public_name) for one in members])


class ReasonForm(OfficeForm):
    """Why something is refused or annulled."""

    refused_fields: ClassVar = {"reason_needed": "reason"}
    reason = forms.CharField(
        label=pgettext_lazy("of an act", "Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class TakeUpForm(ExceptionForm):
    """From which day on those elected hold their seats, and why a target may not be kept."""

    starts_on = forms.DateField(label=_("From this day on"), widget=DatePicker)

    def __init__(self, data: Posted, council: Council) -> None:
        super().__init__(data, council=council, initial={"starts_on": today_in(council)})


def languages_of(council: Council, reader: str) -> list[str]:
    """Return the languages to write in, the reader's first."""
    return list(dict.fromkeys([reader, *council.languages]))


def _duties() -> list[tuple[str, Any]]:
    offices = [(f"{Fills.OFFICE}:{kind}", word_for(kind)) for kind in OFFICES]
    return [
        (str(Fills.SEATS), _("Vacant seats of the body")),
        *offices,
        (str(Fills.NOTHING), _("Nothing in the registry")),
    ]
