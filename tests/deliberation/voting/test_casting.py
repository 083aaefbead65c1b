from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from deliberation.meetings.models import Mode
from deliberation.meetings.services.attendance import check_in
from deliberation.rules.ballots import AbsentVoter, NewerBallotStands, PollNotOpen, WrongMethod
from deliberation.voting.models import Ballot, Poll
from deliberation.voting.services.casting import Receipt, cast_ballot
from deliberation.voting.services.putting import close_poll
from tests.factories.institution import make_user
from tests.factories.voting import CONSENT, HANDS, NO, YES, make_frozen, make_open, make_room

pytestmark = pytest.mark.django_db


def choices(poll):
    return sorted(Ballot.objects.filter(poll=poll).values_list("choice", flat=True))


def test_a_ballot_is_taken_while_the_poll_is_open():
    room = make_room()
    poll = make_open(room)

    receipt = cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert (receipt, choices(poll)) == (Receipt(poll.pk, YES, 1), ["yes"])


def test_no_ballot_is_taken_before_the_poll_opens():
    room = make_room()
    poll = make_frozen(room)

    with pytest.raises(PollNotOpen):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)


def test_no_ballot_is_taken_after_the_close():
    room = make_room()
    poll = make_open(room)
    close_poll(actor=room.chair, poll_id=poll.pk)

    with pytest.raises(PollNotOpen):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)


def test_no_ballot_is_taken_when_the_time_is_over(monkeypatch):
    room = make_room()
    poll = make_open(room, seconds=60)
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    with pytest.raises(PollNotOpen):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)


def test_who_is_not_present_votes_after_checking_in():
    room = make_room(5, present=4)
    poll = make_open(room)
    with pytest.raises(AbsentVoter):
        cast_ballot(actor=room.user(4), poll_id=poll.pk, choice=YES, seq=1)

    check_in(actor=room.user(4), meeting_id=room.meeting.pk, mode=Mode.REMOTE)
    cast_ballot(actor=room.user(4), poll_id=poll.pk, choice=YES, seq=1)

    assert choices(poll) == ["yes"]


def test_a_stranger_has_no_ballot():
    room = make_room()
    poll = make_open(room)

    with pytest.raises(PermissionDenied):
        cast_ballot(actor=make_user(), poll_id=poll.pk, choice=YES, seq=1)


def test_a_system_administrator_has_no_ballot():
    room = make_room()
    poll = make_open(room)

    with pytest.raises(PermissionDenied):
        cast_ballot(actor=make_user(is_superuser=True), poll_id=poll.pk, choice=YES, seq=1)


def test_a_change_keeps_only_the_last_ballot():
    room = make_room()
    poll = make_open(room)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=NO, seq=2)

    assert choices(poll) == ["no"]


def test_the_same_ballot_sent_twice_counts_once():
    room = make_room()
    poll = make_open(room)

    for _ in range(3):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert choices(poll) == ["yes"]


def test_a_late_retry_never_overwrites_a_newer_ballot():
    room = make_room()
    poll = make_open(room)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=NO, seq=2)

    with pytest.raises(NewerBallotStands):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert choices(poll) == ["no"]


@pytest.mark.parametrize("method", [HANDS, CONSENT])
def test_a_vote_for_is_not_taken_where_hands_or_silence_count(method):
    room = make_room()
    poll = make_open(room, method=method)

    with pytest.raises(WrongMethod):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)


def test_under_consent_a_member_can_object():
    room = make_room()
    poll = make_open(room, method=CONSENT)

    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=NO, seq=1)

    assert choices(poll) == ["no"]


def test_casting_writes_neither_poll_nor_journal(django_assert_num_queries):
    room = make_room()
    poll = make_open(room)
    before = Poll.objects.values().get(pk=poll.pk)

    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert Poll.objects.values().get(pk=poll.pk) == before
