"""Dates, numbers and names of languages, as readers of four languages know them."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from council.kernel import locales

MOMENT = dt.datetime(2026, 11, 26, 21, 5, tzinfo=dt.UTC)  # past midnight in Istanbul


@pytest.fixture(autouse=True)
def istanbul():
    with timezone.override("Europe/Istanbul"):
        yield


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "27 November 2026"),
        ("tr", "27 Kasım 2026"),
        ("de", "27. November 2026"),
        ("ar", "27 نوفمبر 2026"),
    ],
)
def test_a_date_is_the_councils_and_in_the_readers_language(language, words):
    with translation.override(language):
        assert locales.date_text(MOMENT) == words


@pytest.mark.parametrize("language", ["en", "tr", "de", "ar"])
def test_a_time_has_one_shape(language):
    with translation.override(language):
        assert locales.time_text(MOMENT) == "00:05"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "27 November 2026, 00:05"), ("ar", "27 نوفمبر 2026، 00:05")]
)
def test_a_moment_joins_both_as_the_language_does(language, words):
    with translation.override(language):
        assert locales.datetime_text(MOMENT) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "12,500"), ("tr", "12.500"), ("de", "12.500"), ("ar", "12,500")],
)
def test_digits_are_latin_everywhere(language, words):
    with translation.override(language):
        assert locales.number_text(12500) == words


@pytest.mark.parametrize(
    ("reader", "code", "words"),
    [("en", "tr", "Turkish"), ("tr", "ar", "Arapça"), ("de", "fa", "Persisch"), ("en", "xx", "xx")],
)
def test_a_language_is_named_to_the_reader(reader, code, words):
    with translation.override(reader):
        assert locales.language_name(code) == words


@pytest.mark.parametrize(
    ("reader", "words"), [("en", "A, B and C"), ("ar", "A وB وC"), ("tr", "A, B ve C")]
)
def test_words_are_listed_as_the_language_lists_them(reader, words):
    with translation.override(reader):
        assert locales.list_text(iter("ABC")) == words
        assert locales.list_text(["A"]) == "A"
        assert locales.list_text([]) == ""


@pytest.mark.parametrize(
    ("code", "words"), [("ar", "العربية"), ("ku", "Kurmancî"), ("it", "italiano"), ("xx", "xx")]
)
def test_a_language_names_itself(code, words):
    assert locales.own_language_name(code) == words


def test_a_share_is_a_whole_percentage():
    with translation.override("en"):
        assert locales.percent_text("0.665") == "66%"


def test_an_unknown_language_reads_english():
    with translation.override("xx"):
        assert locales.date_text(dt.date(2026, 1, 2)) == "2 January 2026"
