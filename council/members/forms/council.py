"""The form for what a council says about itself."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import own_language_name
from council.members.facts import CouncilFacts
from council.members.forms.base import (
    NameField,
    OfficeForm,
    add_names,
    names_in,
    offer,
    require_a_name,
)
from council.members.models import Council

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


class CouncilForm(OfficeForm):
    """Amend the council's names, place, languages and time zone."""

    refused_fields: ClassVar = {"key_taken": "slug", "unknown_language": "languages"}

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(zone, zone) for zone in ZONES]
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages offered to readers"), widget=forms.CheckboxSelectMultiple
    )
    main_language = forms.ChoiceField(
        label=_("Main language"),
        help_text=_("For letters to people whose own language is not offered."),
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        names = ("time_zone", "languages", "main_language")
        initial = {name: getattr(council, name) for name in names}
        super().__init__(*args, initial=initial, **options)
        self.council = council
        codes = dict.fromkeys([*council.languages, *(code for code, _label in settings.LANGUAGES)])
        choices = [(code, own_language_name(code)) for code in codes]
        for name in names[1:]:
            offer(self, name, choices)
        add_names(self, council.languages, council.names)
        for language in council.languages:
            self.fields[f"place_{language}"] = NameField(
                label=_("Place"),
                max_length=120,
                required=False,
                initial=council.place.get(language, ""),
            )

    def clean(self) -> dict[str, Any]:
        require_a_name(self)
        return self.cleaned_data

    def facts(self) -> CouncilFacts:
        """Return what was entered; the address stays as it is."""
        entered = self.cleaned_data
        places = {code: entered[f"place_{code}"] for code in self.council.languages}
        return CouncilFacts(
            slug=self.council.slug,
            names=names_in(self),
            place={code: place for code, place in places.items() if place},
            time_zone=entered["time_zone"],
            languages=entered["languages"],
            main_language=entered["main_language"],
        )
