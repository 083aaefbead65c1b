import pytest

from council.texts.models import Origin, TextKind, TextVersion
from council.texts.selectors import bodies, languages_ready
from council.texts.services import (
    EmptyText,
    OwnTranslation,
    SameLanguage,
    check_version,
    create_standard_text,
    create_text,
    create_text_in,
    revise_text,
    translate_text,
)
from tests.factories.institution import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user()


@pytest.fixture
def checker():
    return make_user()


@pytest.fixture
def text(author):
    return create_text(
        actor=author, kind=TextKind.OPERATIVE, language="ar", body="دورات", author_name="Rania"
    )


def translated(text, actor, body="Kurslar", language="tr"):
    return translate_text(
        actor=actor, text_id=text.pk, language=language, body=body, author_name="Selin"
    )


def test_a_text_begins_with_the_words_of_its_author(text, author):
    version = text.versions.get()

    assert (version.body, version.language, version.origin) == ("دورات", "ar", Origin.WRITTEN)
    assert (version.author, version.author_name) == (author, "Rania")
    assert version.source_fingerprint == text.fingerprint


def test_words_are_stored_without_controls_and_overrides(author):
    text = create_text(
        actor=author, kind=TextKind.NOTE, language="en", body="  a\u202eb\x00\r\nc\n"
    )

    assert bodies(text) == {"en": "ab\nc"}


@pytest.mark.parametrize("body", ["", " \n", "\u202e\u2069"])
def test_a_text_without_a_word_is_refused(author, text, body):
    with pytest.raises(EmptyText):
        create_text(actor=author, kind=TextKind.NOTE, language="en", body=body)
    with pytest.raises(EmptyText):
        translated(text, author, body)
    with pytest.raises(EmptyText):
        revise_text(actor=author, text_id=text.pk, body=body)


def test_an_author_may_write_several_languages_and_blank_ones_are_left_out(author):
    text = create_text_in(
        actor=author,
        kind=TextKind.TITLE,
        bodies={"tr": "Kurslar", "ar": "دورات", "en": " "},
        language="ar",
    )

    assert text.language == "ar"
    assert bodies(text) == {"ar": "دورات", "tr": "Kurslar"}
    assert languages_ready(text) == {"ar"}


def test_approved_wording_is_ready_in_all_its_languages(checker):
    text = create_standard_text(
        actor=checker,
        kind=TextKind.QUESTION,
        bodies={"tr": "Kabul edilsin mi?", "ar": "هل يُعتمد؟"},
        language="tr",
    )

    assert languages_ready(text) == {"tr", "ar"}
    assert text.versions.get(language="ar").origin is Origin.MEMORY
    assert set(text.versions.values_list("checked_by", flat=True)) == {checker.pk}


def test_a_translation_replaces_the_one_before_and_keeps_it_in_the_record(text, author):
    translated(text, author, "Kurs")
    translated(text, author, "Kurslar")

    assert bodies(text)["tr"] == "Kurslar"
    assert text.versions.filter(language="tr").count() == 2


def test_the_original_is_not_translated_into_its_own_language(text, author):
    with pytest.raises(SameLanguage):
        translated(text, author, language="ar")


def test_a_translation_is_ready_once_somebody_else_checked_it(text, author, checker):
    version = translated(text, author)
    with pytest.raises(OwnTranslation):
        check_version(actor=author, version_id=version.pk)
    assert languages_ready(text) == {"ar"}

    check_version(actor=checker, version_id=version.pk)

    assert languages_ready(text) == {"ar", "tr"}


def test_the_first_check_stands(text, author, checker):
    version = translated(text, author)
    check_version(actor=checker, version_id=version.pk)

    checked = check_version(actor=make_user(), version_id=version.pk)

    assert checked.checked_by == checker


def test_a_version_that_was_replaced_is_not_checked_any_more(text, author, checker):
    old = translated(text, author, "Kurs")
    translated(text, author, "Kurslar")

    assert check_version(actor=checker, version_id=old.pk).checked_at is None


def test_revising_the_original_makes_its_translations_outdated(text, author, checker):
    check_version(actor=checker, version_id=translated(text, author).pk)

    revise_text(actor=author, text_id=text.pk, body="دورات مسائية")

    text.refresh_from_db()
    assert languages_ready(text) == {"ar"}
    assert bodies(text) == {"ar": "دورات مسائية", "tr": "Kurslar"}


def test_a_minor_revision_leaves_translations_good_but_not_those_outdated_before(
    text, author, checker
):
    check_version(actor=checker, version_id=translated(text, author, "Classes", "en").pk)
    revise_text(actor=author, text_id=text.pk, body="دورات مسائية")
    check_version(actor=checker, version_id=translated(text, author).pk)

    revise_text(actor=author, text_id=text.pk, body="دورات مسائيّة", is_minor=True)

    text.refresh_from_db()
    assert languages_ready(text) == {"ar", "tr"}


def test_the_database_knows_one_current_version_per_language(text, author):
    translated(text, author)
    translated(text, author, "Kurs")

    current = TextVersion.objects.filter(text=text, is_current=True)
    assert sorted(current.values_list("language", flat=True)) == ["ar", "tr"]
