from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from council.rules.bylaws import QuestionKind
from council.rules.errors import OutOfOrder
from deliberation.meetings.models import AgendaItem, ItemKind, ItemResult, Meeting
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.minutes.models import Minutes, Place
from deliberation.minutes.selectors.documents import facts_of
from deliberation.minutes.services.adopting import (
    NotApprovedYet,
    adopt_approved,
    adopt_unopposed,
)
from deliberation.minutes.services.correcting import Answer, answer_correction
from deliberation.minutes.services.drafting import Wording, count_guests, translate_passage
from deliberation.minutes.services.facts import correct_presence
from deliberation.register.models import EntryKind, RegisterEntry
from deliberation.register.services.minuting import MinutesFile, record_minutes
from deliberation.register.services.recording import record_outcome
from deliberation.rules.ballots import NotReadable
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.minutes import (
    AdoptedByVote,
    CorrectionsOpen,
    MinutesLocked,
    MinutesStatus,
    ObjectionsRunning,
)
from deliberation.voting.questions import question_on_item
from deliberation.voting.services.preparing import draft_poll, freeze_poll
from deliberation.voting.services.putting import close_poll, open_poll
from tests.deliberation.minutes.test_circulating import by_silence
from tests.factories.minutes import ask_for_correction, make_circulated, make_next_meeting
from tests.factories.voting import NO, YES, Room, hand_in, make_draft

pytestmark = pytest.mark.django_db
FOR = {0: YES, 1: YES, 2: YES}
AGAINST = {0: NO, 1: NO, 2: NO}


@pytest.fixture
def minutes(held):
    """Minutes that are before the next meeting, which is open."""
    following = make_next_meeting(held)
    found = make_circulated(held)
    Meeting.objects.filter(pk=following.pk).update(
        status=MeetingStatus.OPEN, opened_at=timezone.now()
    )
    AgendaItem.objects.filter(pk=found.item_id).update(
        status=ItemStatus.CALLED, called_at=timezone.now()
    )
    for member in held.room.members[:4]:
        following.attendances.create(member=member)
    found.refresh_from_db()
    return found


def room_of(held, minutes):
    return Room(minutes.item.meeting, minutes.item, held.chair, held.room.members)


def put(held, minutes, question=None):
    """Prepare the usual question on the minutes, or another."""
    usual = question or question_on_item(minutes.item)
    return draft_poll(actor=held.chair, item_id=minutes.item_id, question=usual)


def vote(held, minutes, ballots, question=None):
    poll = put(held, minutes, question)
    freeze_poll(actor=held.chair, poll_id=poll.pk, override_reason="Nobody could check")
    open_poll(actor=held.chair, poll_id=poll.pk)
    hand_in(room_of(held, minutes), poll, ballots)
    close_poll(actor=held.chair, poll_id=poll.pk)
    record_outcome(actor=held.chair, poll_id=poll.pk)
    minutes.refresh_from_db()
    return poll


@pytest.fixture
def by_name(held):
    """Votes on procedure are taken by name here, so that few lines make one."""
    rules = held.meeting.bylaws
    rules.document["questions"]["procedural"]["form"] = "roll_call"
    rules.save()


@pytest.mark.usefixtures("by_name")
def test_a_carried_vote_adopts_the_minutes_and_is_done_with_the_item(held, minutes):
    poll = vote(held, minutes, FOR)

    assert (minutes.status, minutes.poll, minutes.is_corrected) == (
        MinutesStatus.ADOPTED, poll, False,
    )  # fmt: skip
    assert (minutes.item.status, minutes.item.result) == (
        ItemStatus.DISPOSED, ItemResult.APPROVED,
    )  # fmt: skip


