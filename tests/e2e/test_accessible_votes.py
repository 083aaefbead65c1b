"""A vote at every stage, as those see it who put it, who vote in it and who look on."""

import re

import pytest

from tests.e2e.journeys import Actor, at, journey, sent

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOM, ASKING = "/meetings/2/room/", "/items/14/polls/new/"
REASON = {"override_reason": "Bugün tercüman yok."}
WORDS = {
    "question_tr": "Ara verilsin mi?",
    "question_ar": "هل نأخذ استراحة؟",
    "question_en": "Shall we pause?",
    "question_de": "Machen wir eine Pause?",
}
TIME_IS_UP = "for (const one of document.querySelectorAll('time')) one.dataset.deadline &&= 1"


@pytest.fixture(scope="module")
def chair(watchers):
    return Actor(watchers, "chair")


def prepare(chair, method):
    """Put a question on the desk instead of those that lie there; return its number."""
    while "/discard/" in chair.actions(ROOM):
        chair.act(ROOM, "/discard/")
    chair.act(ASKING, "/polls/new/", method=method, **WORDS)
    return int(re.search(r"/polls/(\d+)/freeze/", chair.actions(ROOM))[1])


def room(watchers, stage, pane, *people):
    for key in people:
        watchers.look(f"room, {stage}, {key}", key, at(ROOM, pane), "realtime:room")


def vote(watchers, stage, poll, *people):
    for key in people:
        watchers.look(f"vote, {stage}, {key}", key, at(f"/polls/{poll}/"), "voting:poll")


@journey(
    "realtime:cast",
    "realtime:room",
    "realtime:wall",
    "voting:poll",
    "voting:prepare",
    "voting:remove",
)
def test_a_vote_by_name_is_for_everybody_at_every_stage(watchers, chair):
    watchers.look("question to prepare", "chair", at(ASKING), "voting:prepare")
    watchers.look("question without words", "chair", sent(ASKING, ASKING), "voting:prepare", 422)
    poll = prepare(chair, "roll_call")
    room(watchers, "draft", "desk", "chair", "clerk")
    vote(watchers, "draft", poll, "chair")
    chair.act(ROOM, "/freeze/", **REASON)
    room(watchers, "frozen", "desk", "chair")
    chair.act(ROOM, r"/polls/\d+/open/", seconds="600")
    look_at_the_open_vote(watchers, poll)
    chair.act(ROOM, r"/polls/\d+/close/")
    room(watchers, "closed", "desk", "chair")
    vote(watchers, "closed", poll, "member")
    chair.act(ROOM, "/declare/")
    room(watchers, "declared", "talk", "member")
    vote(watchers, "declared", poll, "chair")
    chair.act(f"/polls/{poll}/", "/annul/", reason="Salon sayımı eksikti.")
    room(watchers, "annulled", "talk", "member")
    vote(watchers, "annulled", poll, "member")


def look_at_the_open_vote(watchers, poll):
    room(watchers, "open", "talk", "member")
    room(watchers, "open, the ballot", "vote", "member", "resident")
    room(watchers, "open, the desk", "desk", "chair", "clerk")
    vote(watchers, "open", poll, "member", "observer")
    watchers.look("wall, open", "resident", at("/meetings/2/projector/"), "realtime:wall")
    watchers.look("room, the time is up", "member", too_late, "realtime:room")
    unmarked = sent(f"/polls/{poll}/", "/cast/")
    watchers.look("ballot without a mark", "member", unmarked, "realtime:cast", 422)
    Actor(watchers, "member").act(ROOM, "/cast/", choice="yes")
    room(watchers, "voted", "vote", "member")
    off = f"/polls/{poll}/roll/"
    watchers.look("roll to take somebody off", "clerk", at(off), "voting:remove")
    watchers.look("roll without a reason", "clerk", sent(off, off), "voting:remove", 422)


def too_late(person):
    person.goto(ROOM)
    person.live()
    person.page.evaluate(TIME_IS_UP)
    person.page.wait_for_selector("#votebanner [data-late]", state="attached")


@journey("realtime:room", "voting:hands", "voting:poll")
def test_a_count_of_hands_is_for_everybody_at_every_stage(watchers, chair):
    poll = prepare(chair, "show_of_hands")
    chair.act(ROOM, "/freeze/", **REASON)
    chair.act(ROOM, r"/polls/\d+/open/")
    room(watchers, "hands open", "vote", "member")
    room(watchers, "hands to count", "desk", "chair")
    unfilled = sent(ROOM, f"/polls/{poll}/hands/")
    watchers.look("count without numbers", "chair", unfilled, "voting:hands", 422)
    counted = {"in_favour": "3", "against": "3", "abstentions": "1"}
    Actor(watchers, "clerk").act(ROOM, "/hands/", **counted)
    room(watchers, "hands counted once", "desk", "chair")
    chair.act(ROOM, "/hands/", **counted)
    chair.act(ROOM, r"/polls/\d+/close/")
    room(watchers, "hands closed", "desk", "chair")
    chair.act(ROOM, "/declare/")
    vote(watchers, "hands declared", poll, "member")


@journey("realtime:room", "voting:poll")
def test_a_vote_by_consent_is_for_everybody(watchers, chair):
    poll = prepare(chair, "unanimous_consent")
    chair.act(ROOM, "/freeze/", **REASON)
    chair.act(ROOM, r"/polls/\d+/open/")
    room(watchers, "consent asked for", "vote", "member")
    chair.act(ROOM, r"/polls/\d+/close/")
    chair.act(ROOM, "/declare/")
    vote(watchers, "consent given", poll, "member")
