"""One catalogue for the whole site: fresh, complete, and true to every placeholder."""

import re
import shutil
import subprocess
import sys

import polib
import pytest

from tests.support.machine import Missing, gettext
from tests.support.source import PACKAGES, ROOT

LOCALE = ROOT / "council" / "locale"
TRANSLATED = ("ar", "de", "tr")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|{(\w+)}")
UNNAMED = re.compile(r"(?<!%)%(?:%%)*[sdifr]")
REFRESH = "python3 manage.py makemessages --all --keep-pot --no-wrap --ignore=tests"


def catalogue(language):
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def texts(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def placeholders(text):
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}


def source(entry):
    return placeholders(entry.msgid + entry.msgid_plural)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """What GNU gettext finds in a copy of the source today."""
    try:
        gettext()
    except Missing as reason:
        pytest.skip(str(reason))
    place = tmp_path_factory.mktemp("extracted")
    for folder in (*PACKAGES, "templates"):
        unread = shutil.ignore_patterns("static", "locale", "__pycache__", "docs")
        shutil.copytree(ROOT / folder, place / folder, ignore=unread)
    (place / "council" / "locale").mkdir()
    shutil.copy(ROOT / "manage.py", place)
    command = "from django.core.management import execute_from_command_line as run; run()"
    arguments = ["makemessages", "--locale=en", "--keep-pot", "--no-wrap"]
    subprocess.run([sys.executable, "-c", command, *arguments], cwd=place, check=True)
    return polib.pofile(str(place / "council" / "locale" / "django.pot"))


def test_the_template_of_the_catalogue_is_fresh(extracted):
    kept = texts(polib.pofile(str(LOCALE / "django.pot")))

    assert kept == texts(extracted), f"refresh with: {REFRESH}"


def test_every_placeholder_is_named(extracted):
    assert [entry.msgid for entry in extracted if UNNAMED.search(entry.msgid)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_every_text(language):
    template = polib.pofile(str(LOCALE / "django.pot"))
    translated = [entry for entry in catalogue(language) if entry.translated()]

    assert texts(template) - texts(translated) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_is_in_doubt_about_nothing(language):
    doubted = [entry.msgid for entry in catalogue(language) if entry.fuzzy and not entry.obsolete]

    assert doubted == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_what_the_text_names(language):
    wrong = [
        (entry.msgid, entry.msgstr)
        for entry in catalogue(language)
        if entry.msgstr and placeholders(entry.msgstr) != source(entry)
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_plural_leaves_out_its_number_at_most(language):
    wrong = [
        (entry.msgid, form)
        for entry in catalogue(language)
        for form in entry.msgstr_plural.values()
        if not placeholders(form) <= source(entry) or len(source(entry) - placeholders(form)) > 1
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_all_its_plural_forms(language):
    forms = int(re.search(r"nplurals=(\d)", catalogue(language).metadata["Plural-Forms"]).group(1))
    counts = {len(entry.msgstr_plural) for entry in catalogue(language) if entry.msgid_plural}

    assert counts <= {forms}
