"""The forms with which a meeting is prepared, convened and cancelled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.members.models import Council
from deliberation.meetings.forms.fields import MomentField
from deliberation.meetings.models import Meeting, MeetingKind
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.letters import sittings_of
from deliberation.meetings.services.planning import MeetingPlan
from deliberation.proposals.forms.acts import ActForm

Posted = Mapping[str, Any] | None
FURTHER = ("sitting_2", "sitting_3", "sitting_4")
LONGEST_PLACE = 200  # characters


class MeetingForm(ActForm):
    """What is fixed about a meeting: kind, hours, place, link."""

    refused_fields: ClassVar = {
        "notice_too_short": "starts_at",
        "second_call_too_late": "starts_at",
        "sittings_unordered": "sitting_2",
    }

    kind = forms.TypedChoiceField(
        label=_("Kind of meeting"), choices=[*MEETING_KINDS.items()], coerce=MeetingKind
    )
    link = forms.URLField(
        label=_("Link for those who attend remotely"), required=False, assume_scheme="https"
    )
    is_public = forms.BooleanField(
        label=_("Open to the public"),
        required=False,
        help_text=_("Announcement, agenda and room are shown to everybody."),
    )

    def __init__(self, data: Posted, council: Council, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_known(meeting))
        self.council = council
        self._ask_for_hours(sittings_of(meeting) if meeting else [])
        for code in council.languages:
            self.fields[f"place_{code}"] = forms.CharField(
                label=_("Place"),
                max_length=LONGEST_PLACE,
                required=False,
                initial=meeting.place.get(code, "") if meeting else "",
            )

    def plan(self) -> MeetingPlan:
        """Return what was planned."""
        found = self.cleaned_data
        places = {code: found[f"place_{code}"] for code in self.council.languages}
        return MeetingPlan(
            starts_at=found["starts_at"],
            kind=found["kind"],
            place={code: words for code, words in places.items() if words},
            link=found["link"],
            sittings=[found[name] for name in FURTHER if found[name]],
            is_public=found["is_public"],
        )

    def _ask_for_hours(self, sittings: Sequence[datetime]) -> None:
        zone, known = zone_of(self.council), dict(enumerate(sittings))
        self.fields["starts_at"] = MomentField(
            label=_("Begins"), zone=zone, initial=known.get(0), help_text=self.council.time_zone
        )
        for place, name in enumerate(FURTHER, start=1):
            self.fields[name] = MomentField(
                label=_("Further sitting"), zone=zone, required=False, initial=known.get(place)
            )


class ConvocationForm(ActForm):
    """The word with which members are called; in urgent cases the reason."""

    refused_fields: ClassVar = {
        "notice_too_short": "urgency_reason",
        "urgency_unknown": "urgency_reason",
    }

    urgency_reason = forms.CharField(
        label=_("Why the members are called at short notice"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody reads it in the invitation, and the minutes carry it."),
    )


class CancellationForm(ActForm):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Everybody who was invited is told."),
    )


def _known(meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        return {"kind": MeetingKind.ORDINARY, "is_public": True}
    return {name: getattr(meeting, name) for name in ("kind", "link", "is_public")}
