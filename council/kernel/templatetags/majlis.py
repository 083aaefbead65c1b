"""The tags every page is built with; `council/docs/guides/components.md` shows each in use."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from council.kernel import locales, svg
from council.kernel.markup import render_markdown
from council.kernel.names import Name, direction, pick
from council.kernel.scripts import script_url
from council.kernel.stylesheet import stylesheet_url
from council.kernel.widgets import control_attributes, field_kind

register = template.Library()


class Written(Protocol):
    """Something written in a language: a version of a text."""

    language: str
    body: str


SPRITE = Path(__file__).parents[2] / "static/council/img/sprite.svg"


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all icons in the sprite."""
    return frozenset(re.findall(r'id="i-([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw a decorative icon; the class ``dir`` mirrors one that points along the line."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"There is no icon {name!r} in {SPRITE.name}.")
    return format_html(
        '<svg class="i {}" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        classes,
        static("council/img/sprite.svg"),
        name,
    )


@register.simple_tag
def avatar(name: str, bloc: str | int = "", size: str = "") -> SafeString:
    """Draw a person's initials in the colour of their bloc; the name itself stands beside it."""
    return format_html(
        '<span class="avatar{}{}" aria-hidden="true">{}</span>',
        f" bloc-{bloc}" if bloc else "",
        f" avatar-{size}" if size else "",
        initials(str(name)),
    )


def initials(name: str) -> str:
    """Return the first letters of the first and last word, titles left out.

    >>> initials("Dr. Ayşe Kaplan"), initials("Hêvîn")
    ('AK', 'H')
    """
    words = [word for word in name.split() if not word.endswith(".") and word[0].isalpha()]
    ends = [*words[:1], *words[1:][-1:]]
    return "".join(word.removeprefix("ال")[:1] or word[:1] for word in ends)


# --- forms -----------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", language: str = "") -> dict[str, Any]:
    """Draw a form field with label, hint, errors and everything assistive technology needs."""
    attributes = control_attributes(bound)
    if language:
        attributes |= {"lang": language, "dir": direction(language)}
    if hint:
        bound.help_text = hint
    return {
        "field": bound,
        "kind": field_kind(bound),
        "control": bound.as_widget(attrs=attributes),
    }


@register.inclusion_tag("components/language_fields.html")
def language_fields(form: BaseForm, name: str, languages: Sequence[str]) -> dict[str, Any]:
    """Draw the fields ``name_tr``, ``name_ar`` … as one folding entry for each language."""
    return {
        "entries": [
            {"language": code, "field": form[f"{name}_{code}"], "first": place == 0}
            for place, code in enumerate(languages)
        ]
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what has to be mended above the form, each with a link to its field."""
    fields = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [bound for bound in form if bound.errors and bound.is_hidden]
    return {"form": form, "fields": fields, "hidden": hidden}


@register.simple_tag
def idempotency_key() -> SafeString:
    """Put in the hidden key by which a repeated act is recognised."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())


# --- dates, numbers, languages -----------------------------------------------------------------


@register.simple_tag
def localdate(day: dt.date | None, style: str = "long") -> str:
    """Write a date in the reader's language."""
    return "" if day is None else _time_element(_iso_day(day), locales.date_text(day, style))


def _iso_day(day: dt.date) -> str:
    return (timezone.localtime(day).date() if isinstance(day, dt.datetime) else day).isoformat()


@register.simple_tag
def localtime(moment: dt.datetime | dt.time | None) -> str:
    """Write a time of day, in the council's time zone."""
    if moment is None:
        return ""
    return _time_element(moment.isoformat(), locales.time_text(moment))


@register.simple_tag
def localdatetime(moment: dt.datetime | None, style: str = "long") -> str:
    """Write a moment in the reader's language and the council's time zone."""
    if moment is None:
        return ""
    return _time_element(moment.isoformat(), locales.datetime_text(moment, style))


def _time_element(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.simple_tag
def number(value: int | Decimal | str) -> SafeString:
    """Write a number in Latin digits with the reader's separators."""
    return format_html('<bdi class="num">{}</bdi>', locales.number_text(value))


@register.simple_tag
def language_dir(code: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language."""
    return direction(code)


register.filter("as_date", locales.date_text)
register.filter("as_month", locales.month_text)
register.filter("as_time", locales.time_text)
register.filter("as_datetime", locales.datetime_text)
register.filter("as_number", locales.number_text)
register.simple_tag(locales.language_name, name="language_name")
register.simple_tag(locales.own_language_name, name="own_language_name")


# --- what people wrote -------------------------------------------------------------------------


@register.filter
def markdown(source: str) -> SafeString:
    """Turn Markdown into harmless HTML."""
    return render_markdown(source or "")


@register.simple_tag
def textblock(version: Written | None, form: str = "plain") -> SafeString:
    """Show a text version as a block of its own, in its language and direction."""
    if version is None:
        return mark_safe("")
    body = (
        render_markdown(version.body)
        if form == "markdown"
        else mark_safe(linebreaks(version.body, autoescape=True))  # noqa: S308  escaped
    )
    return format_html(
        '<div class="prose" lang="{}" dir="{}">{}</div>',
        version.language,
        direction(version.language),
        body,
    )


@register.simple_tag
def textline(version: Written | Name | None) -> SafeString:
    """Show a text version (``body``) or a name (``text``) within a line, isolated."""
    if version is None:
        return mark_safe("")
    words = version.text if isinstance(version, Name) else version.body
    return _isolated(words, version.language)


@register.simple_tag
def name(names: Mapping[str, str]) -> SafeString:
    """Show a proper name in the reader's language or the nearest there is."""
    chosen = pick(names, translation.get_language() or "en")
    return _isolated(chosen.text, chosen.language)


@register.filter
def name_text(names: Mapping[str, str]) -> str:
    """Return a proper name in the reader's language as plain text, for letters and sentences."""
    return pick(names, translation.get_language() or "en").text


def _isolated(words: str, language: str) -> SafeString:
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), words)


# --- charts and style --------------------------------------------------------------------------


@register.simple_tag
def ring(percent: int) -> SafeString:
    """Draw how much of a time is left."""
    return svg.ring(percent)


@register.simple_tag
def share_bar(kind: str, part: int, total: int, label: str = "") -> SafeString:
    """Draw one share of a total, such as ``{% share_bar "bloc-civ" 9 10 %}``."""
    return svg.bar([(kind, part)], total=total, label=label)


register.simple_tag(stylesheet_url)
register.simple_tag(script_url)
