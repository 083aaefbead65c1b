"""A page that followed the notices equals a page loaded anew, for every kind of notice."""

from xml.etree.ElementTree import tostring

import pytest
from django.test import Client
from django.urls import reverse

from council.kernel.audience import Audience
from council.ledger.selectors import entries_since
from council.members.models import OfficeKind
from council.rules.bylaws import FloorOrder
from deliberation.elections.services import counting, preparing, voting
from deliberation.floor.models import SpeakingRequest, SpeakingTurn
from deliberation.floor.services import ordering, requests, turns
from deliberation.meetings.models import Contribution, ItemKind, Mode
from deliberation.meetings.services import (
    agenda_live,
    attendance,
    discussion,
    interpretation,
    opening,
    presidium,
    recusal,
)
from deliberation.register.models import Decision
from deliberation.register.services.publishing import publish_decision
from deliberation.register.services.recording import annul_outcome, record_outcome
from deliberation.rules.proposals import ProposalStatus
from deliberation.voting.services.preparing import discard_poll
from deliberation.voting.services.putting import (
    close_poll,
    count_hands,
    open_poll,
    remove_from_roll,
)
from realtime.news import News, Readers
from realtime.notices import render
from tests.factories import elections
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_item
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.voting import (
    HANDS,
    YES,
    hand_in,
    make_closed,
    make_declared,
    make_draft,
    make_frozen,
    make_open,
    make_room,
)
from tests.support.live_page import LivePage, differences

pytestmark = pytest.mark.django_db
LANGUAGE = "en"


@pytest.fixture
def room():
    found = make_room(6, present=5)
    body = found.meeting.body
    elections.vote_openly(body)
    found.body, found.clerk = body, make_member(body.council, public_name="Clerk").user
    give_office(found.clerk.members.get(), body, OfficeKind.CLERK)
    interpreter = make_member(body.council, public_name="Interpreter", speaks=["tr", "en"])
    give_office(interpreter, body, OfficeKind.INTERPRETER, directions=["tr>en", "en>tr"])
    found.interpreter = interpreter.user
    agenda_live.dispose_item(actor=found.chair, item_id=found.item.pk)
    return call(found, make_item(found.meeting, title="Evening classes"))


def call(room, item):
    """Call the item as the chair does, so that the journal tells of it."""
    agenda_live.call_item(actor=room.chair, item_id=item.pk)
    room.item = item
    return room


def said(room):
    return discussion.contribute(
        actor=room.user(1), item_id=room.item.pk, language="tr", body="Yer lazım."
    )


def asked(room, place=2):
    requests.request_floor(actor=room.user(place), meeting_id=room.meeting.pk)
    return SpeakingRequest.objects.get(member=room.members[place], status="waiting").pk


def given(room):
    turns.give_floor(actor=room.chair, meeting_id=room.meeting.pk, request_id=asked(room))
    return SpeakingTurn.objects.get(ended_at=None).pk


def proposal_before(room):
    proposal = make_proposal(
        room.meeting.body, room.members[1], language="tr", status=ProposalStatus.ON_AGENDA
    )
    agenda_live.dispose_item(actor=room.chair, item_id=room.item.pk)
    call(room, make_item(room.meeting, kind=ItemKind.PROPOSAL, proposal=proposal))
    return proposal


def amendment_before(room):
    proposal = proposal_before(room)
    make_amendment(proposal)
    return proposal


FOR = {0: YES, 1: YES, 2: YES, 3: YES}


def tied(room):
    return elections.make_counted(room, {"1": 1}, {"2": 1})


def decided(room):
    make_declared(room, FOR, proposal=proposal_before(room))
    return Decision.objects.get().pk


