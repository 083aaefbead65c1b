"""Acts that need a word of explanation, or only a press of a button."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from council.members.forms.base import OfficeForm

Answer = TypeVar("Answer")


class ActForm(OfficeForm):
    """A form that acts once, however often it is sent; refusals are told in it."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def answer(self, act: Callable[[], Answer]) -> Answer | None:
        """Return what the act answered; None when the form is malformed or the act refused."""
        found: list[Answer] = []
        return found[0] if self.carry_out(lambda: found.append(act())) else None

    @property
    def act_key(self) -> UUID:
        """The key by which a repeated act is recognised."""
        key: UUID | None = self.cleaned_data.get("key")
        return key or uuid4()


class ReasonForm(ActForm):
    """Why something is returned, declined or withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("Everybody will read it with the proposal."),
    )


class OptionalReasonForm(ActForm):
    """Why something is taken back, if one wants to say so."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )


class AdmissionForm(ActForm):
    """How far an amendment goes, where the clerk judges otherwise than its words."""

    reach = forms.IntegerField(
        label=_("Reach"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("From 0 to 100. On each paragraph the furthest-reaching is voted on first."),
    )


class TranslationForm(ActForm):
    """One text in another language."""

    body = forms.CharField(
        label=_("Translation"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": "8"}),
    )
