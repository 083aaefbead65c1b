import pytest
from django.core.exceptions import PermissionDenied

from council.members.models import OfficeKind
from deliberation.meetings.services.attendance import mark_departure
from deliberation.rules.ballots import (
    AnotherPollIsOpen,
    CastingVoteNeeded,
    CountersMissing,
    CountsDiffer,
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
