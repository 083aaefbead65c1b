"""Rules of OParl 1.1 that are easy to miss, and what real servers get wrong: one test each."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from council.members.models import Mandate, Member
from council.texts.services import translate_text
from deliberation.meetings.models import Meeting
from deliberation.publication.tracing import forget, trace
from deliberation.register.models import Decision
from deliberation.register.services.erasing import withhold_words
from deliberation.rules.meetings import MeetingStatus
from tests.deliberation.publication.conftest import CANARIES
from tests.deliberation.publication.crawling import LISTS, SCHEMA, Crawl, nodes, objects_in
from tests.factories.institution import seat_members
from tests.factories.meetings import make_item, make_meeting

pytestmark = pytest.mark.django_db
TYPES = {
    "System", "Body", "LegislativeTerm", "Organization", "Person", "Membership", "Meeting",
    "AgendaItem", "Paper", "Consultation", "File", "Location",
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
LONG_AGO = "2020-01-01T00:00:00+00:00"


def path_of(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def of_type(crawl, name):
    return [one for one in crawl.objects.values() if one["type"] == f"{SCHEMA}{name}"]


def list_of(client, town, name, **asked):
    body = client.get("/oparl/1.1/body").json()["data"][0]
    return client.get(path_of(body[name]), asked).json()


def test_every_type_is_reached(crawl):
    found = {one["type"].removeprefix(SCHEMA) for one in crawl.objects.values()}

    assert found == TYPES


def test_every_object_says_what_it_is_and_since_when(crawl):
    for raw in crawl.raw.values():
        for path, one in objects_in(json.loads(raw)):
            assert {"id", "type", "created", "modified"} <= one.keys(), (path, one)


def test_moments_are_written_as_the_standard_writes_them(crawl):
    names = {"created", "modified", "start", "end"}
    for raw in crawl.raw.values():
        for path, value in nodes(json.loads(raw)):
            if path.rpartition(".")[2] in names:
                assert MOMENT.fullmatch(value), (path, value)


def test_days_are_written_as_the_standard_writes_them(crawl):
    days = {one["startDate"] for one in of_type(crawl, "LegislativeTerm")}

    assert days == {"2025-10-03"}
    assert {one["endDate"] for one in of_type(crawl, "LegislativeTerm")} == {"2027-10-02"}


def test_nothing_is_empty(crawl):
    for raw in crawl.raw.values():
        for path, value in nodes(json.loads(raw)):
            name = path.rpartition(".")[2]
            allowed = name in {"data", "links", "pagination", "legislativeTerm", ""}
            assert allowed or value not in (None, "", [], {}, "N/A", " "), path


def test_no_text_holds_a_character_that_readers_of_json_refuse(town, client):
    make_item(town.meeting, title="Kurs\x0b\x1f açılır")

    told = client.get("/oparl/1.1/body").json()["data"][0]
    raw = client.get(path_of(told["agendaItem"])).content.decode()

    assert "Kurs açılır" in raw
    assert not re.search("[\x00-\x1f]", raw)


def test_an_object_is_called_by_the_address_that_serves_it(crawl, client):
    for url, one in crawl.objects.items():
        answer = client.get(path_of(url))

        assert answer.status_code == 200
        assert answer.json()["id"] == url
        assert answer.json()["type"] == one["type"]


def test_whatever_is_named_is_found_in_a_list(crawl):
    listed = {one["id"] for found in crawl.lists.values() for one in found}
    root = next(one["id"] for one in of_type(crawl, "System"))
    named = {
        value
        for raw in crawl.raw.values()
        for path, value in nodes(json.loads(raw))
        if isinstance(value, str)
        and re.search(r"/oparl/1\.1/[a-z-]+/[^/?]+$", value)
        and ".links" not in path
    }

    assert named
    assert named - listed == set()
    assert root.endswith("/oparl/1.1/")


def test_lists_have_all_three_parts(town, client):
    told = client.get("/oparl/1.1/body").json()

    assert told.keys() == {"data", "pagination", "links"}
    assert isinstance(told["data"], list)
    for name in LISTS:
        assert list_of(client, town, name).keys() == {"data", "pagination", "links"}


def test_pages_are_of_one_size_and_lose_nothing(town, client):
    seat_members(town.body, 4)
    whole = [one["id"] for one in list_of(client, town, "membership")["data"]]
    url = client.get("/oparl/1.1/body").json()["data"][0]["membership"] + "?limit=3"

    pages = []
    while url:
        page = client.get(path_of(url)).json()
        pages.append(page["data"])
        url = page["links"].get("next")

    assert [one["id"] for page in pages for one in page] == whole
    assert {len(page) for page in pages[:-1]} == {3}
    assert page["pagination"]["totalElements"] == len(whole)


def test_the_order_does_not_follow_changes(town, client):
    before = [one["id"] for one in list_of(client, town, "person")["data"]]

    Member.objects.filter(pk=town.room.members[0].pk).update(public_name="Zeynep")

    assert [one["id"] for one in list_of(client, town, "person")["data"]] == before


@pytest.mark.parametrize(
    "name", ["created_since", "created_until", "modified_since", "modified_until"]
)
@pytest.mark.parametrize("kind", LISTS)
def test_every_list_heeds_every_filter(town, client, kind, name):
    everything, nothing = ("1990-01-01T00:00:00+00:00", "2990-01-01T00:00:00+00:00")
    if name.endswith("until"):
        everything, nothing = nothing, everything

    assert list_of(client, town, kind, **{name: everything})["data"]
    assert list_of(client, town, kind, **{name: nothing})["data"] == []


def test_nested_lists_heed_filters_too(crawl, client):
    meetings = [one["meeting"] for one in of_type(crawl, "Organization") if "meeting" in one]

    assert any(client.get(path_of(url)).json()["data"] for url in meetings)
    for url in meetings:
        later = client.get(path_of(url), {"created_since": "2990-01-01T00:00:00Z"})
        assert later.json()["data"] == []


def test_filters_stay_in_every_link(town, client):
    asked = {"limit": "2", "modified_since": LONG_AGO, "omit_internal": "true"}

    links = list_of(client, town, "membership", **asked)["links"]

    for name in ("first", "self", "next", "last"):
        query = Client().get(path_of(links[name])).wsgi_request.GET
        assert asked.items() <= query.dict().items()


def test_an_encoded_question_and_one_with_a_bare_plus_are_read(town, client):
    body = path_of(client.get("/oparl/1.1/body").json()["data"][0]["meeting"])

    encoded = client.get(f"{body}?created_since=2990-01-01T00%3A00%3A00%2B03%3A00")
    bare = client.get(f"{body}?created_since=2990-01-01T00:00:00+03:00")

    assert encoded.json()["data"] == bare.json()["data"] == []


@pytest.mark.parametrize(
    "question", ["modified_since=yesterday", "created_until=2026-01-01", "limit=0", "limit=-1",
                 "limit=x", "page=0", "omit_internal=maybe", "modified_since="]
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_refused(town, client, question):
    body = path_of(client.get("/oparl/1.1/body").json()["data"][0]["meeting"])

    answer = client.get(f"{body}?{question}")

    assert answer.status_code == 400
    assert answer.json().keys() == {"type", "message", "debug"}
    assert answer.json()["type"] == f"{SCHEMA}Error"


def test_internal_objects_can_be_left_out(town, client):
    whole = list_of(client, town, "meeting")["data"]
    lean = list_of(client, town, "meeting", omit_internal="true")["data"]

    assert any("agendaItem" in one for one in whole)
    assert not any("agendaItem" in one for one in lean)


def test_embedded_objects_do_not_name_what_they_stand_in(town, client):
    meeting = next(one for one in list_of(client, town, "meeting")["data"])
    person = next(one for one in list_of(client, town, "person")["data"])

    assert not any("meeting" in one for one in meeting["agendaItem"])
    assert not any("person" in one for one in person["membership"])
    alone = client.get(path_of(meeting["agendaItem"][0]["id"])).json()
    assert alone["meeting"] == meeting["id"]
    assert client.get(path_of(person["membership"][0]["id"])).json()["person"] == person["id"]


def test_items_are_counted_from_nought_without_gaps(town, client):
    make_item(town.meeting, is_public=False)
    for meeting in list_of(client, town, "meeting")["data"]:
        items = meeting.get("agendaItem", [])

        assert [one["order"] for one in items] == list(range(len(items)))
        alone = [client.get(path_of(one["id"])).json()["order"] for one in items]
        assert alone == list(range(len(items)))


def test_a_decided_item_tells_result_words_and_figures(town, client):
    item = client.get(f"/oparl/1.1/agenda-item/{town.item.uuid}").json()

    assert item["resolutionText"].startswith("Akşam kursları\n\nKurs açılır.")
    assert item["resolutionFile"]["type"] == f"{SCHEMA}File"
    assert item["majlis:decision"] == town.decision.number
    vote = item["majlis:vote"]
    assert (vote["for"], vote["against"], vote["eligible"], vote["adopted"]) == (3, 0, 5, True)


def test_a_paper_tells_its_languages_its_way_and_its_amendments(town, client):
    paper = client.get(f"/oparl/1.1/paper/{town.decision.proposal.uuid}").json()

    assert paper["name"] == "Akşam kursları"
    assert paper["majlis:translations"]["ar"] == {
        "name": "دورات مسائية",
        "origin": "interpreted",
        "reviewed": True,
    }
    assert [one["agendaItem"].rpartition("/")[2] for one in paper["consultation"]] == [
        str(town.item.uuid)
    ]
    amendment = client.get(path_of(paper["subordinatedPaper"][0])).json()
    assert amendment["superordinatedPaper"] == [paper["id"]]
    assert isinstance(paper["auxiliaryFile"], list)


def test_a_file_can_be_read_kept_and_checked(town, client):
    paper = client.get(f"/oparl/1.1/paper/{town.decision.proposal.uuid}").json()
    file = client.get(path_of(paper["mainFile"]["id"])).json()

    shown = client.get(path_of(file["accessUrl"]))
    kept = client.get(path_of(file["downloadUrl"]))

    assert "Content-Disposition" not in shown.headers
    assert kept["Content-Disposition"].startswith("attachment; filename=")
    assert shown["Content-Type"].partition(";")[0] == file["mimeType"]
    assert len(shown.content) == file["size"]
    assert "Kurs açılır." in file["text"]
    assert shown.content.decode().strip() == file["text"]
    assert len(file["sha512Checksum"]) == 128
    assert not re.search(r"(?<!:)//|\.txt\.txt", file["accessUrl"] + file["downloadUrl"])


def test_deleted_objects_are_told_of_only_to_those_who_ask_what_is_new(town, client):
    person = town.room.members[4]
    own = f"/oparl/1.1/person/{person.uuid}"
    name = client.get(own).json()["name"]
    Member.objects.filter(pk=person.pk).update(is_active=False)

    told = client.get(own)
    plain = list_of(client, town, "person")["data"]
    news = list_of(client, town, "person", modified_since=LONG_AGO)["data"]
    stones = [one for one in news if one.get("deleted")]

    assert told.status_code == 200
    assert told.json().keys() == {"id", "type", "created", "modified", "deleted"}
    assert told.json() == stones[0]
    assert not any("deleted" in one for one in plain)
    assert name not in json.dumps(news, ensure_ascii=False)


def test_who_is_gone_is_embedded_nowhere(town, client):
    person = town.room.members[4]
    mandate = Mandate.objects.get(member=person)
    Member.objects.filter(pk=person.pk).update(is_active=False)

    crawl = Crawl(client).everything("/oparl/1.1/")

    assert not any(str(person.uuid) in raw for raw in crawl.raw.values())
    assert not any(str(mandate.uuid) in raw for raw in crawl.raw.values())
    assert client.get(f"/oparl/1.1/membership/{mandate.uuid}").json()["deleted"] is True


def test_a_meeting_taken_off_the_site_is_a_stone_with_all_in_it(town, client):
    Meeting.objects.filter(pk=town.meeting.pk).update(is_public=False)

    for kind, uuid in (
        ("meeting", town.meeting.uuid),
        ("location", town.meeting.uuid),
        ("agenda-item", town.item.uuid),
        ("consultation", town.item.uuid),
    ):
        assert client.get(f"/oparl/1.1/{kind}/{uuid}").json()["deleted"] is True


def test_withheld_words_are_gone_and_their_file_too(town, client):
    item = f"/oparl/1.1/agenda-item/{town.item.uuid}"
    file = client.get(item).json()["resolutionFile"]

    withhold_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")

    assert "resolutionText" not in client.get(item).json()
    assert client.get(path_of(file["id"])).json()["deleted"] is True
    assert client.get(path_of(file["accessUrl"])).status_code == 410


def test_a_decision_withheld_as_a_whole_has_no_words_and_no_file(town, client):
    item = f"/oparl/1.1/agenda-item/{town.item.uuid}"
    file = client.get(item).json()["resolutionFile"]

    Decision.objects.filter(pk=town.decision.pk).update(withheld_at=timezone.now())

    assert "resolutionText" not in client.get(item).json()
    assert client.get(path_of(file["id"])).json()["deleted"] is True
    assert client.get(path_of(file["accessUrl"])).status_code == 410
    assert client.get(f"/decisions/{town.decision.number}.akn.xml").status_code == 404
    assert "Kurs açılır" not in client.get("/feeds/decisions.atom").content.decode()


def test_what_changes_within_an_object_makes_it_new(town, client):
    forget("default")
    Meeting.objects.filter(pk=town.meeting.pk).update(modified=LONG_AGO)
    trace("default")
    asked = {"modified_since": "2021-01-01T00:00:00+00:00"}
    before = {one["id"] for one in list_of(client, town, "meeting", **asked)["data"]}

    translate_text(actor=None, text_id=town.item.title_id, language="de", body="Abendkurse")
    after = {one["id"] for one in list_of(client, town, "meeting", **asked)["data"]}

    assert {one.rpartition("/")[2] for one in after - before} == {str(town.meeting.uuid)}


@pytest.mark.parametrize(
    "path",
    [
        "/oparl/1.1/person/nobody",
        "/oparl/1.1/unknown/x",
        "/oparl/2/",
        "/oparl/1.1/body/x/meeting",
        "/oparl/1.1/file/decision-X-1-tr",
    ],
)
def test_what_is_not_there_is_an_error_that_programs_read(town, client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json()["type"] == f"{SCHEMA}Error"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_written(town, client):
    answer = client.post("/oparl/1.1/")

    assert answer.status_code == 405
    assert answer.json()["type"] == f"{SCHEMA}Error"


def test_scripts_of_every_site_may_read(town, client):
    answer = client.get("/oparl/1.1/")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_is_unchanged_is_not_sent_again(town, client):
    own = f"/oparl/1.1/meeting/{town.meeting.uuid}"
    tag = client.get(own)["ETag"]

    again = client.get(own, headers={"if-none-match": tag})
    Meeting.objects.filter(pk=town.meeting.pk).update(place={"tr": "Kütüphane"})
    changed = client.get(own, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_called_off_meeting_stays_and_says_so(town, client):
    meeting = make_meeting(town.body, status=MeetingStatus.CANCELLED)

    assert client.get(f"/oparl/1.1/meeting/{meeting.uuid}").json()["cancelled"] is True


def test_a_draft_is_no_meeting_yet(town, client):
    meeting = make_meeting(town.body, status=MeetingStatus.DRAFT, convened_at=None)

    assert client.get(f"/oparl/1.1/meeting/{meeting.uuid}").status_code == 404


def test_the_council_is_in_a_list_of_its_own(town, client):
    told = client.get("/oparl/1.1/body").json()

    assert [one["shortName"] for one in told["data"]] == [town.council.slug]
    assert [one["startDate"] for one in told["data"][0]["legislativeTerm"]] == ["2025-10-03"]


def test_what_the_public_must_not_read_is_in_no_answer(town, hidden, client):
    plain = Crawl(client).everything("/oparl/1.1/")
    for name in LISTS:
        plain.walk(
            f"{plain.get('/oparl/1.1/body')['data'][0][name]}?modified_since=1990-01-01T00:00:00Z"
        )
    for one in of_type(plain, "File"):
        if "deleted" not in one:
            plain.raw[one["accessUrl"]] = client.get(path_of(one["accessUrl"])).content.decode()

    everything = "\n".join(plain.raw.values())

    assert [word for word in CANARIES if word in everything] == []
    assert hidden.unpublished.number not in everything
    assert hidden.withheld.number in everything
    item = client.get(f"/oparl/1.1/agenda-item/{hidden.secret.uuid}").json()
    assert (item["public"], item["name"]) == (False, "Kamuya kapalı madde")


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_costs_the_same_for_one_and_for_three(town, client, kind):
    url = path_of(client.get("/oparl/1.1/body").json()["data"][0][kind])

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    before = count()
    for _ in range(2):
        make_item(make_meeting(town.body), proposal=town.decision.proposal)
    seat_members(town.body, 2)

    assert count() == before <= 12
