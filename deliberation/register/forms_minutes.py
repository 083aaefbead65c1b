"""What is sent about published minutes: how a place should read, and why."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.members.forms.base import OfficeForm
from deliberation.meetings.models import Meeting
from deliberation.minutes.models import Place
from deliberation.minutes.phrases import PLACES
from deliberation.minutes.selectors.document import Document
from deliberation.register.services.amending import Note


class ErratumForm(OfficeForm):
    """An error in published minutes, put right."""

    refused_fields: ClassVar = {"empty_text": "words", "reason_needed": "reason"}

    spot = forms.ChoiceField(label=_("Where in the minutes"))
    language = forms.ChoiceField(label=_("Language"))
    words = forms.CharField(
        label=_("How it should read"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": "6"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody will read it. The minutes stay as they were adopted."),
    )

    def __init__(self, *args: Any, document: Document, meeting: Meeting) -> None:
        super().__init__(*args, initial={"language": document.frame.binding})
        items = [
            (f"item-{one.facts.item_id}", f"{PLACES['item']} {one.number}")
            for one in document.items
        ]
        places = [(str(one), str(PLACES[one])) for one in Place if one is not Place.ITEM]
        self.fields["spot"].choices = [*places[:-1], *items, places[-1]]  # type: ignore[attr-defined]  # a choice field
        offered = [(one, own_language_name(one)) for one in meeting.council.languages]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]  # a choice field

    def note(self) -> Note:
        """Return what was asked for."""
        told = self.cleaned_data
        place, _dash, item_id = told["spot"].partition("-")
        return Note(
            place=Place(place),
            item_id=int(item_id) if item_id else None,
            language=told["language"],
            words=told["words"],
            reason=told["reason"],
        )
