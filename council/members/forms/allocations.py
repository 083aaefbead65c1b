"""Forms by which two persons, and the one concerned, give a seat kept for a group."""

import hashlib
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.widgets import DatePicker
from council.members.forms.base import OfficeForm, offer
from council.members.forms.seats import member_choices
from council.members.models import Seat
from council.members.selectors import today_in
from council.members.words import word_choices
from council.rules.targets import Group

AGREEMENT = _("I agree: sitting on this seat may show that I belong to this group.")


def agreed_words() -> str:
    """Return SHA-256 of the words to which the reader agrees, in their language."""
    return hashlib.sha256(str(AGREEMENT).encode()).hexdigest()


class AllocationForm(OfficeForm):
    """Propose somebody for a seat that two persons give."""

    refused_fields: ClassVar = {"inactive_member": "member"}

    member = forms.ChoiceField(label=_("Member"))
    group = forms.ChoiceField(label=_("As counting toward"))
    starts_on = forms.DateField(label=_("From"), widget=DatePicker)

    def __init__(self, *args: Any, seat: Seat, **options: Any) -> None:
        council = seat.body.council
        super().__init__(*args, initial={"starts_on": today_in(council)}, **options)
        offer(self, "member", member_choices(council))
        groups = word_choices(Group)
        kept = [choice for choice in groups if choice[0] == seat.group]
        offer(self, "group", kept or groups)
