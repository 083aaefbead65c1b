"""Names: what may stand in one, what looks alike, what a search finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.naming import (
    fold,
    has_piled_marks,
    hidden_characters,
    is_reserved,
    is_username,
    skeleton,
    tidy,
    username_from,
)


@pytest.mark.parametrize(
    "name",
    [
        "Ayşe Kaplan",
        "رانيا الحموي",
        "Hêvîn Demir",
        "Оксана Коваленко",
        "Suriyeli محمد",
        "Nguyễn Thị",
    ],
)
def test_real_names_are_fit(name):
    assert hidden_characters(name) == ()
    assert not has_piled_marks(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sami\u202eRey", ("U+202E",)),
        ("Sami\u2066\u2069", ("U+2066", "U+2069")),
        ("\u200fSami", ("U+200F",)),
        ("\u061cSami", ("U+061C",)),
        ("Sa\x00mi", ("U+0000",)),
        ("Sa\x85mi", ("U+0085",)),
        ("\u200cSami", ("U+200C",)),
        ("Sami\u200d", ("U+200D",)),
    ],
)
def test_characters_that_nobody_sees_are_named(name, found):
    assert hidden_characters(name) == found


def test_joiners_inside_words_are_spelling():
    assert hidden_characters("می\u200cخواهم") == ()


def test_piled_marks_are_mischief():
    assert has_piled_marks("Z\u0300\u0301\u0302\u0303algo")
    assert not has_piled_marks("مُحَمَّد")


@pytest.mark.parametrize("word", ["Admin", "MODERATOR", "yönetici", "المدير", "Аdmin"])
def test_the_system_s_own_words_are_reserved(word):
    assert is_reserved(word)


def test_the_names_of_people_are_not_reserved():
    assert not is_reserved("Adnan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("فاطمة", "فاطمه"),
        ("علي", "على"),
        ("کریم", "كريم"),
        ("مـحـمـد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("ISPARTA", "ısparta"),
        ("İzmir", "izmir"),
        ("Çelik", "celik"),
        ("Ünal", "unal"),
        ("Weiß", "weiss"),
        ("٣", "3"),
        ("Al-Hamwi", "al hamwi"),
        ("می\u200cخواهم", "می خواهم"),
    ],
)
def test_spellings_of_the_same_words_fold_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(words):
    assert fold(fold(words)) == fold(words)


def test_lookalikes_share_a_skeleton():
    assert skeleton("\u0421eva\u0440 Kaya") == skeleton("Cevap  KAYA")
    assert skeleton("Selin") != skeleton("Selim")


def test_a_name_is_tidied():
    assert tidy(" Ays\u0327e\u00a0 Kaplan ") == "Ayşe Kaplan"


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Rania Al-Hamwi", "rania.hamwi"),
        ("Prof. Dr. Tuğba İnan", "tugba.inan"),
        ("Işıl Çağ", "isil.cag"),
        ("Hêvîn", "hevin"),
        ("رانيا الحموي", ""),
        ("Hala درويش", "hala"),
    ],
)
def test_a_username_is_made_of_the_latin_words(name, username):
    assert username_from(name) == username


@pytest.mark.parametrize(
    ("word", "is_fit"),
    [
        ("a", True),
        ("a.b-c_1", True),
        ("A", False),
        ("a..b", False),
        ("a.", False),
        ("x" * 41, False),
    ],
)
def test_usernames_have_a_form(word, is_fit):
    assert is_username(word) is is_fit


@given(st.text())
def test_a_proposed_username_can_be_used(name):
    proposed = username_from(name)

    assert proposed == "" or is_username(proposed)
