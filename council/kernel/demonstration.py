"""Invented content for the pages that show every component; nothing of it is stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import translation

from council.kernel import svg
from council.kernel.names import direction
from council.kernel.widgets import DatePicker, MomentPicker, TimePicker

KINDS = ("for", "against", "abstain", "none", "absent")
BLOCS = (
    ("com", "Migrant and refugee communities", "مجتمعات المهاجرين واللاجئين", (18, 1, 2, 0, 3)),
    ("civ", "Civil society", "المجتمع المدني", (8, 1, 1, 0, 2)),
    ("cit", "City and districts", "البلدية والمناطق", (4, 2, 1, 0, 3)),
    ("uni", "Universities and chambers", "الجامعات والغرف المهنية", (4, 1, 1, 0, 2)),
    ("nei", "Neighbourhood heads", "مخاتير الأحياء", (3, 1, 0, 1, 1)),
)
WORDS = {
    "en": {
        "title": "Evening Turkish classes with childcare in every district",
        "lead": "The council asks the municipality to open free evening classes, with childcare, "
        "in at least one public building in every district from January 2027.",
        "question": "Amendment 2: an online group for people on night shifts",
        "amendment": "Amendment 1: a playroom at every class",
        "pages": ("Meetings", "Proposals", "Decisions", "Members", "Texts"),
        "stages": ("Presented", "Discussion", "Amendments", "Final vote"),
        "way": ("Adopted", "Published", "Forwarded to the municipality", "Answered"),
        "sentence": "Carried: 37 of 48 votes cast are for, more than half. Every bloc agrees.",
        "refusal": "The meeting has no quorum: 4 more members have to be present.",
        "remedy": "Ask the chair to repeat the roll call, or adjourn the meeting.",
    },
    "ar": {
        "title": "دورات مسائية لتعليم التركية مع رعاية الأطفال في كل منطقة",
        "lead": "يطلب المجلس من البلدية فتح دورات مسائية مجانية لتعليم اللغة التركية، مع رعاية "
        "للأطفال، في مبنى عام واحد على الأقل في كل منطقة ابتداءً من كانون الثاني/يناير 2027.",
        "question": "التعديل 2: مجموعة عبر الإنترنت للعاملين في النوبات الليلية",
        "amendment": "التعديل 1: غرفة لعب مع كل دورة",
        "pages": ("الاجتماعات", "المقترحات", "القرارات", "الأعضاء", "النصوص"),
        "stages": ("عُرض", "النقاش", "التعديلات", "التصويت النهائي"),
        "way": ("اعتُمد", "نُشر", "أُحيل إلى البلدية", "وردت الإجابة"),
        "sentence": "اعتُمد: 37 من 48 صوتاً مع الاقتراح، أي أكثر من النصف. جميع الكتل موافقة.",
        "refusal": "لم يكتمل النصاب: يلزم حضور 4 أعضاء آخرين.",
        "remedy": "اطلب من رئيس الجلسة إعادة التفقد أو رفع الجلسة.",
    },
}
MARKDOWN = """### Why
Classes in the evening need **a playroom**. See [the report](https://example.org/report).

1. One public building in every district
2. Two carers for ten children

> Nobody stays away because of a child.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text in one language, as a text version has it."""

    language: str
    body: str


TEXTS = (
    Sample("ar", "كثير من الأمهات لا يستطعن حضور الدورات لأن لا أحد يعتني بالأطفال."),
    Sample("tr", "Birçok anne çocuklara bakacak kimse olmadığı için kurslara gelemiyor."),
    Sample("en", "Many mothers cannot come because nobody looks after the children."),
)


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
    bloc = forms.ChoiceField(label="Bloc", choices=[(key, name) for key, name, *_ in BLOCS])
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
    photo = forms.FileField(label="Members", help_text="CSV or XLSX, at most 2 MB.", required=False)
    agreed = forms.BooleanField(label="I have read the rules of procedure")


def demonstration() -> dict[str, Any]:
    """Return what the pages of components show."""
    language = translation.get_language() or "en"
    words = WORDS.get(language, WORDS["en"])
    wrong = DemoForm({"name": "", "day": "tomorrow", "seats": "0", "title_tr": "Akşam kursları"})
    wrong.is_valid()
    return {
        "words": words,
        "content_language": language if language in WORDS else "en",
        "form": DemoForm(prefix="plain"),
        "wrong": wrong,
        "texts": TEXTS,
        "markdown": MARKDOWN,
        "now": dt.datetime(2026, 11, 26, 14, 5, tzinfo=dt.UTC),
        "today": dt.date(2026, 11, 26),
        "languages": ("ar", "tr", "en"),
        "blocs": _blocs(language),
        "totals": {kind: sum(row[3][place] for row in BLOCS) for place, kind in enumerate(KINDS)},
        "picture": _picture(language, words),
        "page": Paginator(range(90), 10).page(4),
    } | _navigation(words)


def _navigation(words: dict[str, Any]) -> dict[str, Any]:
    pages = [{"label": label, "url": "#main", "current": False} for label in words["pages"]]
    pages[0]["current"] = True
    icons = ("calendar", "doc", "gavel", "people", "text")
    entries = [page | {"icon": icon} for page, icon in zip(pages, icons, strict=True)]
    entries[1]["count"] = 3
    return {
        "nav": pages,
        "crumbs": pages[:2],
        "office_nav": [
            {"label": "", "entries": entries[:3]},
            {"label": "", "entries": entries[3:]},
        ],
        "account": {"name": "Ayşe Kaplan", "role": "", "links": pages[3:], "logout_url": "#main"},
        "stages": _steps(words["stages"], done=2),
        "way": _steps(words["way"], done=2),
    }


def _steps(labels: tuple[str, ...], *, done: int) -> list[dict[str, str]]:
    states = ["done"] * done + ["now"] + [""] * len(labels)
    return [
        {"label": label, "state": state, "when": "", "note": ""}
        for label, state in zip(labels, states, strict=False)
    ]


def _blocs(language: str) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "name": arabic if language == "ar" else english,
            "votes": dict(zip(("yes", "no", "abstain"), votes, strict=False)),
            "cast": sum(votes[:3]),
            "seats": sum(votes),
        }
        for key, english, arabic, votes in BLOCS
    ]


def _picture(language: str, words: dict[str, Any]) -> str:
    sectors = [
        svg.Sector(key, [kind for kind, n in zip(KINDS, votes, strict=True) for _ in range(n)])
        for key, _, _, votes in BLOCS
    ]
    return svg.hemicycle(
        sectors,
        title=words["amendment"],
        desc=words["sentence"],
        uid="demo",
        rtl=direction(language) == "rtl",
    )
