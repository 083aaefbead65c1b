"""Many ballots in one transaction: each is answered as if it had come alone."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from council.accounts.models import User
from council.kernel.visibility import Unseen
from council.members.models import Mandate, MandateRole, Seat
from council.rules.errors import RuleViolation
from deliberation.meetings.models import Mode
from deliberation.meetings.services.attendance import check_in
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.rules.ballots import NewerBallotStands
from deliberation.voting.models import Ballot, RollEntry
from deliberation.voting.services.casting import HandedIn, Receipt, cast_ballot, cast_ballots
from tests.factories.institution import LONG_AGO, make_member, make_user
from tests.factories.voting import (
    ABSTAIN,
    CONSENT,
    HANDS,
    NO,
    YES,
    make_closed,
    make_frozen,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db
REFUSALS = (RuleViolation, PermissionDenied, Unseen)
NO_SUCH_POLL = 987654


@dataclass
class Scene:
    """Polls at every stage, and people of every kind before each of them."""

    polls: list[int]
    people: list[User]


def voters(room):
    """Return three who vote, and one each: away, recused, taken off the roll, alternate, others."""
    seat = Seat.objects.get(mandates__member=room.members[1])
    alternate = make_member(room.meeting.council, public_name="Amal")
    Mandate.objects.create(
        seat=seat, member=alternate, role=MandateRole.ALTERNATE, starts_on=LONG_AGO
    )
    check_in(actor=alternate.user, meeting_id=room.meeting.pk, mode=Mode.HALL)
    strangers = [make_user(), make_user(is_superuser=True), make_user(is_active=False)]
    return [*(room.user(place) for place in range(6)), alternate.user, *strangers]


def scene():
    room = make_room(6, present=5)
    people = voters(room)
    recuse_oneself(actor=room.user(3), item_id=room.item.pk, reason="My own firm")
    polls = [make_closed(room, {1: YES}), make_frozen(room)]
    for facts in ({"method": HANDS}, {"method": CONSENT}, {}):
        other = make_room(6, present=5)
        people += voters(other)
        polls.append(make_open(other, **facts))
        RollEntry.objects.filter(poll=polls[-1], member=other.members[4]).update(is_active=False)
    return Scene([*(poll.pk for poll in polls), NO_SUCH_POLL], people)


def alone(one):
    try:
        return cast_ballot(actor=one.actor, poll_id=one.poll_id, choice=one.choice, seq=one.seq)
    except REFUSALS as refusal:
        return refusal


def told(answer):
    """Return all that a person can learn from an answer."""
    if isinstance(answer, RuleViolation):
        return answer.code, answer.facts
    return answer if isinstance(answer, Receipt) else (type(answer), answer.args)


def undone(take):
    """Return the answers and what is in the boxes afterwards, and leave no trace."""
    with transaction.atomic():
        answers = [told(answer) for answer in take()]
        boxes = list(Ballot.objects.order_by("entry_id").values_list("entry_id", "choice", "seq"))
        transaction.set_rollback(True)
    return answers, boxes


def test_a_batch_answers_as_one_by_one():
    made = scene()
    people = st.sampled_from(made.people)
    ballots = st.builds(
        HandedIn,
        people | st.just(made.people[-10]) | st.just(made.people[-9]),
        st.sampled_from(made.polls) | st.just(made.polls[-2]),
        st.sampled_from([YES, NO, ABSTAIN]),
        st.integers(1, 3),
    )

    @settings(max_examples=150, deadline=None)
    @given(st.lists(ballots, max_size=12))
    def holds(handed_in):
        together = undone(lambda: cast_ballots(handed_in=handed_in))
        by_themselves = undone(lambda: [alone(one) for one in handed_in])

        assert together == by_themselves

    holds()


def test_the_scene_of_that_test_knows_every_answer():
    made = scene()

    answers, _boxes = undone(
        lambda: [
            alone(HandedIn(person, poll, choice, seq))
            for person in made.people
            for poll in made.polls
            for choice, seq in ((NO, 1), (YES, 1))
        ]
    )

    codes = {answer[0] if isinstance(answer, tuple) else "receipt" for answer in answers}
    assert codes == {
        "receipt", "absent_voter", "newer_ballot_stands", "not_on_the_roll", "poll_not_open",
        "seat_acts_through_another", "taken_off_the_roll", "wrong_method", PermissionDenied,
        Unseen,
    }  # fmt: skip


def box(poll):
    return sorted(Ballot.objects.filter(poll=poll).values_list("choice", "seq"))


def test_of_two_ballots_of_one_person_the_later_page_stands():
    room = make_room()
    poll = make_open(room)
    first, second = (
        HandedIn(room.user(1), poll.pk, choice, seq) for choice, seq in ((YES, 1), (NO, 2))
    )

    there = cast_ballots(handed_in=[first, second])
    again = cast_ballots(handed_in=[second, first])

    assert there == [Receipt(poll.pk, YES, 1), Receipt(poll.pk, NO, 2)]
    assert [told(each) for each in again] == [Receipt(poll.pk, NO, 2), ("newer_ballot_stands", {})]
    assert box(poll) == [("no", 2)]


def test_two_devices_of_one_member_have_one_ballot_between_them():
    room = make_room()
    poll = make_open(room)
    phone, laptop = (HandedIn(room.user(1), poll.pk, choice, 1) for choice in (YES, NO))

    answers = cast_ballots(handed_in=[phone, laptop])

    assert answers[0] == Receipt(poll.pk, YES, 1)
    assert isinstance(answers[1], NewerBallotStands)
    assert box(poll) == [("yes", 1)]


def test_a_poisoned_ballot_harms_no_other():
    room = make_room()
    poll = make_open(room)
    good = [HandedIn(room.user(place), poll.pk, YES, 1) for place in range(5)]
    poisoned = HandedIn(room.user(2), poll.pk, NO, 2**70)  # no database can hold this number

    answers = cast_ballots(handed_in=[*good[:3], poisoned, *good[3:]])

    assert [each for each in answers if isinstance(each, Receipt)] == [
        Receipt(poll.pk, YES, 1) for _ in range(5)
    ]
    assert not isinstance(answers[3], (Receipt, RuleViolation))
    assert box(poll) == [("yes", 1)] * 5


def test_casting_for_many_takes_as_many_queries_as_for_one(django_assert_num_queries):
    room = make_room(12)
    poll = make_open(room)
    ballots = [HandedIn(room.user(place), poll.pk, YES, 1) for place in range(12)]

    with django_assert_num_queries(5):  # savepoint, poll, roll, ballots, release
        cast_ballots(handed_in=ballots[:1])
    with django_assert_num_queries(5):
        cast_ballots(handed_in=ballots[1:])
