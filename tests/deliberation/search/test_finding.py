"""Everything public is found by its words, in every spelling; nothing else is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from deliberation.search.selectors import finding
from deliberation.search.selectors.finding import Asked, rows_for
from deliberation.search.services import catch_up

pytestmark = pytest.mark.django_db


def page(client, status=200, at="/search/", **asked):
    answer = client.get(at, asked)
    assert answer.status_code == status
    return html.fromstring(answer.content.decode())


def titles(found):
    return [" ".join(each.text_content().split()) for each in found.xpath("//li//h2")]


HOUSING = "Wohnungen für Familien"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("wohnung", HOUSING),
        ("WOHNUNGEN FUR", HOUSING),
        ("unterkunfte", HOUSING),  # within a compound
        ("unterhaltung", None),
        ("fl", HOUSING),  # shorter than a trigram
        ("istanbul", "Akşam kursları"),
        ("AKSAM", "Akşam kursları"),
        ("kurslari belediye", "Akşam kursları"),
    ],
)
def test_a_part_of_a_word_is_enough_in_every_spelling(town, client, words, title):
    assert title is None or title in titles(page(client, q=words))
    assert title is not None or titles(page(client, q=words)) == []


def test_arabic_is_found_with_and_without_vowels_and_shown_as_arabic(town, client):
    for words in ("مساكن", "مَساكن للعائلات"):
        (link,) = page(client, q=words).xpath("//li//h2/a/bdi")
        assert (link.get("lang"), link.get("dir")) == ("ar", "rtl")
        assert link.xpath("mark")


def test_words_of_two_languages_narrow_down_together(town, client):
    assert len(titles(page(client, q="wohnungen مساكن"))) == 1
    assert titles(page(client, q="wohnungen kurslari")) == []


@pytest.mark.parametrize(
    "words", ['"', "%", "_", "' OR 1=1 --", 'NEAR("a" b)', "*", "a AND", "\\", "-", "()", "مـ"]
)
def test_signs_of_query_languages_are_words_like_others(town, client, words):
    page(client, q=words)


def test_a_percent_sign_does_not_find_everything(town, client):
    assert titles(page(client, q="100%wohnungen")) == []


def test_what_is_too_long_or_unknown_is_refused_with_a_page(town, client):
    for asked in ({"q": "x" * 5000}, {"q": "a\0b"}, {"kind": "law"}, {"year": "1066"}):
        assert page(client, 422, **asked).xpath("//*[contains(@class, 'error')]")


def test_an_empty_search_shows_the_newest(town, client):
    assert len(titles(page(client))) == 3


def test_a_search_is_narrowed_down(town, client):
    assert titles(page(client, kind="decision")) == ["Akşam kursları"]
    assert titles(page(client, q="familien", state="under_way")) == [HOUSING]
    assert len(titles(page(client, body=town.body.pk))) == 3
    assert titles(page(client, q=town.decision.number)) == ["Akşam kursları"]


def test_a_year_has_its_archive_and_another_has_none(town, client):
    year = town.housing.submitted_at.year

    assert len(titles(page(client, at=f"/archive/{year}/"))) == 3
    page(client, 404, at="/archive/1999/")


def test_a_draft_is_not_found_even_by_its_mover(town, client):
    client.force_login(town.room.user(1))

    assert titles(page(client, q="geheimer")) == []


def test_markup_in_a_text_stays_text(town, client):
    town.housing.title.versions.filter(language="de").update(body="<b>Wohnungen</b> & mehr")

    (link,) = page(client, q="wohnungen").xpath("//li//h2/a")

    assert link.text_content().strip() == "<b>Wohnungen</b> & mehr"


def test_what_is_common_is_found_among_the_latest_and_the_same(town, monkeypatch):
    catch_up(actor=None)
    whole = list(rows_for(Asked()).values_list("pk", flat=True))
    monkeypatch.setattr(finding, "LATEST", 2)
    monkeypatch.setattr(finding, "MOST", 1)

    assert finding._common(Asked(words="e")) == whole[:2]
    assert finding._common(Asked(words="familien")) == []


def test_more_hits_need_no_more_queries(town, client):
    page(client)
    counts = []
    for words in ("familien", ""):
        with CaptureQueriesContext(connection) as queries:
            page(client, q=words)
        counts.append(len(queries))

    assert counts[0] == counts[1]
