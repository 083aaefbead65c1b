"""Forms for members and organisations."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.kernel.names import pick
from council.members.facts import MemberFacts, OrganisationFacts
from council.members.forms.base import (
    Choices,
    NameField,
    OfficeForm,
    add_names,
    named_choices,
    names_in,
    offer,
    require_a_name,
)
from council.members.models import Bloc, Body, Council, Member, Organisation
from council.members.selectors import Viewer
from council.members.selectors.people import MemberFilter, lookalikes, username_for
from council.members.words import ORGANISATION_KINDS

SPOKEN = ["ar", "tr", "en", "de", "fa", "ku", "uk", "ru", "fr", "uz", "tk", "so", "ps", "ur", "az"]
LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class MemberForm(OfficeForm):
    """Enter or amend a person."""

    refused_fields: ClassVar = {
        "unfit_name": "public_name",
        "hidden_characters": "public_name",
        "reserved_name": "public_name",
        "key_taken": "key",
        "username_taken": "key",
        "unfit_username": "key",
        "email_taken": "email",
    }

    public_name = NameField(
        label=_("Public name"),
        max_length=120,
        help_text=_("The name by which the person chooses to be known in the council."),
    )
    knows_likeness = forms.BooleanField(
        label=_("These are two people. Keep the name as it is."), required=False
    )
    native_name = NameField(label=_("Name in their own script"), max_length=120, required=False)
    native_language = forms.ChoiceField(label=_("Own language"), required=False)
    reads = forms.MultipleChoiceField(
        label=_("Reads"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speaks = forms.MultipleChoiceField(
        label=_("Speaks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Leave it empty if there is none: a printed card lets the person sign in."),
    )
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]{3,30}$",
        label=_("Telephone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
        error_messages={"invalid": _("Write digits, spaces and a plus sign at most.")},
    )
    key = forms.CharField(
        label=_("Username"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=LATIN),
        help_text=_("Small letters from a to z, digits and dots. Left empty, one is proposed."),
    )
    opens_account = forms.BooleanField(
        label=_("Open an account with which the person can sign in"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, viewer: Viewer, council: Council, member: Member | None, **options: Any
    ) -> None:
        self.viewer, self.council, self.member = viewer, council, member
        self.alike: list[str] = []
        super().__init__(*args, initial=_facts_of(member), **options)
        languages = _languages(council, member)
        offer(self, "reads", languages)
        offer(self, "speaks", languages)
        offer(self, "native_language", languages, may_be_none=True)
        offer(self, "organisation", _organisations(council, member), may_be_none=True)
        if member is not None:
            del self.fields["opens_account"]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip().lower()
        name = self.cleaned_data.get("public_name", "")
        return key or username_for(self.viewer, self.council, name)

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("public_name", "")
        besides = self.member.pk if self.member else None
        self.alike = lookalikes(self.viewer, self.council, name, besides=besides) if name else []
        if self.alike and not self.cleaned_data.get("knows_likeness"):
            message = _("There is a member with this name, or one that looks like it: %(names)s.")
            self.add_error("public_name", message % {"names": ", ".join(self.alike)})
        return self.cleaned_data

    def facts(self) -> MemberFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return MemberFacts(
            key=entered["key"],
            public_name=entered["public_name"],
            native_name=entered["native_name"],
            native_language=entered["native_language"],
            reads=entered["reads"],
            speaks=entered["speaks"],
            email=entered["email"],
            phone=entered["phone"],
            organisation_id=int(entered["organisation"]) if entered["organisation"] else None,
        )

    def username(self) -> str:
        """Return the name of the account to open, empty for none."""
        return self.cleaned_data["key"] if self.cleaned_data.get("opens_account") else ""


def _facts_of(member: Member | None) -> dict[str, Any]:
    if member is None:
        return {}
    names = ("public_name", "native_name", "native_language", "email", "phone", "key")
    lists = {"reads": member.reads, "speaks": member.speaks}
    known = {name: getattr(member, name) for name in names}
    return known | lists | {"organisation": member.organisation_id or ""}


def _languages(council: Council, member: Member | None) -> Choices:
    own = [*member.reads, *member.speaks, member.native_language] if member else []
    codes = [code for code in (*council.languages, *own, *SPOKEN) if code]
    return [(code, own_language_name(code)) for code in dict.fromkeys(codes)]


def _organisations(council: Council, member: Member | None) -> Choices:
    rows = Organisation.objects.filter(council=council).order_by("key")
    own = member.organisation_id if member else None
    kept = [row for row in rows if row.is_active or row.pk == own]
    return sorted(named_choices(kept), key=lambda choice: str(choice[1]))


class AccountForm(OfficeForm):
    """Give a member an account."""

    refused_fields: ClassVar = {"username_taken": "username", "unfit_username": "username"}

    username = forms.CharField(
        label=_("Username"), max_length=40, widget=forms.TextInput(attrs=LATIN)
    )


class MemberFilterForm(forms.Form):
    """Which members to list."""

    q = forms.CharField(
        label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    bloc = forms.ChoiceField(label=_("Bloc"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Active")), ("inactive", _("Deactivated")), ("all", _("All"))],
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Body.objects.filter(council=council).order_by("pk")
        offer(self, "body", [("", _("All")), *_keyed_choices(bodies)])
        blocs = Bloc.objects.filter(council=council)
        offer(self, "bloc", [("", _("All")), *_keyed_choices(blocs)])

    def wanted(self) -> MemberFilter:
        """Return what is asked for; nonsense asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        state = asked.get("state") or "active"
        return MemberFilter(
            words=asked.get("q", ""),
            body=asked.get("body", ""),
            bloc=asked.get("bloc", ""),
            state="" if state == "all" else state,
        )


def _keyed_choices(rows: Iterable[Body] | Iterable[Bloc]) -> Choices:
    language = get_language() or "en"
    return [(row.key, pick(row.names, language).text) for row in rows]


class OrganisationForm(OfficeForm):
    """Enter or amend an organisation."""

    refused_fields: ClassVar = {"key_taken": "key"}

    key = forms.SlugField(
        label=_("Key"),
        max_length=40,
        widget=forms.TextInput(attrs=LATIN),
        help_text=_("A short word in ASCII letters, used in files and addresses."),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    bloc = forms.ChoiceField(label=_("Bloc"), required=False)
    is_active = forms.BooleanField(
        label=_("Takes part in the council"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, council: Council, organisation: Organisation | None, **options: Any
    ) -> None:
        known = organisation or Organisation(is_active=True)
        initial = {"key": known.key, "kind": known.kind, "is_active": known.is_active}
        initial["bloc"] = known.bloc_id or ""
        super().__init__(*args, initial=initial, **options)
        own = {known.kind: known.kind} if known.kind else {}
        offer(self, "kind", [*{**own, **ORGANISATION_KINDS}.items()], may_be_none=True)
        blocs = named_choices(Bloc.objects.filter(council=council))
        offer(self, "bloc", blocs, may_be_none=True)
        add_names(self, council.languages, known.names)

    def clean(self) -> dict[str, Any]:
        require_a_name(self)
        return self.cleaned_data

    def facts(self) -> OrganisationFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return OrganisationFacts(
            key=entered["key"],
            names=names_in(self),
            kind=entered["kind"],
            bloc_id=int(entered["bloc"]) if entered["bloc"] else None,
            is_active=entered["is_active"],
        )
