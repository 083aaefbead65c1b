"""Errors found in minutes after their adoption: told beside them, and in the register."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.rules.errors import OutOfOrder
from council.texts.services import EmptyText
from deliberation.meetings.models import AgendaItem
from deliberation.minutes.models import Place
from deliberation.register.audit import audit
from deliberation.register.models import Erratum, RegisterEntry
from deliberation.register.selectors.errata import errata_of
from deliberation.register.services.amending import Note, correct_minutes
from deliberation.rules.ballots import ReasonNeeded
from tests.factories.minutes import hold_meeting, make_adopted, make_published

pytestmark = pytest.mark.django_db
WORDS, REASON = "Ten rooms, not twelve.", "The report says ten."


@pytest.fixture
def held(settings, tmp_path):
    settings.REGISTER_DIR = tmp_path / "register"
    return hold_meeting()


@pytest.fixture
def minutes(held):
    return make_published(held)


def put_right(held, minutes, actor=None, **facts):
    told = {"place": Place.ITEM, "item_id": held.item.pk, "language": "en"}
    told |= {"words": WORDS, "reason": REASON}
    note = Note(**told | facts)
    return correct_minutes(actor=actor or held.clerk, minutes_id=minutes.pk, note=note)


def test_a_correction_is_an_entry_of_its_own_and_names_the_one_before(held, minutes):
    before = RegisterEntry.objects.get(minutes=minutes)

    erratum = put_right(held, minutes)

    told = json.loads(erratum.entry.canonical)
    assert (told["type"], told["supersedes"]["index"]) == ("correction", before.index)
    assert WORDS not in erratum.entry.canonical
    shown = erratum.entry.disclosures.filter(published_at__isnull=False)
    assert sorted(shown.values_list("name", flat=True)) == ["prose/item-1/en", "reason"]
    assert audit(erratum.entry.head).findings == []


def test_the_minutes_stay_as_they_were_adopted(held, minutes, client):
    path = f"/meetings/{minutes.meeting_id}/minutes.akn.xml?lang=tr"
    before = client.get(path).content

    put_right(held, minutes)

    assert client.get(path).content == before


def test_everybody_reads_the_note_its_reason_and_its_line(held, minutes, client):
    erratum = put_right(held, minutes)

    page = client.get(f"/meetings/{minutes.meeting_id}/minutes/").content.decode()
    log = client.get(f"/councils/{minutes.meeting.council.slug}/register/").content.decode()

    assert WORDS in page
    assert REASON in page
    assert f"#{erratum.entry.index}<" in page
    assert "Minutes corrected" in log
    assert "Decision corrected" not in log


def test_of_a_closed_item_the_public_learns_nothing(held, minutes):
    AgendaItem.objects.filter(pk=held.item.pk).update(is_public=False)

    erratum = put_right(held, minutes)

    assert errata_of(minutes.pk, Audience.PUBLIC) == []
    assert len(errata_of(minutes.pk, Audience.MEMBER)) == 1
    assert not erratum.entry.disclosures.filter(published_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"words": " "}, EmptyText), ({"reason": ""}, ReasonNeeded), ({"item_id": 0}, Unseen)],
)
def test_a_note_needs_words_a_reason_and_a_place(held, minutes, facts, refusal):
    with pytest.raises(refusal):
        put_right(held, minutes, **facts)

    assert not Erratum.objects.exists()


def test_only_the_clerk_and_only_after_publication(held):
    adopted = make_adopted(held)

    with pytest.raises(PermissionDenied):
        put_right(held, adopted, actor=held.chair)
    with pytest.raises(OutOfOrder):
        put_right(held, adopted)


def test_the_clerk_does_it_on_a_page(held, minutes, client):
    client.force_login(held.clerk)
    path = f"/meetings/{minutes.meeting_id}/minutes/put-right/"
    assert client.get(path).status_code == 200
    told = {"spot": f"item-{held.item.pk}", "language": "en", "words": WORDS, "reason": " "}

    refused = client.post(path, told)
    done = client.post(path, told | {"reason": REASON})

    assert refused.status_code == 422
    assert done.status_code == 302
    assert Erratum.objects.get().words == WORDS
