"""News as Atom: names for ever, and nothing that the public must not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from deliberation.publication.feeds import FEEDS
from deliberation.register.services.erasing import withhold_words
from tests.deliberation.publication.conftest import CANARIES
from tests.factories.meetings import make_meeting
from tests.factories.proposals import make_proposal, translate
from tests.factories.register import make_checkpoint

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, kind, language="tr"):
    answer = client.get(f"/feeds/{kind}.atom", {"lang": language})
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def all_of(feed, path):
    return [str(each) for each in feed.xpath(path, namespaces=ATOM)]


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_says_who_speaks_and_where_it_is(town, client, kind):
    feed = read(client, kind)

    assert all_of(feed, "a:author/a:name/text()") == ["Majlis"]
    assert all_of(feed, "a:link[@rel='self']/@href") == [
        f"http://127.0.0.1:8000/feeds/{kind}.atom?lang=tr"
    ]
    assert all_of(feed, "a:id/text()")[0].startswith("tag:")
    assert all_of(feed, "@xml:lang") == ["tr"]


@pytest.mark.parametrize("kind", ["decisions", "meetings", "papers"])
def test_news_are_told_with_a_name_for_ever(town, client, kind):
    feed = read(client, kind)

    (name,) = all_of(feed, "a:entry/a:id/text()")
    assert name.startswith("tag:127.0.0.1,2026:")
    assert all_of(feed, "a:entry/a:updated/text()")


def test_a_decision_is_told_in_the_language_that_was_asked_for(town, client):
    assert all_of(read(client, "decisions"), "a:entry/a:title/text()") == [
        f"{town.decision.number}: Akşam kursları"
    ]
    assert all_of(read(client, "papers", "ar"), "a:entry/a:title/text()") == [
        f"{town.decision.proposal.reference}: دورات مسائية"
    ]


def test_withheld_words_are_in_no_feed_and_the_name_stays(town, client):
    before = all_of(read(client, "decisions"), "a:entry/a:id/text()")

    withhold_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")
    after = read(client, "decisions")

    assert all_of(after, "a:entry/a:id/text()") == before
    assert "Kurs açılır" not in etree.tostring(after, encoding="unicode")


def test_the_register_is_told_by_its_signed_states(register_dir, town, client):
    checkpoint = make_checkpoint(town.council)

    told = all_of(read(client, "register"), "a:entry/a:summary/text()")

    assert [words.strip() for words in told] == [checkpoint.note.strip()]


@pytest.mark.parametrize("kind", FEEDS)
def test_what_the_public_must_not_read_is_in_no_feed(town, hidden, client, kind):
    found = client.get(f"/feeds/{kind}.atom").content.decode()

    assert [word for word in CANARIES if word in found] == []
    assert hidden.unpublished.number not in found
    assert "Geri çekilen söz" not in found


def test_there_is_no_feed_of_anything_else(town, client):
    assert client.get("/feeds/people.atom").status_code == 404


@pytest.mark.parametrize("kind", ["meetings", "papers"])
def test_a_feed_costs_the_same_for_one_and_for_three(town, client, kind):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/feeds/{kind}.atom")
        return len(asked)

    before = count()
    for _ in range(2):
        make_meeting(town.body)
        translate(make_proposal(town.body, status="submitted").title, {"ar": "مقترح"})

    assert count() == before <= 3
