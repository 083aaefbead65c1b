"""What people send when they ask for the floor, give it, or signal that they cannot follow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.rules.bylaws import FloorOrder
from deliberation.floor.models import RequestKind, SignalKind
from deliberation.floor.phrases import LISTS, ORDERS, PURPOSES, SIGNALS
from deliberation.rules.floor import SpeakersList

SHORTEST, LONGEST = 10, 7_200  # a turn [s]
A_MINUTE, LONGEST_DEBATE = 60, 720  # seconds; minutes
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"


class ActForm(forms.Form):
    """An act that needs nothing but the key by which its repetition is recognised."""

    key = forms.UUIDField()


class RequestForm(ActForm):
    """What somebody wants the floor for, and in which language they will speak."""

    kind = forms.TypedChoiceField(
        choices=[*PURPOSES.items()],
        coerce=RequestKind,
        empty_value=RequestKind.SPEECH,
        required=False,
    )
    language = forms.RegexField(LANGUAGE, required=False)
    group = forms.TypedChoiceField(
        choices=[*LISTS.items()],
        coerce=SpeakersList,
        empty_value=SpeakersList.NONE,
        required=False,
    )


class OrderForm(ActForm):
    """By which rule speakers are suggested, and how many minutes lists share on an item."""

    order = forms.TypedChoiceField(choices=[*ORDERS.items()], coerce=FloorOrder)
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_DEBATE, required=False)

    def clean(self) -> dict[str, Any]:
        """Count time in seconds, as everywhere else."""
        facts: dict[str, Any] = super().clean() or {}
        minutes = facts.pop("minutes", None)
        return facts | {"budget_seconds": minutes and minutes * A_MINUTE}


class GiveForm(ActForm):
    """Who gets the floor, for how long, and after which turn."""

    request_id = forms.IntegerField(min_value=1, required=False)
    member_id = forms.IntegerField(min_value=1, required=False)
    seconds = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, required=False)
    after_turn_id = forms.IntegerField(min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        """Demand that somebody is named."""
        facts: dict[str, Any] = super().clean() or {}
        if not facts.get("request_id") and not facts.get("member_id"):
            raise forms.ValidationError(_("Choose who is to have the floor."))
        return facts


class ExtendForm(ActForm):
    """How much more time the speaker gets."""

    seconds = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST)


class SignalForm(ActForm):
    """What an interpreter asks for, on behalf of those who listen in a language."""

    signal = forms.TypedChoiceField(choices=[*SIGNALS.items()], coerce=SignalKind)
    language = forms.RegexField(LANGUAGE)