@pytest.mark.usefixtures("by_name")
def test_after_the_commit_the_minutes_are_in_the_register_and_public(
    held, minutes, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        vote(held, minutes, FOR)

    minutes.refresh_from_db()
    held.meeting.refresh_from_db()
    assert minutes.status is MinutesStatus.PUBLISHED
    assert held.meeting.status is MeetingStatus.RECORDED
    assert RegisterEntry.objects.get(minutes=minutes).kind is EntryKind.MINUTES


@pytest.mark.usefixtures("by_name")
def test_a_lost_vote_leaves_the_minutes_open(held, minutes):
    vote(held, minutes, AGAINST)

    assert minutes.status is MinutesStatus.CIRCULATED


@pytest.mark.usefixtures("by_name")
def test_another_question_on_the_item_adopts_nothing(held, minutes):
    room = room_of(held, minutes)
    other = make_draft(room, kind=QuestionKind.PROCEDURAL)
    freeze_poll(actor=held.chair, poll_id=other.pk, override_reason="Nobody could check")
    open_poll(actor=held.chair, poll_id=other.pk)
    hand_in(room, other, FOR)
    close_poll(actor=held.chair, poll_id=other.pk)
    record_outcome(actor=held.chair, poll_id=other.pk)

    minutes.refresh_from_db()
    assert minutes.status is MinutesStatus.CIRCULATED


def test_nobody_votes_on_minutes_they_cannot_read(held, minutes):
    poll = put(held, minutes)

    with pytest.raises(NotReadable) as refusal:
        freeze_poll(actor=held.chair, poll_id=poll.pk)

    assert refusal.value.facts == {"languages": ("ar",)}


def test_nobody_votes_while_a_correction_waits(held, minutes):
    ask_for_correction(held, minutes)
    poll = put(held, minutes)

    with pytest.raises(CorrectionsOpen) as refusal:
        freeze_poll(actor=held.chair, poll_id=poll.pk, override_reason="Nobody could check")

    assert refusal.value.facts == {"waiting": 1}


@pytest.mark.usefixtures("by_name")
def test_with_an_accepted_correction_they_are_approved_as_corrected(held, minutes):
    asked = ask_for_correction(held, minutes)
    answer = Answer(is_accepted=True, language="tr")
    answer_correction(actor=held.clerk, correction_id=asked.pk, answer=answer)

    vote(held, minutes, FOR)

    assert minutes.is_corrected


def test_an_item_approved_without_a_vote_adopts_them_too(
    held, minutes, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        dispose_item(actor=held.chair, item_id=minutes.item_id, result=ItemResult.APPROVED)

    minutes.refresh_from_db()
    assert (minutes.status, minutes.poll) == (MinutesStatus.PUBLISHED, None)


def test_the_clerk_records_an_approval_by_hand(held, minutes):
    with pytest.raises(NotApprovedYet):
        adopt_approved(actor=held.clerk, minutes_id=minutes.pk)
    AgendaItem.objects.filter(pk=minutes.item_id).update(
        status=ItemStatus.DISPOSED, result=ItemResult.APPROVED
    )
    with pytest.raises(PermissionDenied):
        adopt_approved(actor=held.user(1), minutes_id=minutes.pk)

    adopted = adopt_approved(actor=held.clerk, minutes_id=minutes.pk)

    assert adopted.status is MinutesStatus.ADOPTED
    with pytest.raises(OutOfOrder):
        adopt_approved(actor=held.clerk, minutes_id=minutes.pk)


def test_silence_adopts_where_the_by_laws_say_so(held):
    by_silence(held, amount=1, unit="hours")
    minutes = make_circulated(held)
    with pytest.raises(ObjectionsRunning):
        adopt_unopposed(actor=held.clerk, minutes_id=minutes.pk)
    minutes.objections_until = held.meeting.opened_at
    minutes.save()
    with pytest.raises(PermissionDenied):
        adopt_unopposed(actor=held.user(1), minutes_id=minutes.pk)

    adopted = adopt_unopposed(actor=None, minutes_id=minutes.pk)

    assert (adopted.status, adopted.poll) == (MinutesStatus.ADOPTED, None)


def test_silence_adopts_nothing_elsewhere_or_with_an_open_correction(held):
    minutes = make_circulated(held)
    with pytest.raises(AdoptedByVote):
        adopt_unopposed(actor=held.clerk, minutes_id=minutes.pk)
    by_silence(held, amount=1, unit="hours")
    ask_for_correction(held, minutes)
    minutes.refresh_from_db()
    minutes.objections_until = held.meeting.opened_at
    minutes.save()

    with pytest.raises(CorrectionsOpen):
        adopt_unopposed(actor=held.clerk, minutes_id=minutes.pk)


def test_every_morning_silence_adopts_what_it_can_and_only_once(
    held, django_capture_on_commit_callbacks
):
    by_silence(held, amount=1, unit="hours")
    minutes = make_circulated(held)
    assert followed_up() == "minutes adopted: 0"  # the period runs
    asked = ask_for_correction(held, minutes)
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=held.meeting.opened_at)
    assert followed_up() == "minutes adopted: 0"  # a correction waits
    answer = Answer(is_accepted=False, language="tr", body="The tape says otherwise.")
    answer_correction(actor=held.clerk, correction_id=asked.pk, answer=answer)

    with django_capture_on_commit_callbacks(execute=True):
        told = [followed_up(), followed_up()]

    minutes.refresh_from_db()
    assert told == ["minutes adopted: 1", "minutes adopted: 0"]
    assert (minutes.status, minutes.poll) == (MinutesStatus.PUBLISHED, None)
    assert RegisterEntry.objects.filter(minutes=minutes).count() == 1


def test_the_morning_adopts_nothing_that_a_meeting_votes_on(held):
    minutes = make_circulated(held)
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=held.meeting.opened_at)

    assert followed_up() == "minutes adopted: 0"


