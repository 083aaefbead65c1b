"""Forms for organisations' letters, and for the rule that they must keep."""

from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from council.kernel.widgets import DatePicker
from council.members.facts import Delegate, LetterFacts
from council.members.forms.base import OfficeForm, offer
from council.members.forms.exceptions import DELEGATION_REFUSALS, OTHERWISE, ExceptionForm
from council.members.forms.seats import member_choices
from council.members.models import Balance, Body, Member, Seat, SendingOutcome
from council.members.selectors import today_in
from council.members.selectors.delegations import DelegateLine, Delegation
from council.members.words import SENT_AS, word_choices
from council.rules.targets import Group

Row = tuple[DelegateLine, BoundField | None, BoundField | None]


class LetterForm(ExceptionForm):
    """Enter whom an organisation sends, and as whom; or what becomes of its seats."""

    refused_fields: ClassVar = {
        "period_ends_before_it_starts": "starts_on",
        "target_would_break": "ground",
        **DELEGATION_REFUSALS,
    }

    starts_on = forms.DateField(label=_("From"), widget=DatePicker)
    otherwise = forms.ChoiceField(required=False, choices=OTHERWISE)  # by which button it was sent

    def __init__(self, *args: Any, body: Body, delegation: Delegation, **options: Any) -> None:
        council = body.council
        given = {"starts_on": today_in(council)}
        super().__init__(*args, council=council, initial=given, **options)
        self.body, self.organisation = body, delegation.organisation
        self.lines = delegation.lines
        members = member_choices(council)
        for line in self.lines:
            self._ask(line, members)

    def _ask(self, line: DelegateLine, members: list[tuple[Any, Any]]) -> None:
        seat = line.seat
        if not line.holder and not seat.group:
            self.fields[_member(seat)] = forms.ChoiceField(label=_("Delegate"), required=False)
            offer(self, _member(seat), members, may_be_none=True)
        if line.holder or not seat.group:
            self.fields[_sent_as(seat)] = forms.ChoiceField(
                label=_("Sent"),
                required=False,
                choices=list(SENT_AS.items()),
                initial=line.sent_as or "",
            )

    @property
    def rows(self) -> list[Row]:
        """Each seat with the fields that ask for its delegate."""
        return [
            (line, self._bound(_member(line.seat)), self._bound(_sent_as(line.seat)))
            for line in self.lines
        ]

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def _delegates(self) -> list[Delegate]:
        """Return whom the letter names, and those who sit there already."""
        found = [(line.seat, self._named(line.seat, line.holder)) for line in self.lines]
        return [
            Delegate(seat_id=seat.pk, member_id=named, sent_as=self._told(seat))
            for seat, named in found
            if named and _sent_as(seat) in self.fields
        ]

    def _named(self, seat: Seat, holder: Member | None) -> int | None:
        entered = self.cleaned_data.get(_member(seat))
        return holder.pk if holder else int(entered) if entered else None

    def _told(self, seat: Seat) -> Group | None:
        told = self.cleaned_data.get(_sent_as(seat))
        return Group(told) if told else None

    def facts(self) -> LetterFacts:
        """Return the letter as it was entered."""
        return LetterFacts(
            body_id=self.body.pk,
            organisation_id=self.organisation.pk,
            delegates=self._delegates(),
            starts_on=self.cleaned_data["starts_on"],
        )

    def outcome(self) -> SendingOutcome | None:
        """Return what is to become of the seats that stay vacant, if it was chosen."""
        chosen = self.cleaned_data["otherwise"]
        return SendingOutcome(chosen) if chosen else None


def _member(seat: Seat) -> str:
    return f"member_{seat.pk}"


def _sent_as(seat: Seat) -> str:
    return f"sent_as_{seat.pk}"


class DelegationRuleForm(OfficeForm):
    """Say what a body asks of each organisation's delegates."""

    balance = forms.ChoiceField(label=_("Rule"), choices=lambda: word_choices(Balance))
    source = forms.CharField(label=_("Article of the by-laws"), max_length=200, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=DatePicker)

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, initial={"valid_from": today_in(body.council)}, **options)
