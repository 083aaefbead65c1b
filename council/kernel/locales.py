"""Dates, numbers and names of languages, written for the reader (Babel, Latin digits)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from babel import Locale, UnknownLocaleError, dates, lists, numbers
from django.utils import timezone, translation

OWN_NAMES = {
    "ar": "العربية",
    "tr": "Türkçe",
    "en": "English",
    "de": "Deutsch",
    "fa": "فارسی",
    "uk": "Українська",
    "ku": "Kurmancî",
    "fr": "Français",
    "ru": "Русский",
}
REGIONS = {"en": "en_GB"}  # day before month, as the other languages have it


def reader_locale() -> Locale:
    """Return Babel's locale for the active language, English if it is unknown."""
    language = (translation.get_language() or "en").split("-")[0]
    try:
        return Locale.parse(REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def date_text(day: dt.date, style: str = "long") -> str:
    """Write a date, or the local date of a moment: ``26 November 2026``."""
    shown = timezone.localtime(day).date() if isinstance(day, dt.datetime) else day
    return dates.format_date(shown, style, locale=reader_locale())


def month_text(day: dt.date) -> str:
    """Write the month of a date, short: ``Nov``."""
    return dates.format_date(day, "LLL", locale=reader_locale())


def time_text(moment: dt.datetime | dt.time) -> str:
    """Write the time of day in the council's time zone: ``14:05``."""
    shown = timezone.localtime(moment) if isinstance(moment, dt.datetime) else moment
    return shown.strftime("%H:%M")


def datetime_text(moment: dt.datetime, style: str = "long") -> str:
    """Write a moment in the council's time zone: ``26 November 2026, 14:05``."""
    pattern = str(dates.get_datetime_format("medium", locale=reader_locale())).replace("'", "")
    return pattern.replace("{1}", date_text(moment, style)).replace("{0}", time_text(moment))


def number_text(number: int | Decimal | str) -> str:
    """Write a number with the separators of the active language: ``1,250``."""
    return numbers.format_decimal(Decimal(number), locale=reader_locale())


def percent_text(share: int | Decimal | str) -> str:
    """Write a share of one as a percentage without decimals: ``0.66`` gives ``66%``."""
    return numbers.format_percent(Decimal(share), locale=reader_locale())


def list_text(words: Iterable[str]) -> str:
    """Join words as a sentence of the active language lists them: ``A, B and C``."""
    return lists.format_list(list(words), locale=reader_locale())


def language_name(code: str) -> str:
    """Name a language in the reader's language, as the middle of a sentence has it."""
    names = reader_locale().languages
    return str(names.get(code) or names.get(code.split("-", maxsplit=1)[0]) or code)


def own_language_name(code: str) -> str:
    """Name a language in itself: ``ar`` gives ``العربية``."""
    if code in OWN_NAMES:
        return OWN_NAMES[code]
    try:
        return Locale.parse(code, sep="-").get_language_name() or code
    except (UnknownLocaleError, ValueError):
        return code
