"""Invented content for the page that shows every component; nothing of it is stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import translation

from council.kernel import svg
from council.kernel.names import direction
from council.kernel.widgets import DatePicker, MomentPicker, TimePicker

VOTES = (  # bloc: for, against, abstain, no vote, absent
    ("com", (18, 1, 2, 0, 3)), ("civ", (8, 1, 1, 0, 2)), ("cit", (4, 2, 1, 0, 3)),
    ("uni", (4, 1, 1, 0, 2)), ("nei", (3, 1, 0, 1, 1)),
)  # fmt: skip
KINDS = ("for", "against", "abstain", "none", "absent")
BLOCS = {
    "com": {"en": "Migrant and refugee communities", "ar": "مجتمعات المهاجرين واللاجئين"},
    "civ": {"en": "Civil society", "ar": "المجتمع المدني"},
    "cit": {"en": "City and districts", "ar": "البلدية والمناطق"},
    "uni": {"en": "Universities and chambers", "ar": "الجامعات والغرف المهنية"},
    "nei": {"en": "Neighbourhood heads", "ar": "مخاتير الأحياء"},
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text in one language, as a text version has it."""

    language: str
    body: str


TEXTS = (
    Sample("ar", "كثير من الأمهات لا يستطعن حضور الدورات لأن لا أحد يعتني بالأطفال."),
    Sample("tr", "Birçok anne çocuklara bakacak kimse olmadığı için kurslara gelemiyor."),
    Sample("en", "Many mothers cannot come to the classes because nobody looks after the children."),
)
MARKDOWN = """### Why
Classes in the evening need **a playroom**. See [the report](https://example.org/report).

1. One public building in every district
2. Two carers for ten children

> Nobody stays away because of a child.
"""


class DemoForm(forms.Form):
    """One field of every kind."""

    title_ar = forms.CharField(label="Title", initial="دورات مسائية مع رعاية الأطفال")
    title_tr = forms.CharField(label="Title", required=False)
    title_en = forms.CharField(label="Title", required=False)
    name = forms.CharField(label="Public name", help_text="The name people know you by.")
    email = forms.EmailField(label="E-mail", required=False)
    body = forms.CharField(label="Reason", widget=forms.Textarea, help_text="A few sentences.")
    day = forms.DateField(label="Day", widget=DatePicker)
    hour = forms.TimeField(label="Hour", widget=TimePicker, required=False)
    moment = forms.DateTimeField(label="Deadline", widget=MomentPicker, required=False)
    seats = forms.IntegerField(label="Seats", min_value=1)
    bloc = forms.ChoiceField(label="Bloc", choices=[(key, names["en"]) for key, names in BLOCS.items()])
    place = forms.ChoiceField(
        label="How do you take part?",
        choices=[("hall", "In the hall"), ("remote", "From elsewhere")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Languages you read",
        choices=[("ar", "العربية"), ("tr", "Türkçe"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that you read with ease.",
    )
    photo = forms.FileField(label="Members (CSV or XLSX)", help_text="At most 2 MB.", required=False)
    agreed = forms.BooleanField(label="I have read the rules of procedure")


def demonstration(request: HttpRequest) -> dict[str, Any]:
    """Return what the page of components shows."""
    language = translation.get_language() or "en"
    wrong = DemoForm({"name": "", "day": "tomorrow", "seats": "0", "title_tr": "Akşam kursları"})
    wrong.is_valid()
    return {
        "nav": _nav(),
        "form": DemoForm(prefix="plain"),
        "wrong": wrong,
        "texts": TEXTS,
        "markdown": MARKDOWN,
        "now": dt.datetime(2026, 11, 26, 14, 5, tzinfo=dt.UTC),
        "today": dt.date(2026, 11, 26),
        "languages": ("ar", "tr", "en"),
        "blocs": _blocs(),
        "picture": _picture(language),
        "keys": _totals(),
    }


def _nav() -> list[dict[str, Any]]:
    labels = ("Meetings", "Proposals", "Decisions", "Members", "Texts")
    return [
        {"label": label, "url": f"#{label.lower()}", "current": label == "Meetings"}
        for label in labels
    ]


def _blocs() -> list[dict[str, Any]]:
    return [
        {"key": key, "names": BLOCS[key], **dict(zip(KINDS, votes, strict=True)),
         "cast": sum(votes[:3]), "seats": sum(votes)}
        for key, votes in VOTES
    ]  # fmt: skip


def _picture(language: str) -> str:
    sectors = [
        svg.Sector(key, [kind for kind, n in zip(KINDS, votes, strict=True) for _ in range(n)])
        for key, votes in VOTES
    ]
    return svg.hemicycle(
        sectors,
        title="Amendment 1: a playroom at every class",
        desc="37 for, 6 against, 5 abstain. The table gives the numbers by bloc.",
        uid="demo",
        rtl=direction(language) == "rtl",
    )


def _totals() -> dict[str, int]:
    return {kind: sum(votes[place] for _, votes in VOTES) for place, kind in enumerate(KINDS)}
