import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.visibility import Unseen
from council.members.models import Member, RulesOfProcedure
from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies, languages_ready
from deliberation.meetings.models import AgendaItem, ItemKind
from deliberation.meetings.order import VoteInProgress
from deliberation.meetings.services.agenda import remove_item
from deliberation.meetings.services.convocation import convene_meeting
from deliberation.minutes.models import Correction, Place
from deliberation.minutes.selectors.desk import gaps_of
from deliberation.minutes.selectors.passages import passage_at, version_in
from deliberation.minutes.services.circulating import circulate_minutes, place_minutes
from deliberation.minutes.services.correcting import (
    Answer,
    DeclineUnexplained,
    Request,
    answer_correction,
    propose_correction,
    withdraw_correction,
)
from deliberation.minutes.services.drafting import Wording
from deliberation.rules.minutes import (
    CorrectionStatus,
    MinutesIncomplete,
    MinutesStatus,
    NoMeetingToCome,
    NotPresentThen,
    ObjectionsOver,
    WordsChangedMeanwhile,
)
from tests.factories.institution import make_member
from tests.factories.meetings import make_called_item, make_item, open_meeting_with
from tests.factories.minutes import (
    ask_for_correction,
    make_circulated,
    make_complete,
    make_minutes,
    make_next_meeting,
    write,
)
from tests.factories.voting import Room, make_open

pytestmark = pytest.mark.django_db


def by_silence(held, **objections):
    rules = RulesOfProcedure.objects.get(pk=held.meeting.bylaws_id)
    rules.document["record"] |= {"adoption": "silence", "objections": objections or None}
    rules.save()


def test_what_is_missing_stops_the_draft_and_is_listed(held):
    minutes = make_minutes(held)

    with pytest.raises(MinutesIncomplete) as refusal:
        circulate_minutes(actor=held.clerk, minutes_id=minutes.pk)

    assert refusal.value.facts == {"missing": 1}
    assert [(gap.code, gap.anchor) for gap in gaps_of(minutes)] == [("account", "item-1")]


def test_a_complete_draft_goes_to_those_who_were_present(held):
    minutes = make_circulated(held)

    assert minutes.status is MinutesStatus.CIRCULATED
    assert minutes.objections_until is None  # no meeting to come yet
    with pytest.raises(OutOfOrder):
        circulate_minutes(actor=held.clerk, minutes_id=minutes.pk)


def test_members_do_not_circulate(held):
    minutes = make_complete(held)

    with pytest.raises(PermissionDenied):
        circulate_minutes(actor=held.chair, minutes_id=minutes.pk)


def test_the_minutes_come_onto_the_next_agenda_by_themselves(held):
    following = make_next_meeting(held)
    for title in ("Opening", "Report"):
        make_item(following, title=title)

    minutes = make_circulated(held)

    item = AgendaItem.objects.get(meeting=following, kind=ItemKind.MINUTES)
    assert (minutes.item, item.position, item.number) == (item, 2, "2")
    assert minutes.objections_until == following.starts_at
    number = held.meeting.number
    assert bodies(item.title)["en"] == f"Minutes of meeting {number}"
    assert languages_ready(item.title) >= {"tr", "ar"}


def test_an_item_about_minutes_that_is_there_already_is_taken(held):
    following = make_next_meeting(held)
    there = make_item(following, title="Minutes", kind=ItemKind.MINUTES)

    minutes = make_circulated(held)

    assert minutes.item == there
    assert following.items.count() == 1


def test_minutes_circulated_before_there_is_a_meeting_come_when_it_is_convened(
    held, django_capture_on_commit_callbacks
):
    minutes = make_circulated(held)
    following = make_next_meeting(held)
    make_item(following)

    with django_capture_on_commit_callbacks(execute=True):
        convene_meeting(actor=held.clerk, meeting_id=following.pk)

    minutes.refresh_from_db()
    assert minutes.item.meeting == following


