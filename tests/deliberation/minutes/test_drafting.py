from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.visibility import Unseen
from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies
from council.texts.services import EmptyText, OwnTranslation, SameLanguage
from deliberation.meetings.order import ReasonMissing
from deliberation.minutes.models import FactKind, Minutes, Place
from deliberation.minutes.selectors.documents import facts_of
from deliberation.minutes.selectors.passages import passage_at, version_in
from deliberation.minutes.services.drafting import (
    Wording,
    check_passage,
    count_guests,
    draft_minutes,
    translate_passage,
)
from deliberation.minutes.services.facts import correct_bound, correct_presence
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.minutes import MeetingNotOver, WordsChangedMeanwhile
from deliberation.rules.record.facts import Stay
from deliberation.rules.record.presence import StaysOverlap
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_meeting
from tests.factories.minutes import hold_meeting, make_circulated, make_minutes, write
from tests.factories.voting import make_room

pytestmark = pytest.mark.django_db


def test_the_clerk_begins_the_minutes_of_a_meeting_that_has_ended(held):
    minutes = make_minutes(held)

    assert (minutes.meeting, minutes.clerk.user) == (held.meeting, held.clerk)


def test_asked_for_again_the_draft_is_the_same(held):
    first = make_minutes(held)

    assert make_minutes(held) == first
    assert Minutes.objects.count() == 1


def test_a_meeting_that_goes_on_has_no_minutes_yet(held):
    held.meeting.status = MeetingStatus.OPEN
    held.meeting.save()

    with pytest.raises(MeetingNotOver):
        make_minutes(held)


def test_members_do_not_write_minutes(held):
    minutes = make_minutes(held)

    with pytest.raises(PermissionDenied):
        draft_minutes(actor=held.user(1), meeting_id=held.meeting.pk)
    with pytest.raises(PermissionDenied):
        count_guests(actor=held.user(1), minutes_id=minutes.pk, guests=3)


def test_the_clerk_writes_and_writes_again(held):
    minutes = make_minutes(held)
    passage = write(held, minutes, "First words.")
    seen = version_in(passage_at(minutes, Place.ITEM, held.item.pk), "tr").pk

    write(held, minutes, "Better words.", seen=seen)

    passage.refresh_from_db()
    assert bodies(passage.text) == {"tr": "Better words."}


def test_the_second_of_two_editors_loses_nothing(held):
    minutes = make_minutes(held)
    passage = write(held, minutes, "First words.")
    seen = version_in(passage_at(minutes, Place.ITEM, held.item.pk), "tr").pk
    write(held, minutes, "Words of the quicker one.", seen=seen)

    with pytest.raises(WordsChangedMeanwhile):
        write(held, minutes, "Words of the slower one.", seen=seen)

    passage.refresh_from_db()
    kept = list(passage.text.versions.values_list("body", flat=True))
    assert kept == ["First words.", "Words of the quicker one."]


def test_who_saw_an_empty_place_does_not_write_over_anothers_words(held):
    minutes = make_minutes(held)
    write(held, minutes, "First words.")

    with pytest.raises(WordsChangedMeanwhile):
        write(held, minutes, "Other first words.", seen=0)


def test_words_are_written_where_there_is_a_place_for_them(held):
    minutes = make_minutes(held)
    elsewhere = hold_meeting()

    with pytest.raises(EmptyText):
        write(held, minutes, " ")
    with pytest.raises(Unseen):
        write(held, minutes, item_id=elsewhere.item.pk)
    with pytest.raises(Unseen):
        write(held, minutes, place=Place.OPENING)


def test_circulated_minutes_are_changed_by_corrections_only(held):
    minutes = make_circulated(held)

    with pytest.raises(OutOfOrder):
        write(held, minutes, place=Place.OPENING, item_id=None)
    with pytest.raises(OutOfOrder):
        count_guests(actor=held.clerk, minutes_id=minutes.pk, guests=3)


def test_somebody_else_checks_a_translation(held):
    minutes = make_minutes(held)
    write(held, minutes)
    place = {"place": Place.ITEM, "item_id": held.item.pk}
    wording = Wording(language="ar", body="قدّم الرئيس تقريراً.", **place)

    version = translate_passage(actor=held.clerk, minutes_id=minutes.pk, wording=wording)
    with pytest.raises(OwnTranslation):
        check_passage(actor=held.clerk, minutes_id=minutes.pk, language="ar", **place)
    other = make_member(held.meeting.council)
    give_office(other, held.meeting.body, "interpreter", directions=["tr>ar"])
    check_passage(actor=other.user, minutes_id=minutes.pk, language="ar", **place)

    version.refresh_from_db()
    assert (version.checked_by, version.author_name) == (other.user, str(minutes.clerk))


