"""An organisation's letter: everybody is seated, or nobody, unless a way on is chosen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.members.facts import Delegate, ExceptionFacts, LetterFacts
from council.members.models import (
    Balance,
    DelegationRule,
    ExceptionGround,
    FilledBy,
    Mandate,
    QuotaAccess,
    Sending,
    SendingOutcome,
    TargetException,
)
from council.members.selectors.delegations import delegation_on
from council.members.services import end_mandate
from council.members.services.delegations import adopt_delegation_rule, take_letter
from council.rules.composition import AlreadySeated, SeatElsewhere, SeatIsKept, SeatIsTaken
from council.rules.delegations import NobodySent, NoWomanSent, UnevenDelegation
from council.rules.targets import Group
from tests.council.members.delegates import adopt
from tests.factories.institution import make_member, make_seat

LONG_AGO = date(2020, 1, 1)
W, M = Group.WOMEN, Group.MEN
ASKED, VACANT = SendingOutcome.ASKED_AGAIN, SendingOutcome.KEPT_VACANT
REASON = ExceptionFacts(ground=ExceptionGround.SENDER_HAS_NOBODY, reasons={"tr": "Kadın üye yok."})


pytestmark = pytest.mark.usefixtures("rule")


def letter(seats, people, sent):
    named = zip(seats, people, sent, strict=bool(people))
    return LetterFacts(
        body_id=seats[0].body_id,
        organisation_id=seats[0].organisation_id,
        delegates=[
            Delegate(seat_id=seat.pk, member_id=person.pk, sent_as=group)
            for seat, person, group in named
        ],
        starts_on=timezone.localdate(),
    )


def nobody(seats):
    return letter(seats, [], [])


def holders(seats):
    return [one.member for one in Mandate.objects.filter(seat__in=seats).order_by("seat__number")]


def entered():
    return [
        (one.seat, one.member, one.sent_as, one.outcome) for one in Sending.objects.order_by("pk")
    ]


def test_a_letter_with_a_woman_is_taken_in(cast, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, W]))

    assert holders(seats) == people
    assert entered() == [
        (seats[0], people[0], "men", SendingOutcome.SEATED),
        (seats[1], people[1], "women", SendingOutcome.SEATED),
    ]
    assert not QuotaAccess.objects.exists()


def test_a_letter_without_a_woman_changes_nothing(cast, seats, people):
    with pytest.raises(NoWomanSent):
        take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]))

    assert (holders(seats), entered()) == ([], [])


def test_what_the_letter_does_not_say_is_no_woman(cast, seats, people):
    with pytest.raises(NoWomanSent):
        take_letter(actor=cast.clerk, facts=letter(seats, people, [M, None]))


def test_one_man_of_two_is_taken_in_while_the_other_seat_waits(cast, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats[:1], people[:1], [M]))

    assert holders(seats) == people[:1]


def test_the_second_letter_must_then_bring_the_woman(cast, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats[:1], people[:1], [M]))

    with pytest.raises(NoWomanSent):
        take_letter(actor=cast.clerk, facts=letter(seats[1:], people[1:], [M]))
    take_letter(actor=cast.clerk, facts=letter(seats[1:], people[1:], [W]))

    assert holders(seats) == people


@pytest.mark.parametrize("way", [ASKED, VACANT])
def test_who_fits_is_seated_and_the_other_seat_stays_vacant(way, cast, body, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]), otherwise=way)

    assert holders(seats) == people[:1]
    assert entered() == [
        (seats[0], people[0], "men", SendingOutcome.SEATED),
        (seats[1], people[1], "men", way),
    ]
    owed = delegation_on(body, seats[0].organisation_id, timezone.localdate())
    assert (owed.vacancies, owed.is_kept) == (1, True)
    assert (owed.asked_again is not None, owed.is_kept_vacant) == (way is ASKED, way is VACANT)


def test_an_organisation_that_sends_nobody_is_asked_again(cast, body, seats):
    take_letter(actor=cast.clerk, facts=nobody(seats), otherwise=ASKED)

    assert [(seat, outcome) for seat, _, _, outcome in entered()] == [
        (seats[0], ASKED),
        (seats[1], ASKED),
    ]


def test_an_empty_letter_is_told_so(cast, seats):
    with pytest.raises(NobodySent):
        take_letter(actor=cast.clerk, facts=nobody(seats))


def test_an_answer_ends_the_waiting(cast, body, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]), otherwise=ASKED)
    take_letter(actor=cast.clerk, facts=letter(seats[1:], people[1:], [W]))

    owed = delegation_on(body, seats[0].organisation_id, timezone.localdate())
    assert (owed.asked_again, owed.vacancies) == (None, 0)


def test_an_exception_takes_the_letter_in_and_names_the_organisation(cast, sender, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]), exception=REASON)

    assert holders(seats) == people
    (found,) = TargetException.objects.all()
    assert (found.key, found.organisation, found.ground, found.reasons) == (
        "",
        sender,
        ExceptionGround.SENDER_HAS_NOBODY,
        {"tr": "Kadın üye yok."},
    )
    assert found.granted_by == cast.members.clerk


def test_an_exception_that_is_not_needed_is_not_kept(cast, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [W, M]), exception=REASON)

    assert not TargetException.objects.exists()


def test_delegates_of_before_can_be_said_to_be_sent_as_somebody(cast, body, seats, people):
    for seat, person in zip(seats, people, strict=True):
        Mandate.objects.create(seat=seat, member=person, starts_on=LONG_AGO)

    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]))
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]), otherwise=ASKED)

    with pytest.raises(NobodySent):
        take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]), otherwise=VACANT)

    owed = delegation_on(body, seats[0].organisation_id, timezone.localdate())
    assert (owed.sent, owed.lacks_woman) == ([M, M], True)
    assert owed.asked_again.seat == seats[1]


def test_whoever_leaves_counts_no_more(cast, body, seats, people):
    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, W]))
    gone = Mandate.objects.get(member=people[1])
    end_mandate(actor=cast.clerk, mandate_id=gone.pk, ends_on=timezone.localdate())

    other = make_member(body.council)
    with pytest.raises(NoWomanSent):
        take_letter(actor=cast.clerk, facts=letter(seats[1:], [other], [M]))


def test_even_means_within_one(cast, body, seats, people):
    adopt(cast, body, Balance.EVEN)

    with pytest.raises(UnevenDelegation) as refused:
        take_letter(actor=cast.clerk, facts=letter(seats, people, [W, W]))

    assert refused.value.facts == {"women": 2, "men": 0}


def test_a_rule_holds_from_its_day_on(cast, body, seats, people):
    adopt(cast, body, Balance.NONE, valid_from=date(2020, 1, 2))
    adopt(cast, body, Balance.EVEN, valid_from=date(2999, 1, 1))

    take_letter(actor=cast.clerk, facts=letter(seats, people, [M, M]))

    assert DelegationRule.objects.count() == 3


def test_a_seat_kept_for_a_group_is_given_by_two_persons_and_says_for_whom(
    cast, body, seats, people
):
    seats[1].group = "women"
    seats[1].save()

    with pytest.raises(SeatIsKept):
        take_letter(actor=cast.clerk, facts=letter(seats, people, [M, W]))
    Mandate.objects.create(seat=seats[1], member=people[1], starts_on=LONG_AGO)
    take_letter(actor=cast.clerk, facts=letter(seats[:1], people[:1], [M]))

    assert delegation_on(body, seats[0].organisation_id, timezone.localdate()).sent == [M, W]


def test_only_seats_of_the_organisation_are_filled(cast, body, seats, people):
    elsewhere = make_seat(body, filled_by=FilledBy.DELEGATED)
    facts = letter([seats[0], elsewhere], people, [M, W])

    with pytest.raises(SeatElsewhere):
        take_letter(actor=cast.clerk, facts=facts)


def test_nobody_is_seated_twice_or_on_a_taken_seat(cast, seats, people, council):
    with pytest.raises(AlreadySeated):
        take_letter(actor=cast.clerk, facts=letter(seats, [people[0]] * 2, [W, W]))
    take_letter(actor=cast.clerk, facts=letter(seats, people, [W, W]))
    with pytest.raises(SeatIsTaken):
        take_letter(actor=cast.clerk, facts=letter(seats[:1], [make_member(council)], [W]))


@pytest.mark.parametrize("who", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_enters_letters_or_sets_the_rule(who, cast, body, seats, people):
    actor = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        take_letter(actor=actor, facts=letter(seats, people, [M, W]))
    with pytest.raises(PermissionDenied):
        adopt_delegation_rule(
            actor=actor, body_id=body.pk, balance=Balance.NONE, source="", valid_from=LONG_AGO
        )
