"""Translations reach the reader on a machine without GNU gettext."""

import gettext
import os

import pytest

from council.config.catalogues import compile_stale

TEXT = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Cast ballot"
msgstr "Oy kullan"
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "tr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(TEXT)
    return folder / "django.po"


def read(source):
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Cast ballot")


def test_a_catalogue_is_compiled_at_the_first_start(tmp_path, source):
    assert compile_stale(tmp_path) == [source.with_suffix(".mo")]
    assert read(source) == "Oy kullan"


def test_a_fresh_catalogue_is_left_alone(tmp_path, source):
    compile_stale(tmp_path)

    assert compile_stale(tmp_path) == []


def test_a_changed_text_is_compiled_again(tmp_path, source):
    compile_stale(tmp_path)
    source.write_text(TEXT.replace("kullan", "ver"))
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))

    compile_stale(tmp_path)

    assert read(source) == "Oy ver"


def test_nothing_but_catalogues_is_left_behind(tmp_path, source):
    compile_stale(tmp_path)

    assert {path.name for path in source.parent.iterdir()} == {"django.po", "django.mo"}
