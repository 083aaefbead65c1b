import pytest

from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.proposals import ProposalStatus
from deliberation.voting.live import turnout_of, usual_questions
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.voting import (
    CONSENT,
    HANDS,
    NO,
    YES,
    hand_in,
    make_closed,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(5, present=4)


def test_while_a_vote_by_name_is_open_everybody_is_told_how_many_voted(room):
    poll = make_open(room)
    hand_in(room, poll, {0: YES, 1: NO})

    told = turnout_of(room.meeting.pk)

    assert told == {key: {"handed_in": 2, "entitled": 4} for key in ("host", "all")}


@pytest.mark.parametrize("method", [CONSENT, HANDS])
def test_how_many_object_is_not_told_while_they_may(method, room):
    make_open(room, method=method)

    assert turnout_of(room.meeting.pk) is None


def test_of_a_vote_on_a_confidential_item_nothing_is_told_to_all(room):
    room.item.is_public = False
    room.item.save()
    make_open(room)

    assert turnout_of(room.meeting.pk) is None


def test_what_the_rule_keeps_from_the_public_is_not_told(room):
    room.meeting.bylaws.document["turnout"] = "members"
    room.meeting.bylaws.save()
    make_open(room)

    assert turnout_of(room.meeting.pk) is None


def test_after_the_close_there_is_nothing_to_tell(room):
    make_closed(room, {0: YES})

    assert turnout_of(room.meeting.pk) is None


def test_amendments_are_put_to_the_vote_in_the_order_of_the_by_laws(room):
    proposal = make_proposal(
        room.meeting.body, paragraphs=("One.", "Two."), status=ProposalStatus.ON_AGENDA
    )
    room.item.proposal = proposal
    room.item.save()
    for position, reach in ((2, 90), (1, 10), (1, 40)):
        make_amendment(proposal, position=position, reach=reach)

    asked = usual_questions(Moment(room.meeting.pk), "en")

    assert [one.number for one in asked] == [3, 2, 1, 0]  # from the top, the furthest first
