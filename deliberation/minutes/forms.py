"""What people send about minutes: prose, facts stated anew, corrections and answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.kernel.locales import own_language_name
from deliberation.meetings.forms.fields import MomentField
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.pages import Spot
from deliberation.minutes.services.correcting import Answer, Request
from deliberation.minutes.services.drafting import Wording
from deliberation.proposals.forms.acts import ActForm
from deliberation.rules.record.facts import Stay

Posted = Mapping[str, Any] | None
STRETCHES = (1, 2, 3)


def _offer_languages(form: forms.Form, languages: Sequence[str]) -> None:
    field = cast("forms.ChoiceField", form.fields["language"])
    field.choices = [(code, own_language_name(code)) for code in languages]


class PassageForm(ActForm):
    """The words of one place in one language, and the words they replace."""

    body = forms.CharField(
        label=gettext_lazy("What was done, in your words"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": "8"}),
    )
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Posted, spot: Spot, language: str) -> None:
        standing = spot.versions.get(language)
        super().__init__(data, initial={"body": standing.body if standing else ""})
        self.spot, self.language = spot, language

    def wording(self) -> Wording:
        """Return what was written."""
        return Wording(
            place=self.spot.place,
            language=self.language,
            body=self.cleaned_data["body"],
            item_id=self.spot.item_id,
            seen=self.cleaned_data["seen"] or 0,
        )


class GuestsForm(ActForm):
    """How many guests listened."""

    guests = forms.IntegerField(
        label=gettext_lazy("Guests"), min_value=0, max_value=100_000, required=False
    )


class WhyForm(ActForm):
    """Why a fact is stated anew."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=gettext_lazy("It stands in the minutes beside the corrected fact."),
    )


class BoundForm(WhyForm):
    """When the meeting was opened, or when it ended."""

    def __init__(self, data: Posted, minutes: Minutes, at: datetime | None) -> None:
        super().__init__(data)
        zone = zone_of(minutes.meeting.council)
        self.fields["at"] = MomentField(label=_("Right moment"), zone=zone, initial=at)
        self.order_fields(["at", "reason"])


class PresenceForm(WhyForm):
    """When somebody was there; nothing filled in: they were not."""

    def __init__(self, data: Posted, minutes: Minutes, stays: Sequence[Stay]) -> None:
        super().__init__(data)
        zone = zone_of(minutes.meeting.council)
        for place in STRETCHES:
            stay = stays[place - 1] if len(stays) >= place else None
            self._ask(place, stay, zone)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def _ask(self, place: int, stay: Stay | None, zone: tzinfo) -> None:
        self.fields[f"since_{place}"] = MomentField(
            label=_("Came"), zone=zone, required=False, initial=stay.since if stay else None
        )
        self.fields[f"until_{place}"] = MomentField(
            label=_("Left"), zone=zone, required=False, initial=stay.until if stay else None
        )
        self.fields[f"remote_{place}"] = forms.BooleanField(
            label=_("Remote"), required=False, initial=stay.is_remote if stay else False
        )

    def clean(self) -> dict[str, Any]:
        for place in STRETCHES:
            found = self.cleaned_data
            if found.get(f"until_{place}") and not found.get(f"since_{place}"):
                self.add_error(f"since_{place}", ValidationError(_("Say when they came.")))
        return self.cleaned_data

    def stays(self) -> Sequence[Stay]:
        """Return the stretches that were filled in."""
        found = self.cleaned_data
        return [
            Stay(found[f"since_{n}"], found[f"until_{n}"], found[f"remote_{n}"])
            for n in STRETCHES
            if found[f"since_{n}"]
        ]


class CorrectionForm(ActForm):
    """What somebody wants changed in one place, in any language."""

    language = forms.ChoiceField(label=gettext_lazy("I write in"))
    words = forms.CharField(
        label=gettext_lazy("How it should read"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": "5"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    member = forms.TypedChoiceField(
        label=gettext_lazy("On behalf of"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("For somebody who comes to the counter."),
    )

    def __init__(
        self,
        data: Posted,
        spot: Spot,
        language: str,
        people: Sequence[tuple[int, object]] = (),
    ) -> None:
        super().__init__(data, initial={"language": language})
        self.spot = spot
        languages = spot.minutes.meeting.council.languages
        _offer_languages(self, list(dict.fromkeys([language, *languages])))
        if people:
            field = cast("forms.TypedChoiceField", self.fields["member"])
            field.choices = [("", "–"), *((pk, str(name)) for pk, name in people)]
        else:
            del self.fields["member"]

    def request(self) -> Request:
        """Return what is asked for."""
        found = self.cleaned_data
        return Request(
            place=self.spot.place,
            language=found["language"],
            words=found["words"],
            reason=found["reason"],
            item_id=self.spot.item_id,
        )


class AnswerForm(ActForm):
    """The answer to a correction: accepted, with what stands there from now on; or why not."""

    refused_fields: ClassVar = {"decline_unexplained": "note"}

    body = forms.CharField(
        label=gettext_lazy("What the minutes say there from now on"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "6"}),
        help_text=gettext_lazy("Left as it is, only the facts were put right."),
    )
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Answer to the member"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=gettext_lazy("Needed when you decline. Everybody reads it."),
    )

    def __init__(self, data: Posted, spot: Spot, language: str) -> None:
        self.written = spot.original or language
        standing = spot.versions.get(self.written)
        super().__init__(data, initial={"body": standing.body if standing else ""})
        self.spot, self.language, self.standing = spot, language, standing

    def reply(self) -> Answer:
        """Return the answer; which of the two buttons was pressed decides."""
        is_accepted = "accept" in self.data
        return Answer(
            is_accepted=is_accepted,
            language=self.language,
            body=self.cleaned_data["note"],
            wording=self._wording() if is_accepted else None,
        )

    def _wording(self) -> Wording | None:
        body = self.cleaned_data["body"]
        before = self.standing.body if self.standing else ""
        if not body.strip() or body.strip() == before:
            return None
        return Wording(
            place=self.spot.place,
            language=self.written,
            body=body,
            item_id=self.spot.item_id,
            seen=self.cleaned_data["seen"] or 0,
        )
