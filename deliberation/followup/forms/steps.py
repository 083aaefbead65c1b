"""What the clerk records of a decision on its way."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.widgets import DatePicker
from council.members.forms.base import OfficeForm, named_choices, offer
from council.members.models import Council
from council.members.selectors import today_in
from deliberation.followup.selectors.desk import addressees_of
from deliberation.followup.services.forwarding import Letter
from deliberation.rules.followup import ReferralAct


class ForwardForm(OfficeForm):
    """To whom a decision goes, and with which letter."""

    refused_fields: ClassVar = {
        "forwarded_already": "addressee",
        "day_before_forwarding": "forwarded_on",
        "day_to_come": "forwarded_on",
    }

    addressee = forms.ChoiceField(label=_("Addressee"))
    forwarded_on = forms.DateField(label=_("Sent on"), widget=DatePicker)
    reference = forms.CharField(label=_("Reference number"), max_length=60, required=False)
    meets_on = forms.DateField(
        label=_("Next meeting of the addressee"),
        required=False,
        widget=DatePicker,
        help_text=_("By law the municipal council considers the matter in its next meeting."),
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, initial={"forwarded_on": today_in(council)}, **options)
        active = [one for one in addressees_of(council) if one.is_active]
        offer(self, "addressee", named_choices(active))

    def letter(self) -> Letter:
        """Return what went out."""
        told = self.cleaned_data
        return Letter(told["forwarded_on"], told["reference"], told["meets_on"])


class MeetingDayForm(OfficeForm):
    """When the addressee meets next."""

    refused_fields: ClassVar = {"day_before_forwarding": "meets_on"}

    meets_on = forms.DateField(label=_("Next meeting of the addressee"), widget=DatePicker)


class ConsiderForm(OfficeForm):
    """When the addressee considered the matter."""

    refused_fields: ClassVar = {
        "day_before_forwarding": "considered_on",
        "day_to_come": "considered_on",
    }

    considered_on = forms.DateField(label=_("Considered on"), widget=DatePicker)
    reference = forms.CharField(
        label=_("Meeting or decision number there"), max_length=60, required=False
    )


class CloseForm(OfficeForm):
    """What the council found when it closed the matter."""

    refused_fields: ClassVar = {"nothing_to_close": "reason"}

    found = forms.TypedChoiceField(
        label=_("The council finds"),
        choices=[
            (ReferralAct.IMPLEMENT, pgettext_lazy("finding of the council", "It was carried out")),
            (
                ReferralAct.DECLINE,
                pgettext_lazy("finding of the council", "It was not carried out"),
            ),
            ("", pgettext_lazy("finding of the council", "Neither: the matter rests")),
        ],
        coerce=ReferralAct,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("Everybody will read it. It is needed where nothing was answered."),
    )
