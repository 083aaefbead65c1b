"""What is sent from the page of the roll call."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.meetings.forms.live import LONGEST_REASON, ModeForm
from deliberation.meetings.phrases import MARKS
from deliberation.meetings.selectors.presence import Mark


class RollCallForm(forms.Form):
    """A mark for each name, and the mark that the page showed when it was made.

    Only what was changed on the page counts: a member who checked in meanwhile stays present,
    although the page still said absent.
    """

    def __init__(self, *args: Any, member_ids: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.member_ids = tuple(member_ids)
        for member in self.member_ids:
            for name in (f"mark-{member}", f"was-{member}"):
                self.fields[name] = forms.TypedChoiceField(
                    choices=[*MARKS.items()], coerce=Mark, required=False, empty_value=None
                )

    def clean(self) -> dict[str, Any]:
        """Keep as ``marks`` what was changed, by id of member."""
        found = super().clean() or {}
        marks = {member: found.get(f"mark-{member}") for member in self.member_ids}
        return {
            "marks": {
                member: mark
                for member, mark in marks.items()
                if mark is not None and mark != found.get(f"was-{member}")
            }
        }


class MemberForm(forms.Form):
    """A member, by id."""

    member_id = forms.IntegerField(min_value=1)


class ArrivalForm(MemberForm, ModeForm):
    """A member who came, and where they attend from."""


class WordOfMemberForm(MemberForm):
    """A member, and the reason they gave; it may be left out."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, required=False)


class SubstitutionForm(forms.Form):
    """An alternate for a seat, as one choice, for the meeting or for one item of it."""

    pair = forms.RegexField(
        regex=r"^\d{1,18}-\d{1,18}$",
        error_messages={"required": _("Choose the seat and who acts for it.")},
    )
    item_id = forms.IntegerField(min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        """Take the pair apart into ``seat_id`` and ``alternate_id``."""
        found = super().clean() or {}
        if "pair" not in found:
            return found
        seat, alternate = found["pair"].split("-")
        return {
            "seat_id": int(seat),
            "alternate_id": int(alternate),
            "item_id": found.get("item_id"),
        }
