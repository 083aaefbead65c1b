import pytest

from council.texts.models import Origin, Text, TextKind
from council.texts.selectors import (
    current_versions,
    languages_ready,
    missing_languages,
    reading,
    reading_fallbacks,
)
from council.texts.services import check_version, create_text, revise_text, translate_text
from tests.factories.institution import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user()


def make(author, translations=(), language="ar", body="دورات"):
    text = create_text(actor=author, kind=TextKind.TITLE, language=language, body=body)
    for other, words in dict(translations).items():
        translate_text(
            actor=author, text_id=text.pk, language=other, body=words, author_name="Selin"
        )
    return text


def test_a_reader_gets_their_language_and_who_interpreted_it(author):
    shown = reading(make(author, {"tr": "Kurslar"}), "tr")

    assert (shown.body, shown.direction, shown.author_name) == ("Kurslar", "ltr", "Selin")
    assert shown.origin is Origin.INTERPRETED
    assert (shown.original_body, shown.original_direction) == ("دورات", "rtl")
    assert (shown.is_original, shown.is_pending, shown.is_checked) == (False, False, False)
    assert str(shown) == "Kurslar"


@pytest.mark.parametrize(
    ("fallbacks", "language"), [((), "ar"), (("de", "en"), "en"), (("ar", "en"), "ar")]
)
def test_without_it_the_next_language_they_read_else_the_original(author, fallbacks, language):
    shown = reading(make(author, {"en": "Classes"}), "tr", fallbacks)

    assert (shown.language, shown.is_pending) == (language, True)


def test_the_original_needs_no_check_and_names_nobody_beside_it(author):
    shown = reading(make(author), "ar")

    assert (shown.is_original, shown.is_checked, shown.author_name) == (True, True, "")


def test_words_that_render_an_older_original_say_so(author):
    text = make(author, {"tr": "Kurslar"})
    revise_text(actor=author, text_id=text.pk, body="دورات مسائية")
    text.refresh_from_db()

    assert reading(text, "tr").is_outdated


def test_a_relayed_version_names_the_language_between(author):
    text = make(author, {"tr": "Kurslar"})
    translate_text(
        actor=author,
        text_id=text.pk,
        language="en",
        body="Classes",
        based_on=text.versions.get(language="tr"),
    )

    assert list(reading(text, "en").via) == ["tr"]


def test_what_a_vote_waits_for_is_named_once_for_all_texts(author):
    ready, half = make(author), make(author, {"tr": "Kurslar"})
    version = translate_text(actor=author, text_id=ready.pk, language="tr", body="Metin")
    check_version(actor=make_user(), version_id=version.pk)

    assert languages_ready(ready) == {"ar", "tr"}
    assert missing_languages([ready, half], ["tr", "ar", "en"]) == ["tr", "en"]
    assert missing_languages([], ["tr"]) == []


def test_a_reader_looks_first_where_they_read_and_then_where_we_write():
    assert list(reading_fallbacks(["ku", "tr"])) == ["ku", "tr", "en", "ar", "de"]


def test_many_texts_are_read_with_two_questions(author, django_assert_num_queries):
    for _ in range(3):
        make(author, {"tr": "Kurslar"})

    with django_assert_num_queries(2):
        found = [
            str(reading(text, "tr")) for text in Text.objects.prefetch_related(current_versions())
        ]

    assert found == ["Kurslar"] * 3
