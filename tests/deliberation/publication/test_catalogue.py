"""What data there is, for portals; what programs can ask; and small files that they know."""

import json
import re

import pytest
import rdflib
from django.urls import get_resolver
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from deliberation.publication.feeds import FEEDS
from tests.architecture.test_addresses import patterns
from tests.deliberation.publication.conftest import CANARIES
from tests.e2e.pages import DATA, FILE, NO_PAGES
from tests.factories.register import make_checkpoint

pytestmark = pytest.mark.django_db
FOR_PEOPLE = {"publication:oparl_nothing", "register:verifier"}


def read(client):
    answer = client.get("/catalog.ttl")
    assert answer["Content-Type"] == "text/turtle; charset=utf-8"
    return rdflib.Graph().parse(data=answer.content, format="turtle")


def test_the_catalogue_says_what_the_standard_demands(town, client):
    graph = read(client)
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    sets = list(graph.objects(catalog, DCAT.dataset))

    assert len(sets) == 3
    for each in [catalog, *sets]:
        assert {one.language for one in graph.objects(each, DCTERMS.title)} == {
            "ar", "tr", "en", "de",
        }  # fmt: skip
        assert list(graph.objects(each, DCTERMS.description))
        (publisher,) = graph.objects(each, DCTERMS.publisher)
        assert list(graph.objects(publisher, FOAF.name))
    for each in sets:
        assert list(graph.objects(each, DCAT.contactPoint))
        assert list(graph.objects(each, DCAT.keyword))
        for place in graph.objects(each, DCAT.distribution):
            (address,) = graph.objects(place, DCAT.accessURL)
            assert str(address).startswith("http://127.0.0.1:8000/")


def test_what_the_catalogue_names_is_there(register_dir, town, client):
    for address in read(client).objects(None, DCAT.accessURL):
        path = str(address).removeprefix("http://127.0.0.1:8000")

        assert client.get(path).status_code == 200 or path.endswith("/checkpoint")


def test_names_with_quotes_break_nothing(town, client):
    town.council.names = {"tr": 'A "B" \\ \n C'}
    town.council.save()

    assert 'A "B" \\ \n C' in {str(one) for one in read(client).objects(None, FOAF.name)}


FOR_PROGRAMS = (NO_PAGES[FILE] | NO_PAGES[DATA]) - FOR_PEOPLE


def test_the_description_names_every_address_for_programs_and_no_other(client):
    told = json.loads(client.get("/api/schema/").content)
    named = {re.sub(r"{[^}]*}", "{}", path) for path in told["paths"]}
    ours = {
        "/" + re.sub(r"<[^>]*>", "{}", str(pattern.pattern))
        for name, pattern in _whole(get_resolver())
        if name in FOR_PROGRAMS and name.partition(":")[0] in {"publication", "register"}
    }

    assert told["openapi"].startswith("3.1")
    assert named == ours


def _whole(resolver):
    return patterns(resolver).items()


def test_a_hole_can_be_told_of(client):
    told = client.get("/.well-known/security.txt").content.decode()

    assert re.search(r"^Contact: (https?|mailto):", told, re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", told, re.MULTILINE)
    assert "Canonical: http://127.0.0.1:8000/.well-known/security.txt" in told


def test_machines_that_search_are_told_what_not_to_read(client):
    told = client.get("/robots.txt").content.decode()

    assert "Disallow: /me/" in told
    assert "/open-data/" in told


def test_one_known_address_leads_to_everything(register_dir, town, client):
    make_checkpoint(town.council)
    answer = client.get("/.well-known/api-catalog")

    assert answer["Content-Type"].startswith("application/linkset+json; profile=")
    assert answer["Link"] == '<http://127.0.0.1:8000/.well-known/api-catalog>; rel="api-catalog"'
    linkset = answer.json()["linkset"]
    links = [
        link for each in linkset for links in each.values() if isinstance(links, list)
        for link in links
    ]  # fmt: skip
    assert {f"http://127.0.0.1:8000/feeds/{kind}.atom" for kind in FEEDS} < {
        each["href"] for each in links
    }
    kept = {"http://127.0.0.1:8000/register/verify_register.py"}  # a file; others download it
    assert kept < {each["href"] for each in links}
    for link in [each for each in links if each["href"] not in kept]:
        found = client.get(link["href"].removeprefix("http://127.0.0.1:8000"))
        assert found.status_code == 200, link
        assert found["Content-Type"].partition(";")[0] == link["type"], link


def test_the_page_on_open_data_leads_to_all_of_it(town, client):
    page = client.get("/open-data/").content.decode()

    for path in ("/calendar.ics", "/feeds/decisions.atom", "/oparl/1.1/", "/catalog.ttl",
                 "/api/schema/", "/.well-known/api-catalog",
                 f"/councils/{town.council.slug}/register/"):  # fmt: skip
        assert f'"{path}"' in page


def test_pages_lead_to_the_open_data(town, client):
    home = client.get("/").content.decode()
    meetings = client.get("/meetings/").content.decode()
    decisions = client.get(f"/councils/{town.council.slug}/decisions/").content.decode()

    assert '"/open-data/"' in home
    assert "/feeds/meetings.atom?lang=" in meetings
    assert "/feeds/decisions.atom?lang=" in decisions


def linked(answer):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode()
    )
    return [json.loads(one) for one in found]


def test_pages_tell_programs_what_they_show(town, client):
    meeting = linked(client.get(f"/meetings/{town.meeting.pk}/"))
    decision = linked(client.get(f"/decisions/{town.decision.number}/"))
    body = linked(client.get(f"/councils/{town.council.slug}/bodies/GMM/"))

    assert [one["@type"] for one in meeting + decision + body] == [
        "Event", "Legislation", "GovernmentOrganization",
    ]  # fmt: skip
    assert decision[0]["legislationIdentifier"] == town.decision.number
    assert meeting[0]["eventStatus"] == "https://schema.org/EventScheduled"
    assert "attendee" not in json.dumps(meeting)


def test_nothing_in_linked_data_ends_the_script(town, client):
    town.body.names = {"en": "</script><script>alert(1)</script>"}
    town.body.save()

    answer = client.get(f"/meetings/{town.meeting.pk}/")

    assert linked(answer)[0]["name"] == "</script><script>alert(1)</script>"
    assert b"<script>alert(1)" not in answer.content


def test_what_is_not_public_is_in_no_linked_data(town, hidden, client):
    client.force_login(town.clerk)

    closed = linked(client.get(f"/meetings/{hidden.closed.pk}/"))
    unpublished = linked(client.get(f"/decisions/{hidden.unpublished.number}/"))

    assert closed == unpublished == []


@pytest.mark.parametrize("path", ["/catalog.ttl", "/api/schema/", "/open-data/"])
def test_what_the_public_must_not_read_is_in_no_list_of_data(town, hidden, client, path):
    found = client.get(path).content.decode()

    assert [word for word in CANARIES if word in found] == []
