"""Words are entered by two people; list, secret and words decide; anybody can draw again."""

import pytest
from django.core.exceptions import PermissionDenied

from council.lots import publication, services
from council.lots.models import Chosen, LotRecord, Saying
from council.lots.selectors.lots import shown_to
from council.rules.lot.procedure import (
    LotHasMovedOn,
    LotStatus,
    NothingSaid,
    SamePerson,
    WordsDiffer,
    WordsUnconfirmed,
)
from tests.support.recounting import repeat_draw


@pytest.fixture
def lot(stage):
    stage.adopt()
    lot = stage.open()
    stage.read(lot)
    stage.compute(lot)
    return stage.publish(lot)


def files_of(lot, viewer):
    shown = shown_to(viewer, lot)
    draw = publication.draw_document(lot, shown.sayings, shown.panel, shown.alternates)
    return lot.lottery.encode(), draw.encode()


def test_an_outsider_draws_the_same_panel_from_the_files(stage, lot, tmp_path):
    stage.say(lot, "4 2 6")
    stage.say(lot, "karınca  نملة")
    lot = stage.draw(lot)

    script = publication.RECOUNT.read_bytes()
    status, told = repeat_draw(tmp_path, script, *files_of(lot, stage.actor))

    panel = [one.volunteer.ticket for one in Chosen.objects.filter(role="panel")]
    assert (status, told.splitlines()[0]) == (
        0,
        f"panel {lot.number} of 1000: {' '.join(panel)}",
    )


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ((1, b"4 2 6", b"4 2 7"), "was to be drawn"),
        ((1, b'"secret": "', b'"secret": "0'), "not the one committed to"),
        ((0, b'"rule":"leximin"', b'"rule":"leximax"'), "not the one that was drawn from"),
    ],
)
def test_whatever_is_changed_afterwards_is_noticed(forged, told, stage, lot, tmp_path):
    stage.say(lot, "4 2 6")
    files, (file, before, after) = [*files_of(stage.draw(lot), stage.actor)], forged
    files[file] = files[file].replace(before, after)

    status, said = repeat_draw(tmp_path, publication.RECOUNT.read_bytes(), *files)

    assert status == 1
    assert told in said


def test_nothing_is_drawn_before_somebody_present_added_chance(stage, lot):
    with pytest.raises(NothingSaid):
        stage.draw(lot)

    lot.refresh_from_db()
    assert (lot.status, lot.secret) == (LotStatus.PUBLISHED, "")


def test_nothing_is_drawn_while_a_second_person_is_awaited(stage, lot):
    stage.say(lot, second=False)

    with pytest.raises(WordsUnconfirmed):
        stage.draw(lot)


def test_who_entered_words_does_not_confirm_them(stage, lot):
    said = stage.say(lot, second=False)

    with pytest.raises(SamePerson):
        services.confirm_words(actor=stage.actor, saying_id=said.pk, words="4 2 6")


def test_the_second_person_must_have_heard_the_same(stage, cast, lot):
    said = stage.say(lot, second=False)

    with pytest.raises(WordsDiffer):
        services.confirm_words(actor=cast.chair, saying_id=said.pk, words="4 2 5")
    services.confirm_words(actor=cast.chair, saying_id=said.pk, words=" 4  2 6 ")

    said.refresh_from_db()
    assert said.confirmed_by == cast.chair


def test_words_entered_twice_by_a_double_press_stand_once(stage, lot):
    stage.say(lot, second=False)
    stage.say(lot, second=False)

    assert Saying.objects.count() == 1


def test_what_was_entered_wrongly_is_struck_out_and_stays_in_the_record(stage, lot):
    wrong = stage.say(lot, "1 1 1")
    services.strike_words(actor=stage.actor, saying_id=wrong.pk)
    with pytest.raises(NothingSaid):
        stage.draw(lot)

    stage.say(lot, "2 2 2")
    stage.draw(lot)

    kinds = LotRecord.objects.values_list("kind", flat=True)
    assert [str(kind) for kind in kinds][-4:] == [
        "words_confirmed", "words_struck", "words_confirmed", "drawn",
    ]  # fmt: skip


def test_a_draw_is_made_once(stage, lot):
    stage.say(lot)
    stage.draw(lot)

    with pytest.raises(LotHasMovedOn):
        stage.draw(lot)

    assert Chosen.objects.filter(role="panel").count() == 3


@pytest.mark.parametrize("person", ["member", "adviser", "outsider", "sysadmin"])
def test_nobody_else_enters_confirms_or_draws(person, stage, cast, lot):
    said, actor = stage.say(lot, second=False), getattr(cast, person)

    with pytest.raises(PermissionDenied):
        services.enter_words(actor=actor, lot_id=lot.pk, source="Dice", words="1")
    with pytest.raises(PermissionDenied):
        services.confirm_words(actor=actor, saying_id=said.pk, words="4 2 6")
    with pytest.raises(PermissionDenied):
        services.strike_words(actor=actor, saying_id=said.pk)
    with pytest.raises(PermissionDenied):
        services.draw_panel(actor=actor, lot_id=lot.pk)
