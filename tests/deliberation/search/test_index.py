"""The index follows whatever changes, forgets what is gone, and equals one made anew."""

from contextlib import suppress
from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.rules.errors import RuleViolation
from council.texts.models import TextVersion
from council.texts.services import translate_text
from deliberation.minutes.services.adopting import adopt_unopposed
from deliberation.proposals.services.submission import withdraw_proposal
from deliberation.register.services.erasing import erase_words, show_words, withhold_words
from deliberation.register.services.minuting import record_minutes
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.finding import Kind
from deliberation.search.machinery import has_trigrams
from deliberation.search.models import Due, Findable, Wording
from deliberation.search.selectors.finding import Asked, rows_for
from deliberation.search.services import catch_up, rebuild
from tests.deliberation.minutes.test_circulating import by_silence
from tests.factories.minutes import hold_meeting, make_circulated
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def index():
    """Return all that the index holds, but for the numbers of its rows."""
    facts = ("kind", "object_id", "reference", "place", "state", "year", "at", "folded")
    words = ("findable__kind", "findable__object_id", "language", "title", "text")
    return (
        sorted(Findable.objects.values_list(*facts)),
        sorted(Wording.objects.values_list(*words)),
    )


def found(words):
    catch_up(actor=None)
    return [(one.kind, one.object_id) for one in rows_for(Asked(words=words))]


def test_a_change_takes_the_old_words_out_at_once_and_the_new_ones_in(town):
    assert found("familien") == [(Kind.PROPOSAL, town.housing.pk)]

    TextVersion.objects.filter(text=town.housing.title, language="de").update(body="Gärten")

    assert not Findable.objects.filter(object_id=town.housing.pk, kind=Kind.PROPOSAL).exists()
    assert found("familien") == []
    assert found("garten") == [(Kind.PROPOSAL, town.housing.pk)]


def test_what_changed_often_is_read_once_and_the_rest_in_its_turn(town):
    for _ in range(3):
        TextVersion.objects.filter(text=town.housing.title).update(body="Gärten")

    assert catch_up(actor=None, at_most=1) == 1
    assert Due.objects.exists()
    while catch_up(actor=None, at_most=1):
        continue

    assert Findable.objects.count() == 3


def test_withheld_words_are_not_found_until_they_are_shown_again(town):
    decision = (Kind.DECISION, town.decision.pk)
    assert decision in found("kurslari")

    withhold_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")
    assert decision not in found("kurslari")

    show_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")
    assert decision in found("kurslari")


def test_erased_words_are_nowhere_in_the_index(town):
    assert found("kurslari")

    erase_words(
        actor=town.clerk,
        decision_id=town.decision.pk,
        language="tr",
        basis=ErasureBasis.REQUEST_KVKK,
    )

    assert found("kurslari") == []
    assert not Findable.objects.filter(folded__contains="kurslari").exists()
    assert not Wording.objects.filter(text__contains="kurs").exists()


def test_nothing_lingers_of_erased_words_once_the_index_is_merged(town):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no trigrams of rows that are gone")
    catch_up(actor=None)
    erase_words(
        actor=town.clerk,
        decision_id=town.decision.pk,
        language="tr",
        basis=ErasureBasis.REQUEST_KVKK,
    )

    call_command("search_index", stdout=StringIO())

    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.told USING fts5vocab(main, search_trigrams, row)")
        cursor.execute("SELECT count(*) FROM temp.told WHERE term = 'urs'")
        (many,) = cursor.fetchone()
        cursor.execute("DROP TABLE temp.told")
    assert many == 0


def test_minutes_are_found_once_they_are_published(db, settings, tmp_path):
    settings.REGISTER_DIR = tmp_path / "register"
    held = hold_meeting()
    by_silence(held, amount=1, unit="hours")
    minutes = make_circulated(held)
    minutes.objections_until = held.meeting.opened_at
    minutes.save()
    adopt_unopposed(actor=held.clerk, minutes_id=minutes.pk)
    assert found("reported") == []

    record_minutes(actor=held.clerk, minutes_id=minutes.pk)

    assert found("reported") == [(Kind.MINUTES, minutes.pk)]


def test_a_number_still_finds_the_decision_whose_words_are_gone(town):
    withhold_words(actor=town.clerk, decision_id=town.decision.pk, language="tr")

    assert (Kind.DECISION, town.decision.pk) in found(town.decision.number)


def test_the_command_reads_everything_anew(town):
    catch_up(actor=None)
    before = index()
    Findable.objects.all().delete()

    out = StringIO()
    call_command("search_index", rebuild=True, stdout=out)

    assert index() == before
    assert out.getvalue() == "3 things can be found.\n"


def test_the_command_catches_up(town):
    call_command("search_index", stdout=(out := StringIO()))

    assert not Due.objects.exists()
    assert "things were read anew" in out.getvalue()


def test_the_index_has_its_trigrams(db):
    assert has_trigrams(connection)


REFERENCES = (f"P-2025/{number}" for number in count(1))
ACTS = ("revise", "translate", "withdraw", "add", "withhold", "show", "publish", "catch up")


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=6))
def test_an_index_kept_equals_one_made_anew(town, acts):
    for number, act in enumerate(acts):
        do(town, act, number)
    catch_up(actor=None)
    kept = index()

    rebuild(actor=None)

    assert index() == kept


def do(town, act, number):
    """Do one thing that changes what can be found, or nothing where it is not in order."""
    clerk, decision, text = town.clerk, town.decision.pk, town.housing.title
    whole = {"actor": clerk, "decision_id": decision, "language": "tr"}
    deeds = {
        "revise": lambda: text.versions.filter(language="de").update(body=f"Wohnung {number}"),
        "translate": lambda: translate_text(
            actor=clerk, text_id=text.pk, language="en", body=f"Flats {number}"
        ),
        "withdraw": lambda: withdraw_proposal(
            actor=town.room.user(2), proposal_id=town.housing.pk, reason="Why"
        ),
        "add": lambda: make_proposal(town.body, title=f"Neu {number}", reference=next(REFERENCES)),
        "withhold": lambda: withhold_words(**whole),
        "show": lambda: show_words(**whole),
        "publish": lambda: make_proposal(town.body, title="Entwurf"),
        "catch up": lambda: catch_up(actor=None),
    }
    with suppress(RuleViolation):
        deeds[act]()
