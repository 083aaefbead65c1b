from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from council.kernel.audience import Audience
from council.rules.bylaws import QuestionKind
from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from deliberation.voting.live import desk_part, paper_part, turnout_of, usual_questions
from deliberation.voting.selectors.votes import Votes
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.voting import (
    CONSENT,
    HANDS,
    NO,
    YES,
    hand_in,
    make_closed,
    make_draft,
    make_frozen,
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


def with_proposal(room):
    proposal = make_proposal(room.meeting.body, status=ProposalStatus.ON_AGENDA)
    room.item.proposal = proposal
    room.item.save()
    return proposal


@pytest.mark.parametrize("make", [make_draft, make_frozen])
@pytest.mark.parametrize(
    ("status", "undecided"), [(AmendmentStatus.ADMITTED, 2), (AmendmentStatus.ADOPTED, 0)]
)
def test_the_desk_is_warned_of_amendments_that_wait_before_the_final_vote(
    make, status, undecided, room
):
    proposal = with_proposal(room)
    for _ in range(2):
        make_amendment(proposal, status=status)
    make(room, proposal=proposal)

    desk = desk_part(Votes(Moment(room.meeting.pk)), "en")

    words = render_to_string("voting/live/desk-poll.html", {**desk, "meeting_id": room.meeting.pk})
    assert ("Amendments not decided yet: 2." in words) is bool(undecided)
    assert desk["undecided"] == undecided


def test_a_vote_on_an_amendment_needs_no_such_warning(room):
    proposal = with_proposal(room)
    make_draft(room, amendment=make_amendment(proposal), kind=QuestionKind.AMENDMENT)

    assert desk_part(Votes(Moment(room.meeting.pk)), "en")["undecided"] == 0


@pytest.mark.parametrize(("seconds", "is_late"), [(-1, True), (60, False)])
def test_a_poll_whose_time_is_up_says_so(seconds, is_late, room):
    make_open(room, seconds=60)
    votes = Votes(Moment(room.meeting.pk))
    votes.polls[0].closes_at = timezone.now() + timedelta(seconds=seconds)

    shown = paper_part(votes, Audience.MEMBER, "en")

    assert shown["paper"].is_late is is_late
    for part in ("paper", "votebanner"):
        words = render_to_string(f"voting/live/{part}.html", shown)
        assert (" data-late" in words) is is_late
        assert "The time is up: no more ballots are taken." in words  # shown by style, when late


@pytest.mark.parametrize(
    ("make", "is_voted_on"),
    [(make_frozen, False), (make_open, True), (lambda room: make_closed(room, {0: YES}), True)],
)
def test_an_item_is_voted_on_until_the_outcome_is_declared(make, is_voted_on, room):
    make(room)
    votes = Votes(Moment(room.meeting.pk))

    assert votes.is_voted_on(room.item.pk, Audience.PUBLIC) is is_voted_on
