from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.visibility import Unseen
from council.members.models import Mandate, MandateRole, Seat
from deliberation.meetings.models import Mode
from deliberation.meetings.services.attendance import check_in, check_out
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.meetings.services.substitution import substitute
from deliberation.rules.ballots import (
    AbsentVoter,
    NewerBallotStands,
    NotOnTheRoll,
    PollNotOpen,
    SeatActsThroughAnother,
    TakenOffTheRoll,
    WrongMethod,
)
from deliberation.voting.models import Ballot, Poll, RollEntry
from deliberation.voting.services.casting import Receipt, cast_ballot
from deliberation.voting.services.putting import close_poll
from tests.factories.institution import LONG_AGO, make_member, make_user
from tests.factories.meetings import make_present
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


def test_whoever_asks_again_after_the_close_is_told_that_the_ballot_was_taken():
    room = make_room()
    poll = make_open(room)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)
    close_poll(actor=room.chair, poll_id=poll.pk)

    receipt = cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert receipt == Receipt(poll.pk, YES, 1)
    for choice, seq in ((NO, 1), (YES, 2)):
        with pytest.raises(PollNotOpen):
            cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=choice, seq=seq)


def test_whoever_asks_again_after_leaving_is_told_that_the_ballot_was_taken():
    room = make_room()
    poll = make_open(room)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)
    check_out(actor=room.user(1), meeting_id=room.meeting.pk)

    receipt = cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert receipt == Receipt(poll.pk, YES, 1)


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


def test_who_was_taken_off_the_roll_is_told_so():
    room = make_room()
    poll = make_open(room)
    RollEntry.objects.filter(poll=poll, member=room.members[1]).update(is_active=False)

    with pytest.raises(TakenOffTheRoll):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)


def test_a_recused_member_is_told_that_they_are_not_on_the_roll():
    room = make_room()
    recuse_oneself(actor=room.user(2), item_id=room.item.pk, reason="My own firm")
    poll = make_open(room)

    with pytest.raises(NotOnTheRoll):
        cast_ballot(actor=room.user(2), poll_id=poll.pk, choice=YES, seq=1)


def alternate_of(room, place):
    seat = Seat.objects.get(mandates__member=room.members[place])
    member = make_member(room.meeting.council, public_name="Amal")
    Mandate.objects.create(seat=seat, member=member, role=MandateRole.ALTERNATE, starts_on=LONG_AGO)
    return member


def test_an_alternate_whose_titular_is_on_the_roll_is_told_whose_ballot_it_is():
    room = make_room()
    alternate = alternate_of(room, 1)
    poll = make_open(room)
    check_in(actor=alternate.user, meeting_id=room.meeting.pk, mode=Mode.HALL)

    with pytest.raises(SeatActsThroughAnother) as refusal:
        cast_ballot(actor=alternate.user, poll_id=poll.pk, choice=YES, seq=1)

    assert refusal.value.facts == {"name": room.members[1].public_name}


def test_the_alternate_who_took_over_votes_and_the_late_titular_is_told_so():
    room = make_room(5, present=4)
    alternate = alternate_of(room, 4)
    make_present(room.meeting, alternate)
    acting = {"seat_id": Seat.objects.get(mandates__member=alternate).pk}
    substitute(actor=room.chair, meeting_id=room.meeting.pk, alternate_id=alternate.pk, **acting)
    poll = make_open(room)
    cast_ballot(actor=alternate.user, poll_id=poll.pk, choice=YES, seq=1)
    check_in(actor=room.user(4), meeting_id=room.meeting.pk, mode=Mode.HALL)

    with pytest.raises(SeatActsThroughAnother) as refusal:
        cast_ballot(actor=room.user(4), poll_id=poll.pk, choice=NO, seq=1)

    assert (refusal.value.facts, choices(poll)) == ({"name": "Amal"}, ["yes"])


def test_a_poll_that_does_not_exist_takes_no_ballot():
    with pytest.raises(Unseen):
        cast_ballot(actor=make_user(), poll_id=987654, choice=YES, seq=1)