def test_what_cannot_be_translated(held):
    minutes = make_minutes(held)
    write(held, minutes)

    def translate(actor, language="ar", item_id=held.item.pk, **facts):
        wording = Wording(Place.ITEM, language, "Words", item_id=item_id, **facts)
        translate_passage(actor=actor, minutes_id=minutes.pk, wording=wording)

    seen = version_in(passage_at(minutes, Place.ITEM, held.item.pk), "tr").pk
    with pytest.raises(PermissionDenied):
        translate(held.user(1))
    with pytest.raises(SameLanguage):
        translate(held.clerk, "tr", seen=seen)
    with pytest.raises(WordsChangedMeanwhile):
        translate(held.clerk, seen=seen)
    with pytest.raises(Unseen):
        translate(held.clerk, item_id=0)
    with pytest.raises(Unseen):
        check_passage(
            actor=held.clerk, minutes_id=minutes.pk, place=Place.ITEM, item_id=held.item.pk,
            language="ar",
        )  # fmt: skip


def test_a_corrected_attendance_is_what_the_minutes_state(held):
    minutes = make_minutes(held)
    before = facts_of(minutes)
    came = held.meeting.opened_at + timedelta(minutes=10)
    stay = Stay(came, held.meeting.closed_at, is_remote=True)

    correct_presence(
        actor=held.clerk, minutes_id=minutes.pk, member_id=held.absentee.pk, stays=[stay],
        reason="Signed the list at the door",
    )  # fmt: skip

    after = facts_of(minutes)
    assert before.people.absent == (held.absentee.pk,)
    assert after.people.absent == ()
    found = next(one for one in after.people.present if one.member_id == held.absentee.pk)
    assert found.stays == (stay,)
    assert held.meeting.attendances.filter(member=held.absentee).count() == 0


def test_somebody_who_was_not_there_is_struck_off(held):
    minutes = make_minutes(held)

    correct_presence(
        actor=held.clerk, minutes_id=minutes.pk, member_id=held.member(1).pk, stays=[],
        reason="Another person of the same name",
    )  # fmt: skip

    people = facts_of(minutes).people
    assert held.member(1).pk not in {one.member_id for one in people.present}
    assert held.member(1).pk in people.absent


def test_a_corrected_hour_is_what_the_minutes_state(held):
    minutes = make_minutes(held)
    at = held.meeting.closed_at - timedelta(minutes=5)

    correct_bound(
        actor=held.clerk, minutes_id=minutes.pk, kind=FactKind.CLOSED, at=at, reason="Late click"
    )

    frame = facts_of(minutes).frame
    assert (frame.closed_at, frame.sittings[-1].closed_at) == (at, at)
    held.meeting.refresh_from_db()
    assert held.meeting.closed_at != at


def test_a_fact_is_not_corrected_without_reason_or_against_sense(held):
    minutes = make_minutes(held)
    opened, stranger = held.meeting.opened_at, make_member(make_room(1).meeting.council)
    early = opened - timedelta(hours=1)

    def presence(*stays, member=None, actor=held.clerk, reason="Reason"):
        correct_presence(
            actor=actor, minutes_id=minutes.pk, member_id=(member or held.absentee).pk,
            stays=stays, reason=reason,
        )  # fmt: skip

    with pytest.raises(ReasonMissing):
        presence(reason=" ")
    with pytest.raises(StaysOverlap):
        presence(Stay(opened, early))
    with pytest.raises(StaysOverlap):
        presence(Stay(early, None), Stay(opened, None))
    with pytest.raises(Unseen):
        presence(member=stranger)
    with pytest.raises(PermissionDenied):
        presence(actor=held.chair)
    with pytest.raises(StaysOverlap):
        correct_bound(
            actor=held.clerk, minutes_id=minutes.pk, kind=FactKind.CLOSED, at=early, reason="Late"
        )


def test_minutes_that_are_not_there_cannot_be_written(held):
    with pytest.raises(Unseen):
        count_guests(actor=held.clerk, minutes_id=0, guests=1)


def test_guests_are_counted_or_not(held):
    minutes = make_minutes(held)

    count_guests(actor=held.clerk, minutes_id=minutes.pk, guests=12)

    minutes.refresh_from_db()
    assert facts_of(minutes).people.guests == 12


def test_the_minutes_of_a_meeting_before_the_hour_are_refused(held):
    later = make_meeting(held.meeting.body, starts_at=timezone.now() + timedelta(days=9))

    with pytest.raises(MeetingNotOver):
        draft_minutes(actor=held.clerk, meeting_id=later.pk)
