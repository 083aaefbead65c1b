"""Decisions as PDF: for archives, readable by programs in every direction, set once."""

import re
import shutil
import subprocess
import unicodedata

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from council.kernel import printing
from deliberation.proposals.selectors.texts import operative_texts
from deliberation.publication import printed
from deliberation.register.models import Decision
from deliberation.register.services.erasing import withhold_words
from deliberation.register.services.recording import record_outcome
from tests.factories.institution import make_user
from tests.factories.proposals import translate
from tests.factories.register import carried_poll, publish

pytestmark = pytest.mark.django_db
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # of direction
WORDS = {
    "ar": "دورات مسائية مجانية للجميع",
    "de": "Abendkurse für alle",
    "en": "Evening classes for all",
}


@pytest.fixture
def decision(town):
    """A decision in Turkish that was checked in three more languages."""
    poll = carried_poll(town.room, title="Akşam kursları", paragraphs=["İğde ağacı, çiğ süt."])
    for text in operative_texts(poll.proposal):
        translate(text, WORDS, checker=make_user())
    record_outcome(actor=town.room.chair, poll_id=poll.pk)
    return publish(town.clerk, Decision.objects.get(poll=poll))


def words_of(raw, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext was not found; on Debian: apt install poppler-utils")
    path = tmp_path / "decision.pdf"
    path.write_bytes(raw)
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    legible = MARKS.sub("", unicodedata.normalize("NFKC", told.stdout))
    return " ".join(legible.split())


@pytest.mark.parametrize(("language", "words"), [*WORDS.items(), ("tr", "İğde ağacı, çiğ süt.")])
def test_programs_can_read_every_language(decision, client, tmp_path, language, words):
    answer = client.get(f"/decisions/{decision.number}.pdf?lang={language}")
    told = words_of(answer.content, tmp_path)

    assert answer["Content-Type"] == "application/pdf"
    assert decision.number in told
    assert set(words.split()) <= set(told.split())


def test_it_is_one_for_archives_with_the_source_inside(decision, client, tmp_path):
    raw = client.get(f"/decisions/{decision.number}.pdf?lang=ar").content
    path = tmp_path / "decision.pdf"
    path.write_bytes(raw)

    with path.open("rb") as file:
        catalog = PDFDocument(PDFParser(file)).catalog
        metadata = resolve1(catalog["Metadata"]).get_data()

    assert {"MarkInfo", "StructTreeRoot", "AF", "OutputIntents", "Lang"} <= catalog.keys()
    assert re.search(rb"pdfaid:part\W+3", metadata)
    assert re.search(rb"pdfaid:conformance\W+A", metadata)


def test_it_is_set_once(decision, client, monkeypatch):
    path = f"/decisions/{decision.number}.pdf?lang=en"
    first = client.get(path).content

    monkeypatch.setattr(printed, "pdf_of", None)

    assert client.get(path).content == first


def test_withheld_words_are_on_no_paper(town, decision, client):
    path = f"/decisions/{decision.number}.pdf?lang=tr"
    client.get(path)

    for language in ("tr", *WORDS):
        withhold_words(actor=town.clerk, decision_id=decision.pk, language=language)

    assert client.get(path).status_code == 404


def test_letters_are_made_as_before():
    assert printing.pdf_of("<p>Word</p>", "letter.css").startswith(b"%PDF")