# name → (what happens before the page is opened, what happens while it is open)
SCENES = {
    "arrival": (None, lambda r, _: attendance.check_in(
        actor=r.user(5), meeting_id=r.meeting.pk, mode=Mode.REMOTE)),
    "departure": (None, lambda r, _: attendance.check_out(
        actor=r.user(4), meeting_id=r.meeting.pk)),
    "excuse": (None, lambda r, _: attendance.excuse_member(
        actor=r.clerk, meeting_id=r.meeting.pk, member_id=r.members[5].pk)),
    "roll call": (None, lambda r, _: attendance.call_roll(
        actor=r.clerk, meeting_id=r.meeting.pk, marks={r.members[5].pk: Mode.HALL})),
    "recess": (lambda r: agenda_live.dispose_item(actor=r.chair, item_id=r.item.pk),
               lambda r, _: opening.recess_meeting(actor=r.chair, meeting_id=r.meeting.pk)),
    "next sitting": (lambda r: opening.recess_meeting(actor=r.chair, meeting_id=r.meeting.pk),
                     lambda r, _: opening.resume_meeting(actor=r.chair, meeting_id=r.meeting.pk)),
    "end": (lambda r: agenda_live.dispose_item(actor=r.chair, item_id=r.item.pk),
            lambda r, _: opening.adjourn_meeting(actor=r.chair, meeting_id=r.meeting.pk)),
    "presidium": (None, lambda r, _: presidium.elect_presidium(
        actor=r.chair, meeting_id=r.meeting.pk,
        member_ids=[r.members[place].pk for place in (0, 2, 3)],  # who reads along is not elected
        leading_id=r.members[0].pk)),
    "recusal": (None, lambda r, _: recusal.recuse_oneself(
        actor=r.user(3), item_id=r.item.pk, reason="My firm")),
    "call": (lambda r: agenda_live.dispose_item(actor=r.chair, item_id=r.item.pk),
             lambda r, _: agenda_live.call_item(
                 actor=r.chair, item_id=make_item(r.meeting, title="Next").pk)),
    "close discussion": (said, lambda r, _: agenda_live.close_discussion(
        actor=r.chair, item_id=r.item.pk)),
    "reopen discussion": (
        lambda r: agenda_live.close_discussion(actor=r.chair, item_id=r.item.pk),
        lambda r, _: agenda_live.reopen_discussion(actor=r.chair, item_id=r.item.pk)),
    "dispose": (said, lambda r, _: agenda_live.dispose_item(actor=r.chair, item_id=r.item.pk)),
    "postpone": (said, lambda r, _: agenda_live.postpone_item(
        actor=r.chair, item_id=r.item.pk, reason="Papers are missing")),
    "contribution": (None, lambda r, _: said(r)),
    "withdrawn contribution": (said, lambda r, c: discussion.withdraw_contribution(
        actor=r.user(1), contribution_id=c.pk)),
    "interpretation": (said, lambda r, c: interpretation.interpret(
        actor=r.interpreter, contribution_id=c.pk, language="en", body="We need rooms.")),
    "order of speakers": (asked, lambda r, _: ordering.choose_order(
        actor=r.chair, meeting_id=r.meeting.pk, order=FloorOrder.LEAST_SPOKEN)),
    "lists with times": (asked, lambda r, _: ordering.choose_order(
        actor=r.chair, meeting_id=r.meeting.pk, order=FloorOrder.BUDGETS, budget_seconds=600)),
    "request": (None, lambda r, _: asked(r)),
    "withdrawn request": (asked, lambda r, one: requests.withdraw_request(
        actor=r.user(2), request_id=one)),
    "declined request": (asked, lambda r, one: requests.decline_request(
        actor=r.chair, request_id=one)),
    "floor": (asked, lambda r, one: turns.give_floor(
        actor=r.chair, meeting_id=r.meeting.pk, request_id=one)),
    "more time": (given, lambda r, turn: turns.extend_turn(actor=r.chair, turn_id=turn)),
    "end of turn": (given, lambda r, turn: turns.end_turn(actor=r.chair, turn_id=turn)),
    "final vote too early": (
        amendment_before, lambda r, proposal: make_draft(r, proposal=proposal)),
    "vote on an amendment": (
        lambda r: make_frozen(r, amendment=amendment_before(r).amendments.get()),
        lambda r, poll: open_poll(actor=r.chair, poll_id=poll.pk)),
    "draft": (None, lambda r, _: make_draft(r)),
    "discarded": (make_draft, lambda r, poll: discard_poll(actor=r.chair, poll_id=poll.pk)),
    "frozen": (None, lambda r, _: make_frozen(r)),
    "opened": (make_frozen, lambda r, poll: open_poll(actor=r.chair, poll_id=poll.pk)),
    "hands": (lambda r: make_open(r, method=HANDS), lambda r, poll: count_hands(
        actor=r.clerk, poll_id=poll.pk, in_favour=3, against=1, abstentions=0)),
    "closed": (make_open, lambda r, poll: close_poll(actor=r.chair, poll_id=poll.pk)),
    "removed": (make_open, lambda r, poll: remove_from_roll(
        actor=r.clerk, poll_id=poll.pk, entry_id=poll.roll.first().pk, reason="Vacant seat")),
    "declared": (lambda r: make_closed(r, FOR),
                 lambda r, poll: record_outcome(actor=r.chair, poll_id=poll.pk)),
    "annulled while open": (make_open, lambda r, poll: annul_outcome(
        actor=r.chair, poll_id=poll.pk, reason="Wrong question")),
    "annulled later": (lambda r: make_declared(r, FOR), lambda r, poll: annul_outcome(
        actor=r.chair, poll_id=poll.pk, reason="Two lists were mixed up")),
    "decision": (lambda r: make_closed(r, FOR, proposal=proposal_before(r)),
                 lambda r, poll: record_outcome(actor=r.chair, poll_id=poll.pk)),
    "publication": (decided, lambda r, one: publish_decision(actor=r.clerk, decision_id=one)),
    "election": (elections.make_listed, lambda r, one: voting.open_voting(
        actor=r.chair, election_id=one.pk, meeting_id=r.meeting.pk)),
    "box closed": (elections.make_voting, elections.close),
    "lot": (tied, lambda r, one: counting.settle_tie(
        actor=r.chair, election_id=one.pk, order=["1", "2"], witness_id=r.members[4].pk)),
    "elected": (lambda r: elections.make_counted(r, {"1": 1}), lambda r, one: (
        counting.declare_election(actor=r.chair, election_id=one.pk))),
    "election annulled": (elections.make_voting, lambda r, one: preparing.annul_election(
        actor=r.chair, election_id=one.pk, reason="The box was lost")),
}  # fmt: skip
WATCHERS = {
    Audience.PUBLIC: None,
    Audience.MEMBER: lambda room: room.user(1),
    Audience.DESK: lambda room: room.chair,
}


