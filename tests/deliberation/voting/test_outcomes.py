from dataclasses import replace

import pytest

from council.kernel.audience import Audience
from council.members.models import Mandate, Seat
from deliberation.register.services.recording import annul_outcome, record_outcome
from deliberation.voting.models import RollEntry
from deliberation.voting.selectors.outcomes import declared
from deliberation.voting.selectors.polls import polls_for
from deliberation.voting.services.putting import close_poll, count_hands
from tests.deliberation.voting.test_putting import desk
from tests.factories.institution import make_bloc, make_body, make_seat, seat_members
from tests.factories.meetings import make_present
from tests.factories.voting import (
    ABSTAIN,
    CONSENT,
    HANDS,
    NO,
    YES,
    hand_in,
    make_declared,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db
BALLOTS = {0: YES, 1: YES, 2: YES, 3: NO}


def outcome(poll, audience=Audience.PUBLIC, language="en"):
    found = polls_for(Audience.DESK).select_related("outcome").get(pk=poll.pk)
    return declared(found, audience, language)


@pytest.fixture
def room():
    """Five of the host community and three migrants, one of whom stays away."""
    body = make_body()
    room = make_room(5, body=body)
    migrants = make_bloc(body.council, "migrants", names={"en": "Migrants", "tr": "Göçmenler"})
    for member in seat_members(body, 3, migrants):
        room.members.append(member)
    for member in room.members[5:7]:
        make_present(room.meeting, member)
    make_seat(body, migrants)  # vacant
    return room


def test_the_figures_add_up(room):
    found = outcome(make_declared(room, BALLOTS | {5: YES, 6: ABSTAIN}))

    assert (found.in_favour, found.against, found.abstentions, found.rest) == (4, 1, 1, 2)
    assert (found.entitled, found.present, found.percent) == (8, 7, "66")
    assert (found.base, found.needed, found.stamp) == (7, 4, "adopted")


def test_the_table_has_a_row_for_every_bloc_in_the_readers_language(room):
    found = outcome(make_declared(room, BALLOTS | {5: YES, 6: ABSTAIN}), language="tr")

    [_, migrants] = found.blocs
    assert (migrants.name, migrants.language) == ("Göçmenler", "tr")
    assert [(one.in_favour, one.against, one.abstentions, one.rest) for one in found.blocs] == [
        (3, 1, 0, 1), (1, 0, 1, 1),
    ]  # fmt: skip


def test_the_picture_has_a_mark_for_every_seat_of_the_body(room):
    found = outcome(make_declared(room, BALLOTS | {5: YES, 6: ABSTAIN}))

    assert found.picture is not None
    shapes = ("for", "against", "abstain")
    assert [found.picture.count(f'v-{shape}"') for shape in shapes] == [4, 1, 1]
    assert found.picture.count("<circle") == Seat.objects.filter(body=room.meeting.body).count()
    assert "For: 4. Against: 1. Abstentions: 1." in found.picture


@pytest.mark.parametrize("method", [HANDS, CONSENT])
def test_without_names_there_is_neither_picture_nor_table(method, room):
    poll = make_open(room, method=method)
    if method is HANDS:
        count = {"in_favour": 4, "against": 2, "abstentions": 1}
        for counter in (room.chair, desk(room)):
            count_hands(actor=counter, poll_id=poll.pk, **count)
    close_poll(actor=room.chair, poll_id=poll.pk)
    record_outcome(actor=room.chair, poll_id=poll.pk)

    found = outcome(poll, Audience.DESK)

    assert (found.picture, list(found.blocs), list(found.names)) == (None, [], [])


@pytest.mark.parametrize(
    ("names", "audience", "choices"),
    [
        ("everyone", Audience.PUBLIC, ["yes", "yes", "yes", "no", ""]),
        ("outvoted", Audience.PUBLIC, ["no"]),
        ("nobody", Audience.PUBLIC, []),
        ("outvoted", Audience.MEMBER, ["yes", "yes", "yes", "no", ""]),
        ("nobody", Audience.MEMBER, ["yes", "yes", "yes", "no", ""]),
        ("nobody", Audience.DESK, ["yes", "yes", "yes", "no", ""]),
    ],
)
def test_names_are_shown_as_the_rule_says(names, audience, choices):
    room = make_room()
    room.meeting.bylaws.document["names"] = names
    room.meeting.bylaws.save()
    poll = make_declared(room, BALLOTS)

    assert [one.choice for one in outcome(poll, audience).names] == choices


def test_of_a_lost_poll_those_for_it_are_the_outvoted():
    room = make_room()
    room.meeting.bylaws.document["names"] = "outvoted"
    room.meeting.bylaws.save()
    poll = make_declared(room, {0: YES, 1: NO, 2: NO, 3: NO})

    assert [one.choice for one in outcome(poll).names] == ["yes"]


def test_seats_of_a_bloc_that_nobody_came_from_stay_in_the_picture():
    room = make_room(5)
    make_seat(room.meeting.body, make_bloc(room.meeting.council, "migrants"))

    found = outcome(make_declared(room, BALLOTS))

    assert found.picture is not None
    assert found.picture.count("<circle") == 6


def test_a_removed_person_is_counted_as_a_removal_and_nowhere_else():
    room = make_room()
    poll = make_open(room)
    hand_in(room, poll, BALLOTS)
    RollEntry.objects.filter(poll=poll, member=room.members[3]).update(is_active=False)
    close_poll(actor=room.chair, poll_id=poll.pk)
    record_outcome(actor=room.chair, poll_id=poll.pk)

    found = outcome(poll)

    assert (found.against, found.rest, found.removals, len(found.names)) == (0, 1, 1, 4)


def test_an_annulled_poll_keeps_its_figures_and_its_reason():
    room = make_room()
    poll = make_declared(room, BALLOTS)
    before = outcome(poll)
    annul_outcome(actor=room.chair, poll_id=poll.pk, reason="A wrong paper")

    after = outcome(poll)

    assert (after.is_annulled, after.annul_reason) == (True, "A wrong paper")
    assert replace(after, stamp=before.stamp, annul_reason="") == before


def test_an_outcome_costs_the_same_for_few_and_for_many(django_assert_num_queries):
    for seats in (3, 9):
        poll = make_declared(make_room(seats), dict.fromkeys(range(seats), YES))
        found = polls_for(Audience.DESK).select_related("outcome").get(pk=poll.pk)
        with django_assert_num_queries(2):
            declared(found, Audience.PUBLIC, "en")


def test_a_seat_that_changed_hands_keeps_the_name_it_voted_under():
    room = make_room()
    poll = make_declared(room, BALLOTS)
    Mandate.objects.filter(member=room.members[0]).delete()

    assert room.members[0].public_name in [one.name for one in outcome(poll).names]
