"""Who decisions are forwarded to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.members.forms.base import OfficeForm, add_names, names_in, offer, require_a_name
from council.members.models import Council, Member
from deliberation.followup.models import Addressee
from deliberation.followup.services.addressees import AddresseeFacts
from deliberation.followup.words import KINDS
from deliberation.rules.followup import AddresseeKind


class AddresseeForm(OfficeForm):
    """Enter or amend an addressee."""

    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=list(KINDS.items()), coerce=AddresseeKind
    )
    language = forms.ChoiceField(label=_("Language of letters"))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For reminders. Without it the addressee answers by its link all the same."),
    )
    correspondents = forms.MultipleChoiceField(
        label=_("Members whose accounts answer for it"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "6"}),
    )
    is_active = forms.BooleanField(
        label=_("Decisions can be forwarded to it"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, council: Council, addressee: Addressee | None, **options: Any
    ) -> None:
        super().__init__(*args, initial=_facts_of(addressee, council), **options)
        offer(self, "language", [(code, own_language_name(code)) for code in council.languages])
        people = Member.objects.filter(council=council, is_active=True, user__isnull=False)
        offer(self, "correspondents", [(one.pk, one.public_name) for one in people])
        add_names(self, council.languages, addressee.names if addressee else {})

    def clean(self) -> dict[str, Any]:
        """Ask for a name."""
        require_a_name(self)
        return self.cleaned_data

    def facts(self) -> AddresseeFacts:
        """Return what was written down."""
        told = self.cleaned_data
        return AddresseeFacts(
            kind=told["kind"],
            names=names_in(self),
            language=told["language"],
            email=told["email"],
            is_active=told["is_active"],
            correspondents=[int(pk) for pk in told["correspondents"]],
        )


def _facts_of(addressee: Addressee | None, council: Council) -> dict[str, Any]:
    if addressee is None:
        return {"language": council.main_language}
    named = addressee.correspondents.values_list("member_id", flat=True)
    return {
        "kind": addressee.kind,
        "language": addressee.language,
        "email": addressee.email,
        "is_active": addressee.is_active,
        "correspondents": list(named),
    }
