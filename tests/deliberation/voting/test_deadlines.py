"""Polls with a time limit, on clocks that are set while they run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.ledger.models import Entry
from council.rules.errors import OutOfOrder
from deliberation.rules.ballots import PollNotOpen
from deliberation.rules.polls import PollStatus
from deliberation.voting import deadlines
from deliberation.voting.deadlines import Watch
from deliberation.voting.models import Ballot, Poll
from deliberation.voting.selectors.polls import polls_in_time
from deliberation.voting.services.casting import cast_ballot
from deliberation.voting.services.putting import close_poll, close_poll_in_time
from tests.factories.voting import HANDS, YES, hand_in, make_closed, make_open, make_room

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Let a test set the wall clock; a watch sees it, as the server does once a second."""
    watch, real, moved = Watch(), timezone.now, [timedelta()]
    monkeypatch.setattr(deadlines, "WATCH", watch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + moved[0])
    watch.look(timezone.now(), 0.0)

    def go(by, *, is_set=False):
        moved[0] += by
        watch.look(timezone.now(), 0.0 if is_set else by.total_seconds())

    return go


def choices(poll):
    return list(Ballot.objects.filter(poll=poll).values_list("choice", flat=True))


def test_a_poll_whose_time_is_over_is_closed_with_its_outcome_by_nobody(clock):
    room = make_room()
    poll = make_open(room, seconds=60)
    hand_in(room, poll, {1: YES, 2: YES, 3: YES})
    clock(timedelta(seconds=61))

    due = polls_in_time()
    closed = close_poll_in_time(poll_id=poll.pk)

    assert due == [poll]
    assert closed.status is PollStatus.CLOSED
    assert closed.outcome.facts["inputs"]["tally"]["in_favour"] == 3
    entry = Entry.objects.get(kind="poll.closed")
    assert (entry.actor, entry.payload["is_early"]) == (None, False)


def test_a_poll_with_time_left_is_not_closed_by_itself(clock):
    poll = make_open(make_room(), seconds=60)
    clock(timedelta(seconds=59))

    assert polls_in_time() == []
    with pytest.raises(OutOfOrder):
        close_poll_in_time(poll_id=poll.pk)


def test_a_poll_without_a_limit_is_not_closed_by_itself(clock):
    poll = make_open(make_room())
    clock(DAY)

    assert polls_in_time() == []
    with pytest.raises(OutOfOrder):
        close_poll_in_time(poll_id=poll.pk)


def test_hands_that_were_not_counted_keep_a_poll_open(clock):
    make_open(make_room(), seconds=60, method=HANDS)
    clock(timedelta(seconds=61))

    assert polls_in_time() == []


def test_who_closes_by_hand_in_the_last_moment_was_first(clock):
    poll = make_closed(make_room(), {}, seconds=60)
    clock(timedelta(seconds=61))

    with pytest.raises(OutOfOrder):
        close_poll_in_time(poll_id=poll.pk)


@pytest.mark.parametrize("step", [DAY, -DAY, HOUR, -HOUR])
def test_no_vote_ends_because_a_clock_was_set(step, clock):
    room = make_room()
    poll = make_open(room, seconds=60)

    clock(step, is_set=True)
    cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)

    assert choices(poll) == ["yes"]
    with pytest.raises(OutOfOrder):
        close_poll_in_time(poll_id=poll.pk)


@pytest.mark.parametrize("step", [DAY, -DAY, HOUR, -HOUR])
def test_a_vote_is_closed_by_hand_whatever_the_clock_says(step, clock):
    room = make_room()
    poll = make_open(room, seconds=60)
    clock(step, is_set=True)

    close_poll(actor=room.chair, poll_id=poll.pk)

    assert Poll.objects.get(pk=poll.pk).status is PollStatus.CLOSED


@pytest.mark.parametrize("step", [DAY, -DAY, HOUR, -HOUR])
def test_no_vote_begins_again_because_a_clock_was_set(step, clock):
    room = make_room()
    poll = make_closed(room, {1: YES}, seconds=60)
    clock(step, is_set=True)

    with pytest.raises(PollNotOpen):
        cast_ballot(actor=room.user(2), poll_id=poll.pk, choice=YES, seq=1)


@pytest.mark.parametrize("step", [DAY, -DAY])
def test_the_next_vote_after_a_clock_was_set_has_its_limit(step, clock):
    room = make_room()
    clock(step, is_set=True)
    poll = make_open(room, seconds=60)
    clock(timedelta(seconds=61))

    with pytest.raises(PollNotOpen):
        cast_ballot(actor=room.user(1), poll_id=poll.pk, choice=YES, seq=1)
    assert close_poll_in_time(poll_id=poll.pk).status is PollStatus.CLOSED


def test_a_clock_that_is_a_little_off_is_no_step():
    watch, now = Watch(), timezone.now()

    for second in range(60):
        watch.look(now + second * timedelta(seconds=1.02), float(second))

    assert watch.was_set_at is None