def followed_up():
    """Run the command of the morning; return what it tells of minutes."""
    told = StringIO()
    call_command("followup", stdout=told)
    return told.getvalue().strip().rpartition("; ")[2]


@pytest.fixture
def adopted(held):
    by_silence(held, amount=1, unit="hours")
    found = make_circulated(held)
    found.objections_until = held.meeting.opened_at
    found.save()
    return adopt_unopposed(actor=held.clerk, minutes_id=found.pk)


def test_adopted_minutes_do_not_follow_the_meeting_any_more(held, adopted):
    before = facts_of(adopted)

    held.meeting.attendances.all().delete()
    adopted.refresh_from_db()

    assert facts_of(adopted) == before
    assert len(before.people.present) == 4


def test_adopted_minutes_are_locked(held, adopted):
    with pytest.raises(MinutesLocked):
        count_guests(actor=held.clerk, minutes_id=adopted.pk, guests=1)
    with pytest.raises(MinutesLocked):
        correct_presence(
            actor=held.clerk, minutes_id=adopted.pk, member_id=held.absentee.pk, stays=[],
            reason="Late",
        )  # fmt: skip
    wording = Wording(Place.ITEM, "ar", "كلمات", item_id=held.item.pk)
    with pytest.raises(MinutesLocked):
        translate_passage(actor=held.clerk, minutes_id=adopted.pk, wording=wording)
    with pytest.raises(OutOfOrder):
        ask_for_correction(held, adopted)


def test_the_register_commits_to_the_minutes_and_to_each_person_apart(held, adopted):
    made = MinutesFile("minutes-pdf", "ab" * 64)

    entry = record_minutes(actor=held.clerk, minutes_id=adopted.pk, files=[made])

    names = sorted(entry.disclosures.values_list("name", flat=True))
    assert names == [
        "facts/frame", "facts/item-1", "person/1", "person/2", "person/3", "person/4",
        "prose/item-1/tr",
    ]  # fmt: skip
    assert '"sha512":"' + "ab" * 64 in entry.canonical
    assert str(held.member(1)) not in entry.canonical
    subjects = set(entry.disclosures.exclude(subject=None).values_list("subject_id", flat=True))
    assert subjects == {held.member(place).pk for place in range(4)}


def test_whose_presence_is_private_is_not_disclosed(held, adopted):
    member = held.member(1)
    member.is_presence_private = True
    member.save()

    entry = record_minutes(actor=held.clerk, minutes_id=adopted.pk)

    shown = entry.disclosures.filter(published_at__isnull=False)
    assert set(shown.values_list("subject_id", flat=True)) == {
        None, *(held.member(place).pk for place in (0, 2, 3)),
    }  # fmt: skip


def test_minutes_are_recorded_once_and_by_the_clerk(held, adopted):
    with pytest.raises(PermissionDenied):
        record_minutes(actor=held.chair, minutes_id=adopted.pk)
    record_minutes(actor=held.clerk, minutes_id=adopted.pk)

    with pytest.raises(OutOfOrder):
        record_minutes(actor=held.clerk, minutes_id=adopted.pk)


def test_a_draft_is_not_recorded(held):
    minutes = make_circulated(held)

    with pytest.raises(OutOfOrder):
        record_minutes(actor=held.clerk, minutes_id=minutes.pk)
    assert RegisterEntry.objects.count() == 0


def test_the_item_on_the_agenda_is_about_minutes(held):
    make_next_meeting(held)

    assert make_circulated(held).item.kind is ItemKind.MINUTES