def client_of(room, audience):
    client = Client()
    if (who := WATCHERS[audience]) is not None:
        client.force_login(who(room))
    return client


def load(client, room):
    answer = client.get(reverse("realtime:room", args=[room.meeting.pk]))
    assert answer.status_code == 200
    return LivePage(answer.content.decode())


def frames(room, seq, audience):
    readers = Readers(LANGUAGE, audience)
    news = [News.of(entry) for entry in entries_since(room.meeting.pk, seq)]
    return [made[readers] for one in news for made in render([one], [readers])]


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_that_followed_the_notices_equals_a_page_loaded_anew(room, scene):
    before, act = SCENES[scene]
    prepared = before(room) if before else None
    clients = {audience: client_of(room, audience) for audience in WATCHERS}
    pages = {audience: load(client, room) for audience, client in clients.items()}

    act(room, prepared)
    for audience, page in pages.items():
        told = frames(room, page.seq, audience)
        assert told, f"{audience} hears nothing"
        page.apply(told)

    anew = {audience: load(client, room) for audience, client in clients.items()}
    assert {each: differences(page, anew[each]) for each, page in pages.items()} == {
        each: [] for each in WATCHERS
    }


def test_lost_doubled_and_reordered_notices_end_in_the_same_page(room):
    client = client_of(room, Audience.MEMBER)
    page = load(client, room)
    start = page.seq
    contribution = said(room)
    interpretation.interpret(
        actor=room.interpreter, contribution_id=contribution.pk, language="en", body="Rooms!"
    )
    hand_in(room, make_open(room), {0: YES})
    told = frames(room, start, Audience.MEMBER)

    page.apply(told[:2])
    page.apply(told[:2])
    with pytest.raises(AssertionError, match="a gap"):
        page.apply([told[3]])
    page.apply(frames(room, page.seq, Audience.MEMBER))

    assert differences(page, load(client, room)) == []


def test_the_comparison_notices_a_page_that_is_wrong(client, room):
    said(room)
    page = load(client, room)
    broken = load(client, room)
    contribution = Contribution.objects.get()
    broken.by_id(f"m-{contribution.pk}").set("class", "broken")

    assert "stream" in differences(page, broken)


# scene → whether everybody sees that something changed
ON_ITS_PAGE = {
    "election": True,
    "box closed": True,
    "lot": False,
    "elected": True,
    "election annulled": True,
}


@pytest.mark.parametrize("scene", ON_ITS_PAGE)
def test_the_page_of_an_election_follows_too(client, room, scene):
    before, act = SCENES[scene]
    election = before(room)
    address, part = reverse("elections:election", args=[election.pk]), f"election-{election.pk}"
    page = LivePage(client.get(address).text)
    kept = tostring(page.by_id(part))

    act(room, election)
    page.apply(frames(room, page.seq, Audience.PUBLIC))

    followed = tostring(page.by_id(part))
    assert followed == tostring(LivePage(client.get(address).text).by_id(part))
    assert (followed != kept) is ON_ITS_PAGE[scene]