def test_the_clerk_can_place_them_by_hand_once(held):
    minutes = make_circulated(held)
    with pytest.raises(NoMeetingToCome):
        place_minutes(actor=held.clerk, minutes_id=minutes.pk)
    following = make_next_meeting(held)

    place_minutes(actor=held.clerk, minutes_id=minutes.pk)
    place_minutes(actor=held.clerk, minutes_id=minutes.pk)

    assert following.items.count() == 1


def test_an_item_taken_off_a_draft_agenda_leaves_the_minutes_waiting(held):
    make_next_meeting(held)
    minutes = make_circulated(held)

    remove_item(actor=held.clerk, item_id=minutes.item_id)

    minutes.refresh_from_db()
    assert minutes.item is None


def test_a_draft_is_not_placed(held):
    make_next_meeting(held)
    minutes = make_complete(held)

    with pytest.raises(OutOfOrder):
        place_minutes(actor=held.clerk, minutes_id=minutes.pk)


def test_the_by_laws_set_the_period_for_objections(held):
    by_silence(held, amount=2, unit="hours")

    minutes = make_circulated(held)

    assert (minutes.objections_until - minutes.circulated_at).total_seconds() == 7200


def test_who_was_present_asks_for_a_correction_in_any_language(held):
    minutes = make_circulated(held)

    asked = ask_for_correction(held, minutes, words="قالت عشر غرف.", language="ar", reason="سمعتها")

    assert (asked.number, asked.member, asked.status) == (
        1, held.member(1), CorrectionStatus.OPEN,
    )  # fmt: skip
    assert bodies(asked.words) == {"ar": "قالت عشر غرف."}
    assert bodies(asked.reason) == {"ar": "سمعتها"}


def test_the_absent_do_not_correct(held):
    minutes = make_circulated(held)

    with pytest.raises(NotPresentThen) as refusal:
        ask_for_correction(held, minutes, by=4)

    assert refusal.value.facts == {"name": str(held.absentee)}
    assert Correction.objects.count() == 0


def test_strangers_do_not_correct(held):
    minutes = make_circulated(held)
    stranger = make_member(make_next_meeting(held).council.__class__.objects.create(slug="other"))
    request = Request(Place.OPENING, "en", "Words")

    with pytest.raises(PermissionDenied):
        propose_correction(actor=stranger.user, minutes_id=minutes.pk, request=request)


def test_the_clerk_writes_a_correction_down_at_the_counter(held):
    minutes = make_circulated(held)
    request = Request(Place.OPENING, "en", "Words")
    at_the_counter = {"minutes_id": minutes.pk, "request": request}

    asked = propose_correction(actor=held.clerk, member_id=held.member(2).pk, **at_the_counter)

    assert (asked.member, asked.entered_by) == (held.member(2), held.clerk)
    with pytest.raises(NotPresentThen):
        propose_correction(actor=held.clerk, member_id=held.absentee.pk, **at_the_counter)
    with pytest.raises(Unseen):
        propose_correction(actor=held.user(1), member_id=held.member(2).pk, **at_the_counter)


def test_a_draft_takes_no_corrections(held):
    minutes = make_complete(held)

    with pytest.raises(OutOfOrder):
        ask_for_correction(held, minutes)


def test_corrections_end_with_the_period(held):
    minutes = make_circulated(held)
    minutes.objections_until = held.meeting.closed_at
    minutes.save()

    with pytest.raises(ObjectionsOver):
        ask_for_correction(held, minutes)


def test_no_correction_while_the_meeting_votes_on_the_minutes(held):
    minutes = make_circulated(held)
    meeting = open_meeting_with(held.meeting.body, held.room.members)
    room = Room(meeting, make_called_item(meeting), held.chair, held.room.members)
    minutes.item = room.item
    minutes.save()
    make_open(room)

    with pytest.raises(VoteInProgress):
        ask_for_correction(held, minutes)


