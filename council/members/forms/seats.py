"""Forms for seats, mandates and offices."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.widgets import DatePicker
from council.members.facts import Delegate, SeatFacts
from council.members.forms.base import Choices, OfficeForm, named_choices, offer
from council.members.forms.exceptions import DELEGATION_REFUSALS, OTHERWISE, ExceptionForm
from council.members.models import (
    Bloc,
    Body,
    Council,
    FilledBy,
    MandateRole,
    Member,
    Office,
    OfficeKind,
    Organisation,
    Seat,
    SeatGroup,
    SendingOutcome,
)
from council.members.selectors import today_in
from council.members.selectors.delegations import is_delegated
from council.members.words import SENT_AS, direction_label, word_choices
from council.rules.targets import Group

ENDS_HELP = _("The first day without it; a successor can start on that day.")


class SeatForm(OfficeForm):
    """Add seats, or amend one."""

    refused_fields: ClassVar = {"key_taken": "number"}

    number = forms.IntegerField(label=_("Number of the seat"), min_value=1, max_value=9999)
    how_many = forms.IntegerField(
        label=_("How many seats"),
        min_value=1,
        max_value=200,
        initial=1,
        help_text=_("They are numbered on from there."),
    )
    bloc = forms.ChoiceField(label=_("Bloc"), required=False)
    filled_by = forms.ChoiceField(
        label=_("How it is filled"), choices=lambda: word_choices(FilledBy)
    )
    organisation = forms.ChoiceField(label=_("Delegating organisation"), required=False)
    group = forms.ChoiceField(
        label=_("Kept for"),
        required=False,
        choices=lambda: [("", _("Anybody")), *word_choices(SeatGroup)],
    )

    def __init__(
        self, *args: Any, council: Council, seat: Seat | None, number: int = 1, **options: Any
    ) -> None:
        known = seat or Seat(number=number)
        initial = {"number": known.number, "group": known.group, "bloc": known.bloc_id or ""}
        initial |= {"filled_by": str(known.filled_by), "organisation": known.organisation_id or ""}
        super().__init__(*args, initial=initial, **options)
        blocs = Bloc.objects.filter(council=council)
        offer(self, "bloc", named_choices(blocs), may_be_none=True)
        senders = Organisation.objects.filter(council=council, is_active=True)
        offer(self, "organisation", named_choices(senders), may_be_none=True)
        if seat is not None:
            del self.fields["how_many"]

    def facts(self) -> SeatFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return SeatFacts(
            number=entered["number"],
            bloc_id=int(entered["bloc"]) if entered["bloc"] else None,
            filled_by=FilledBy(entered["filled_by"]),
            organisation_id=int(entered["organisation"]) if entered["organisation"] else None,
            group=entered["group"],
        )


class AppointmentForm(ExceptionForm):
    """Give a person the right to fill a seat."""

    refused_fields: ClassVar = {
        "already_seated": "member",
        "inactive_member": "member",
        "period_ends_before_it_starts": "ends_on",
        "target_would_break": "ground",
        **DELEGATION_REFUSALS,
    }

    member = forms.ChoiceField(label=_("Member"))
    role = forms.ChoiceField(label=_("As"), choices=lambda: word_choices(MandateRole))
    sent_as = forms.ChoiceField(
        label=_("Sent"),
        required=False,
        choices=lambda: list(SENT_AS.items()),
        help_text=_("As the letter of the organisation says. Everybody reads it."),
    )
    starts_on = forms.DateField(label=_("From"), widget=DatePicker)
    ends_on = forms.DateField(
        label=_("Until"), widget=DatePicker, required=False, help_text=ENDS_HELP
    )
    succeeds = forms.BooleanField(
        label=_("The present holder leaves the seat on the same day"), required=False
    )
    otherwise = forms.ChoiceField(required=False, choices=OTHERWISE)  # by which button it was sent

    def __init__(self, *args: Any, seat: Seat, has_holder: bool, **options: Any) -> None:
        council = seat.body.council
        given = {"starts_on": today_in(council), "succeeds": has_holder}
        super().__init__(*args, council=council, initial=given, **options)
        self.seat = seat
        offer(self, "member", member_choices(council))
        if not has_holder:
            del self.fields["succeeds"]
        if not is_delegated(seat):
            del self.fields["sent_as"]

    @property
    def is_succession(self) -> bool:
        """The new holder takes the seat over from the present one."""
        entered = self.cleaned_data
        return bool(entered.get("succeeds")) and entered["role"] == MandateRole.TITULAR

    @property
    def is_turned_away(self) -> bool:
        """The rule on delegates stands against it, so that other ways are offered."""
        return self.refused_by in DELEGATION_REFUSALS

    @property
    def sent(self) -> Group | None:
        """As whom the organisation sends the person."""
        told = self.cleaned_data.get("sent_as")
        return Group(told) if told else None

    def delegate(self) -> Delegate:
        """Return who is to sit there, and as whom they are sent."""
        member = int(self.cleaned_data["member"])
        return Delegate(seat_id=self.seat.pk, member_id=member, sent_as=self.sent)

    def outcome(self) -> SendingOutcome | None:
        """Return what is to become of the seat instead, if a button said so."""
        chosen = self.cleaned_data["otherwise"]
        return SendingOutcome(chosen) if chosen else None


class EndForm(OfficeForm):
    """End a mandate or an office."""

    refused_fields: ClassVar = {"period_ends_before_it_starts": "ends_on"}

    ends_on = forms.DateField(label=_("Ends on"), widget=DatePicker, help_text=ENDS_HELP)

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, initial={"ends_on": today_in(council)}, **options)


class OfficeHolderForm(OfficeForm):
    """Charge a person with an office."""

    refused_fields: ClassVar = {
        "directions_missing": "directions",
        "inactive_member": "member",
        "office_is_held": "member",
    }

    body = forms.ChoiceField(label=_("Body"))
    kind = forms.ChoiceField(label=_("Office"), choices=lambda: word_choices(OfficeKind))
    member = forms.ChoiceField(label=_("Member"))
    starts_on = forms.DateField(label=_("From"), widget=DatePicker)
    directions = forms.MultipleChoiceField(
        label=_("Interprets"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For interpreters only: from which language into which."),
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, initial={"starts_on": today_in(council)}, **options)
        bodies = Body.objects.filter(council=council).order_by("pk")
        offer(self, "body", named_choices(bodies))
        offer(self, "member", member_choices(council))
        offer(self, "directions", direction_choices(council))


class DirectionsForm(OfficeForm):
    """Change an interpreter's directions."""

    refused_fields: ClassVar = {"directions_missing": "directions"}

    directions = forms.MultipleChoiceField(
        label=_("Interprets"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, council: Council, office: Office, **options: Any) -> None:
        super().__init__(*args, initial={"directions": office.directions}, **options)
        offer(self, "directions", direction_choices(council, office.directions))


def member_choices(council: Council) -> Choices:
    """Return the council's active members by name."""
    rows = Member.objects.filter(council=council, is_active=True)
    return [(row.pk, row.public_name) for row in rows]


def direction_choices(council: Council, held: list[str] | None = None) -> Choices:
    """Return every direction between two languages of the council, and those held already."""
    codes = council.languages
    pairs = [f"{one}>{other}" for one in codes for other in codes if one != other]
    return [(pair, direction_label(pair)) for pair in dict.fromkeys([*pairs, *(held or [])])]
