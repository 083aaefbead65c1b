"""One delegate who comes without a letter: the rule on delegates is asked all the same."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.members.facts import Delegate, ExceptionFacts
from council.members.models import (
    Balance,
    ExceptionGround,
    Mandate,
    QuotaAccess,
    Sending,
    SendingOutcome,
    TargetException,
)
from council.members.services import appoint, appoint_delegate, succeed, turn_away
from council.rules.composition import SeatIsTaken
from council.rules.delegations import NobodySent, NoWomanSent, UnevenDelegation
from council.rules.targets import Group
from tests.council.members.delegates import adopt
from tests.factories.institution import make_member, make_seat

W, M = Group.WOMEN, Group.MEN
ASKED, VACANT = SendingOutcome.ASKED_AGAIN, SendingOutcome.KEPT_VACANT
REASON = ExceptionFacts(ground=ExceptionGround.SENDER_HAS_NOBODY, reasons={"tr": "Kadın üye yok."})
TODAY = timezone.localdate()
pytestmark = pytest.mark.usefixtures("rule")


@pytest.fixture
def send(cast, seats, people):
    """Send one of two people to the seat of the same number."""

    def sent(at, sent_as=None, exception=None, **when):
        delegate = Delegate(seat_id=seats[at].pk, member_id=people[at].pk, sent_as=sent_as)
        when = {"starts_on": TODAY, **when}
        return appoint_delegate(actor=cast.clerk, delegate=delegate, exception=exception, **when)

    return sent


def holders(seats):
    running = Mandate.objects.filter(seat__in=seats, ends_on=None)
    return [one.member for one in running.order_by("seat__number")]


def test_the_last_place_is_the_womans(seats, people, send):
    send(0, M)

    with pytest.raises(NoWomanSent):
        send(1, M)

    assert holders(seats) == people[:1]


def test_a_woman_may_take_the_last_place(seats, people, send):
    send(0, M)
    send(1, W)

    assert holders(seats) == people
    assert [one.sent_as for one in Sending.objects.order_by("pk")] == [M, W]


def test_who_is_appointed_without_a_word_is_no_woman(cast, seats, people, send):
    send(0, M)
    facts = {"seat_id": seats[1].pk, "member_id": people[1].pk, "starts_on": TODAY}

    with pytest.raises(NoWomanSent):
        appoint(actor=cast.clerk, **facts)


def test_as_many_women_as_men(cast, body, seats, send):
    adopt(cast, body, Balance.EVEN)
    send(0, W)

    with pytest.raises(UnevenDelegation):
        send(1, W)


def test_an_exception_names_the_organisation(sender, seats, people, send):
    send(0, M)
    send(1, M, REASON)

    granted = TargetException.objects.get()
    assert (granted.key, granted.organisation) == ("", sender)
    assert holders(seats) == people


def test_an_exception_that_is_not_needed_is_not_recorded(send):
    send(0, M, REASON)

    assert not TargetException.objects.exists()


def test_a_mandate_that_is_long_over_owes_nothing(send):
    send(0, M)

    past = {"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY - timedelta(days=1)}
    assert send(1, M, **past).ends_on == past["ends_on"]


def test_a_seat_of_no_organisation_has_no_rule(cast, body, people, sender):
    seat = make_seat(body)

    appoint(actor=cast.clerk, seat_id=seat.pk, member_id=people[0].pk, starts_on=TODAY)

    assert not Sending.objects.exists()


def test_a_taken_seat_is_said_to_be_taken(seats, send):
    send(0, M)
    send(1, W)

    with pytest.raises(SeatIsTaken):
        send(1, M)


@pytest.mark.parametrize("sent_as", [M, None])
def test_a_successor_is_asked_like_everybody(sent_as, cast, seats, people, send):
    send(0, M)
    send(1, W)
    facts = {"seat_id": seats[1].pk, "member_id": make_member(seats[1].body.council).pk}

    with pytest.raises(NoWomanSent):
        succeed(actor=cast.clerk, starts_on=TODAY, sent_as=sent_as, **facts)

    assert holders(seats) == people
    assert succeed(actor=cast.clerk, starts_on=TODAY, sent_as=W, **facts)


@pytest.mark.parametrize("outcome", [ASKED, VACANT])
def test_a_seat_stays_empty_when_the_successor_is_turned_away(outcome, cast, seats, people, send):
    send(0, M)
    send(1, W)
    refused = Delegate(seat_id=seats[1].pk, member_id=people[0].pk, sent_as=M)

    entry = turn_away(actor=cast.clerk, delegate=refused, starts_on=TODAY, outcome=outcome)

    assert (entry.outcome, entry.member, entry.sent_as) == (outcome, people[0], M)
    assert holders(seats) == people[:1]


def test_nobody_can_be_asked_again_for_a_seat_of_no_organisation(cast, body, people):
    delegate = Delegate(seat_id=make_seat(body).pk, member_id=people[0].pk)

    with pytest.raises(NobodySent):
        turn_away(actor=cast.clerk, delegate=delegate, starts_on=TODAY, outcome=ASKED)


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_only_the_office_appoints_or_turns_away(person, cast, seats, people):
    delegate = Delegate(seat_id=seats[0].pk, member_id=people[0].pk)
    facts = {"actor": getattr(cast, person), "delegate": delegate, "starts_on": TODAY}

    with pytest.raises(PermissionDenied):
        appoint_delegate(**facts)
    with pytest.raises(PermissionDenied):
        turn_away(**facts, outcome=ASKED)


def test_no_sealed_answer_is_opened(send):
    send(0, M)
    send(1, W)

    assert not QuotaAccess.objects.exists()