def accept(held, asked, words="Ten rooms.", seen=None):
    passage = passage_at(asked.minutes, asked.place, asked.item_id)
    if seen is None:
        seen = version_in(passage, "tr").pk
    wording = Wording(asked.place, "tr", words, item_id=asked.item_id, seen=seen)
    answer = Answer(is_accepted=True, language="tr", wording=wording)
    return answer_correction(actor=held.clerk, correction_id=asked.pk, answer=answer)


def test_an_accepted_correction_changes_the_words(held):
    minutes = make_circulated(held)

    answered = accept(held, ask_for_correction(held, minutes))

    assert answered.status is CorrectionStatus.ACCEPTED
    assert bodies(passage_at(minutes, Place.ITEM, held.item.pk).text) == {"tr": "Ten rooms."}


def test_an_acceptance_does_not_write_over_newer_words(held):
    minutes = make_circulated(held)
    first, second = ask_for_correction(held, minutes), ask_for_correction(held, minutes, by=2)
    seen = version_in(passage_at(minutes, Place.ITEM, held.item.pk), "tr").pk
    accept(held, first)

    with pytest.raises(WordsChangedMeanwhile):
        accept(held, second, seen=seen)

    second.refresh_from_db()
    assert second.status is CorrectionStatus.OPEN


def test_a_correction_is_declined_with_a_reason(held):
    asked = ask_for_correction(held, make_circulated(held))

    def decline(words):
        answer = Answer(is_accepted=False, language="tr", body=words)
        return answer_correction(actor=held.clerk, correction_id=asked.pk, answer=answer)

    with pytest.raises(DeclineUnexplained):
        decline(" ")
    assert bodies(decline("On the tape she says nine.").answer) == {
        "tr": "On the tape she says nine."
    }
    with pytest.raises(OutOfOrder):
        decline("Once more")


def test_members_do_not_answer_and_take_back_their_own_only(held):
    asked = ask_for_correction(held, make_circulated(held))
    answer = Answer(is_accepted=False, language="tr", body="No")

    with pytest.raises(PermissionDenied):
        answer_correction(actor=held.user(1), correction_id=asked.pk, answer=answer)
    with pytest.raises(PermissionDenied):
        withdraw_correction(actor=held.user(2), correction_id=asked.pk)
    taken_back = withdraw_correction(actor=held.user(1), correction_id=asked.pk)

    assert taken_back.status is CorrectionStatus.WITHDRAWN


def test_a_correction_that_is_not_there(held):
    with pytest.raises(Unseen):
        withdraw_correction(actor=held.user(1), correction_id=0)


def test_a_place_that_is_not_there_cannot_be_corrected(held):
    minutes = make_circulated(held)

    with pytest.raises(Unseen):
        ask_for_correction(held, minutes, item_id=0)


def test_notes_at_the_opening_are_prose_like_any_other(held):
    minutes = make_minutes(held)

    write(held, minutes, "Guests were welcomed.", place=Place.OPENING, item_id=None)

    assert passage_at(minutes, Place.OPENING, None) is not None


def test_those_who_were_present_are_told_in_their_language_and_nothing_else(
    held, mailoutbox, client, django_capture_on_commit_callbacks
):
    reader, silent = held.member(1), held.member(2)
    Member.objects.filter(pk=reader.pk).update(email="okur@example.org", reads=["tr"])
    Member.objects.filter(pk=held.absentee.pk).update(email="away@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        make_circulated(held)

    (mail,) = mailoutbox
    assert mail.to == ["okur@example.org"]
    assert f"/meetings/{held.meeting.pk}/minutes/" in mail.body
    assert "düzelt" in mail.body
    assert "The chair reported" not in mail.body
    client.force_login(held.clerk)
    page = client.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    told = page.partition("No mail reaches these people")[2].partition("</p>")[0]
    assert silent.public_name in told
    assert reader.public_name not in told
