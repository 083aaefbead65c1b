"""The database itself refuses what the services refuse, whoever writes to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from council.ledger.models import Entry
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Ballot, Outcome, Poll, RollEntry
from tests.factories.institution import make_member, make_seat
from tests.factories.voting import (
    YES,
    make_closed,
    make_declared,
    make_frozen,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db


def refused(sql, *parameters):
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)
    return True


def test_no_ballot_enters_a_poll_that_is_not_open():
    room = make_room()
    poll = make_frozen(room)
    entry = RollEntry.objects.filter(poll=poll)[0]

    assert refused(
        "INSERT INTO voting_ballot (poll_id, entry_id, choice, seq) VALUES (%s, %s, 'yes', 1)",
        poll.pk, entry.pk,
    )  # fmt: skip


def test_no_ballot_changes_after_the_close():
    room = make_room()
    poll = make_closed(room, {1: YES})

    assert refused("UPDATE voting_ballot SET choice = 'no' WHERE poll_id = %s", poll.pk)


def test_no_ballot_enters_for_another_polls_roll():
    room = make_room()
    other = make_closed(room, {})
    poll = make_open(room)
    entry = RollEntry.objects.filter(poll=other)[0]

    assert refused(
        "INSERT INTO voting_ballot (poll_id, entry_id, choice, seq) VALUES (%s, %s, 'yes', 1)",
        poll.pk, entry.pk,
    )  # fmt: skip


def test_no_ballot_enters_for_a_removed_entry():
    room = make_room()
    poll = make_open(room)
    entry = RollEntry.objects.filter(poll=poll)[0]
    RollEntry.objects.filter(pk=entry.pk).update(is_active=False)

    assert refused(
        "INSERT INTO voting_ballot (poll_id, entry_id, choice, seq) VALUES (%s, %s, 'yes', 1)",
        poll.pk, entry.pk,
    )  # fmt: skip


def test_a_ballot_is_never_deleted():
    room = make_room()
    poll = make_open(room)
    Ballot.objects.create(
        poll=poll, entry=RollEntry.objects.filter(poll=poll)[0], choice=YES, seq=1
    )

    assert refused("DELETE FROM voting_ballot WHERE poll_id = %s", poll.pk)


@pytest.mark.parametrize("change", ["question_type = 'other'", "rule = '{}'", "method = 'x'"])
def test_what_is_frozen_does_not_change(change):
    poll = make_frozen(make_room())

    assert refused(f"UPDATE voting_poll SET {change} WHERE id = %s", poll.pk)


@pytest.mark.parametrize("status", ["draft", "closed", "declared"])
def test_a_frozen_poll_cannot_jump(status):
    poll = make_frozen(make_room())

    assert refused("UPDATE voting_poll SET status = %s WHERE id = %s", status, poll.pk)


def test_a_closed_poll_never_opens_again():
    poll = make_closed(make_room(), {})

    assert refused("UPDATE voting_poll SET status = 'open' WHERE id = %s", poll.pk)


def test_the_roll_takes_nobody_after_the_freezing():
    room = make_room()
    poll = make_frozen(room)
    member, seat = make_member(room.meeting.council), make_seat(room.meeting.body)

    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.create(poll=poll, member=member, seat=seat)


def test_an_outcome_stands_once_declared():
    poll = make_declared(make_room(), {1: YES})

    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(poll=poll).update(result="lost")


def test_a_poll_is_not_deleted():
    poll = make_frozen(make_room())

    assert refused("DELETE FROM voting_poll WHERE id = %s", poll.pk)


def test_the_journal_is_append_only():
    room = make_room()
    make_open(room)
    entry = Entry.objects.filter(meeting_id=room.meeting.pk)[0]

    assert refused("UPDATE ledger_entry SET kind = 'x' WHERE id = %s", entry.pk)
    assert refused("DELETE FROM ledger_entry WHERE id = %s", entry.pk)


def test_a_poll_moves_on_in_order():
    room = make_room()

    poll = make_declared(room, {1: YES})

    assert Poll.objects.get(pk=poll.pk).status is PollStatus.DECLARED
