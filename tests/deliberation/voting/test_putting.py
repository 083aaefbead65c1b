import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.ledger.models import Entry
from council.members.models import OfficeKind
from council.texts.services import check_version, revise_text, translate_text
from deliberation.meetings.models import ItemResult
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.meetings.services.attendance import mark_departure
from deliberation.rules.ballots import (
    AnotherPollIsOpen,
    CastingVoteNeeded,
    CountersMissing,
    CountsDiffer,
    ItemNotInHand,
    NoLongerReadable,
    TakenOffTheRoll,
    TooManyHands,
)
from deliberation.rules.polls import PollStatus
from deliberation.rules.quorum import InquorateMeeting
from deliberation.voting.models import Choice, RollEntry
from deliberation.voting.services.declaring import declare_poll
from deliberation.voting.services.putting import (
    close_poll,
    count_hands,
    open_poll,
    remove_from_roll,
)
from tests.factories.institution import give_office, make_member
from tests.factories.voting import (
    ABSTAIN,
    CONSENT,
    HANDS,
    NO,
    YES,
    hand_in,
    make_closed,
    make_declared,
    make_frozen,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db


def desk(room, kind=OfficeKind.CLERK):
    member = make_member(room.meeting.council)
    give_office(member, room.meeting.body, kind)
    return member.user


def test_a_poll_does_not_open_without_a_quorum():
    room = make_room(5, present=2)
    poll = make_frozen(room)

    with pytest.raises(InquorateMeeting) as refusal:
        open_poll(actor=room.chair, poll_id=poll.pk)

    assert refusal.value.facts == {"present": 2, "needed": 3, "missing": 1}


def test_with_one_more_the_poll_opens():
    room = make_room(5, present=3)
    poll = make_frozen(room)

    assert open_poll(actor=room.chair, poll_id=poll.pk).status is PollStatus.OPEN


def test_one_question_is_put_at_a_time():
    room = make_room()
    make_open(room)
    second = make_frozen(room)

    with pytest.raises(AnotherPollIsOpen):
        open_poll(actor=room.chair, poll_id=second.pk)


def test_only_who_presides_opens_and_closes():
    room = make_room()
    poll = make_frozen(room)

    with pytest.raises(PermissionDenied):
        open_poll(actor=room.user(1), poll_id=poll.pk)


@pytest.mark.parametrize(
    ("ballots", "result"),
    [
        ({0: YES, 1: YES, 2: YES}, "carried"),  # 3 of the 5 present
        ({0: YES, 1: YES, 2: ABSTAIN}, "lost"),  # abstaining and silence count as presence
        ({}, "lost"),
        ({0: ABSTAIN, 1: ABSTAIN, 2: ABSTAIN, 3: ABSTAIN, 4: ABSTAIN}, "lost"),
        ({0: NO, 1: NO, 2: NO}, "lost"),
    ],
)
def test_more_than_half_of_the_members_present_carries(ballots, result):
    room = make_room(5)

    poll = make_closed(room, ballots)

    assert poll.outcome.result == result


def test_who_leaves_during_the_vote_is_not_counted_as_present_unless_they_voted():
    room = make_room(5)
    poll = make_open(room)
    hand_in(room, poll, {0: YES, 1: YES, 4: NO})
    for place in (3, 4):
        mark_departure(
            actor=room.chair, meeting_id=room.meeting.pk, member_id=room.members[place].pk
        )

    closed = close_poll(actor=room.chair, poll_id=poll.pk)

    assert closed.outcome.facts["present"] == 4


def test_presence_that_drops_below_the_quorum_makes_the_poll_inquorate():
    room = make_room(5)
    poll = make_open(room)
    hand_in(room, poll, {0: YES})
    for place in (2, 3, 4):
        mark_departure(
            actor=room.chair, meeting_id=room.meeting.pk, member_id=room.members[place].pk
        )

    closed = close_poll(actor=room.chair, poll_id=poll.pk)

    assert closed.outcome.result == "inquorate"


def test_two_persons_count_hands_and_must_agree():
    room = make_room(5)
    clerk = desk(room)
    poll = make_open(room, method=HANDS)
    counts = {"in_favour": 3, "against": 1, "abstentions": 1}
    count_hands(actor=room.chair, poll_id=poll.pk, **counts)
    with pytest.raises(CountersMissing):
        close_poll(actor=room.chair, poll_id=poll.pk)
    count_hands(actor=clerk, poll_id=poll.pk, in_favour=2, against=2, abstentions=1)
    with pytest.raises(CountsDiffer):
        close_poll(actor=room.chair, poll_id=poll.pk)

    count_hands(actor=clerk, poll_id=poll.pk, **counts)
    closed = close_poll(actor=room.chair, poll_id=poll.pk)

    assert closed.outcome.result == "carried"


def test_more_hands_than_members_are_refused():
    room = make_room(5)
    poll = make_open(room, method=HANDS)

    with pytest.raises(TooManyHands):
        count_hands(actor=room.chair, poll_id=poll.pk, in_favour=6, against=0, abstentions=0)


@pytest.mark.parametrize(("objects", "result"), [(False, "carried"), (True, "lost")])
def test_silence_means_consent_until_somebody_objects(objects, result):
    room = make_room(5)

    poll = make_closed(room, {1: NO} if objects else {}, method=CONSENT)

    assert poll.outcome.result == result


def test_a_ballot_of_a_removed_person_does_not_count():
    room = make_room(5)
    clerk = desk(room)
    poll = make_open(room)
    hand_in(room, poll, {0: YES, 1: YES, 2: YES})
    entry = RollEntry.objects.get(poll=poll, member=room.members[2])

    remove_from_roll(actor=clerk, poll_id=poll.pk, entry_id=entry.pk, reason="Seat was vacant")
    closed = close_poll(actor=room.chair, poll_id=poll.pk)

    assert closed.outcome.facts["inputs"]["tally"]["in_favour"] == 2


def test_nobody_is_taken_off_the_roll_twice():
    room = make_room(5)
    clerk = desk(room)
    poll = make_open(room)
    entry = RollEntry.objects.get(poll=poll, member=room.members[2])
    removal = {"actor": clerk, "poll_id": poll.pk, "entry_id": entry.pk}
    remove_from_roll(**removal, reason="Seat was vacant")

    with pytest.raises(TakenOffTheRoll):
        remove_from_roll(**removal, reason="Another reason")

    assert RollEntry.objects.get(pk=entry.pk).removal_reason == "Seat was vacant"


def test_nobody_is_taken_off_a_roll_they_are_not_on():
    room = make_room(5)
    poll = make_open(room)

    with pytest.raises(Unseen):
        remove_from_roll(actor=desk(room), poll_id=poll.pk, entry_id=987654, reason="Vacant")


def test_who_presides_takes_nobody_off_the_roll_even_being_clerk():
    room = make_room(5)
    give_office(room.members[0], room.meeting.body, OfficeKind.CLERK)
    poll = make_open(room)
    entry = RollEntry.objects.filter(poll=poll)[1]

    with pytest.raises(PermissionDenied):
        remove_from_roll(actor=room.chair, poll_id=poll.pk, entry_id=entry.pk, reason="Vacant")


def test_the_ballot_of_a_chair_taken_off_the_roll_decides_no_tie():
    room = make_room(5)
    question = room.meeting.bylaws.document["questions"]["proposal"]
    question["tie"] = "chair_side"
    question["majority"]["basis"] = "votes_cast"
    room.meeting.bylaws.save()
    poll = make_open(room)
    hand_in(room, poll, {0: YES, 1: YES, 2: NO})
    entry = RollEntry.objects.get(poll=poll, member=room.members[0])

    remove_from_roll(actor=desk(room), poll_id=poll.pk, entry_id=entry.pk, reason="Vacant")
    closed = close_poll(actor=room.chair, poll_id=poll.pk)

    assert (closed.outcome.facts["tie"], closed.outcome.result) == ("chair_took_no_side", "lost")


def test_a_poll_opens_only_on_the_item_in_hand():
    room = make_room()
    poll = make_frozen(room)
    dispose_item(actor=room.chair, item_id=room.item.pk, result=ItemResult.NOTED)

    with pytest.raises(ItemNotInHand):
        open_poll(actor=room.chair, poll_id=poll.pk)


def test_a_text_revised_after_the_freezing_must_be_checked_again():
    room = make_room()
    poll = make_frozen(room)
    revise_text(actor=room.chair, text_id=poll.question_id, body="Kabul ediyor musunuz, evet mi?")

    with pytest.raises(NoLongerReadable) as refusal:
        open_poll(actor=room.chair, poll_id=poll.pk)

    assert refusal.value.facts == {"languages": ("ar",)}
    version = translate_text(actor=room.chair, text_id=poll.question_id, language="ar", body="نعم؟")
    check_version(actor=room.user(1), version_id=version.pk)
    assert open_poll(actor=room.chair, poll_id=poll.pk).status is PollStatus.OPEN


def test_the_public_is_told_nothing_of_a_vote_on_a_confidential_item():
    room = make_room()
    room.item.is_public = False
    room.item.save()

    make_declared(room, {0: YES})

    polls = Entry.objects.filter(kind__startswith="poll.").exclude(kind="poll.drafted")
    assert {entry.audience for entry in polls} == {Audience.MEMBER}


def test_a_tie_waits_for_the_casting_vote_where_the_bylaws_know_one():
    room = make_room(4)
    question = room.meeting.bylaws.document["questions"]["proposal"]
    question["tie"] = "casting_vote"
    question["majority"]["basis"] = "votes_cast"
    room.meeting.bylaws.save()
    poll = make_closed(room, {0: YES, 1: YES, 2: NO, 3: NO})
    with pytest.raises(CastingVoteNeeded):
        declare_poll(actor=room.chair, poll_id=poll.pk)

    declared = declare_poll(actor=room.chair, poll_id=poll.pk, casting_vote=Choice.YES)

    assert declared.outcome.result == "carried"
