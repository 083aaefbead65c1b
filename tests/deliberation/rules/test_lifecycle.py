from itertools import product

import pytest

from council.rules.errors import OutOfOrder
from deliberation.rules.decisions import DECISION_PROCEDURE, DecisionAct, DecisionStatus
from deliberation.rules.elections import (
    CANDIDACY_PROCEDURE,
    ELECTION_PROCEDURE,
    CandidacyAct,
    CandidacyStatus,
    ElectionAct,
    ElectionStatus,
)
from deliberation.rules.followup import REFERRAL_PROCEDURE, ReferralAct, ReferralStatus
from deliberation.rules.lifecycle import acts_in_order, advance, mermaid
from deliberation.rules.meetings import (
    ITEM_PROCEDURE,
    MEETING_PROCEDURE,
    ItemAct,
    ItemStatus,
    MeetingAct,
    MeetingStatus,
)
from deliberation.rules.polls import POLL_PROCEDURE, PollAct, PollStatus
from deliberation.rules.proposals import (
    AMENDMENT_PROCEDURE,
    PROPOSAL_PROCEDURE,
    AmendmentAct,
    AmendmentStatus,
    ProposalAct,
    ProposalStatus,
)

# For each status: the acts in order, each with the status it leads to. All others are refused.
LIVES = {
    "referral": (
        REFERRAL_PROCEDURE,
        ReferralStatus,
        ReferralAct,
        {
            "forwarded": {"consider": "considered", "answer": "answered"},
            "considered": {"answer": "answered"},
            "answered": {
                "withdraw": "considered",
                "implement": "implemented",
                "decline": "declined",
            },
            "implemented": {},
            "declined": {},
        },
    ),
    "meeting": (
        MEETING_PROCEDURE,
        MeetingStatus,
        MeetingAct,
        {
            "draft": {"convene": "convened", "cancel": "cancelled"},
            "convened": {"open": "open", "find_inquorate": "inquorate", "cancel": "cancelled"},
            "open": {"recess": "recessed", "adjourn": "adjourned"},
            "recessed": {"resume": "open", "adjourn": "adjourned"},
            "adjourned": {"record": "recorded"},
            "recorded": {},
            "inquorate": {"call_again": "inquorate"},
            "cancelled": {},
        },
    ),
    "item": (
        ITEM_PROCEDURE,
        ItemStatus,
        ItemAct,
        {
            "planned": {
                "call": "called",
                "consent": "disposed",
                "postpone": "postponed",
                "withdraw": "withdrawn",
            },
            "called": {
                "close_discussion": "discussed",
                "dispose": "disposed",
                "postpone": "postponed",
                "withdraw": "withdrawn",
            },
            "discussed": {
                "reopen_discussion": "called",
                "dispose": "disposed",
                "postpone": "postponed",
                "withdraw": "withdrawn",
            },
            "postponed": {"restore": "planned"},
            "disposed": {},
            "withdrawn": {},
        },
    ),
    "election": (
        ELECTION_PROCEDURE,
        ElectionStatus,
        ElectionAct,
        {
            "prepared": {"call": "candidacies", "annul": "annulled"},
            "candidacies": {"list": "listed", "annul": "annulled"},
            "listed": {"call": "candidacies", "open": "voting", "annul": "annulled"},
            "voting": {"close": "counting", "annul": "annulled"},
            "counting": {"count": "counted", "annul": "annulled"},
            "counted": {"count": "counted", "declare": "declared", "annul": "annulled"},
            "declared": {"annul": "annulled"},
            "annulled": {},
        },
    ),
    "candidacy": (
        CANDIDACY_PROCEDURE,
        CandidacyStatus,
        CandidacyAct,
        {
            "nominated": {"consent": "submitted", "decline": "declined"},
            "submitted": {"admit": "admitted", "refuse": "refused", "withdraw": "withdrawn"},
            "admitted": {"withdraw": "withdrawn"},
            "refused": {"admit": "admitted"},
            "declined": {},
            "withdrawn": {},
        },
    ),
    "proposal": (
        PROPOSAL_PROCEDURE,
        ProposalStatus,
        ProposalAct,
        {
            "draft": {"submit": "submitted", "withdraw": "withdrawn"},
            "submitted": {
                "admit": "admitted",
                "return": "draft",
                "withdraw": "withdrawn",
                "lapse": "lapsed",
            },
            "admitted": {
                "place": "on_agenda",
                "refer": "referred",
                "withdraw": "withdrawn",
                "lapse": "lapsed",
            },
            "on_agenda": {
                "adopt": "adopted",
                "reject": "rejected",
                "postpone": "admitted",
                "refer": "referred",
                "withdraw": "withdrawn",
                "lapse": "lapsed",
            },
            "referred": {"take_up": "admitted", "lapse": "lapsed"},
            "adopted": {"reopen": "on_agenda"},
            "rejected": {"reopen": "on_agenda"},
            "withdrawn": {},
            "lapsed": {},
        },
    ),
    "amendment": (
        AMENDMENT_PROCEDURE,
        AmendmentStatus,
        AmendmentAct,
        {
            "submitted": {
                "admit": "admitted",
                "decline": "declined",
                "withdraw": "withdrawn",
                "lapse": "lapsed",
            },
            "admitted": {
                "adopt": "adopted",
                "reject": "rejected",
                "withdraw": "withdrawn",
                "lapse": "lapsed",
            },
            "adopted": {"reopen": "admitted"},
            "rejected": {"reopen": "admitted"},
            "lapsed": {"reopen": "admitted"},
            "declined": {},
            "withdrawn": {},
        },
    ),
    "poll": (
        POLL_PROCEDURE,
        PollStatus,
        PollAct,
        {
            "draft": {"freeze": "frozen", "discard": "annulled"},
            "frozen": {"open": "open", "annul": "annulled"},
            "open": {"close": "closed", "annul": "annulled"},
            "closed": {"declare": "declared", "annul": "annulled"},
            "declared": {"annul": "annulled"},
            "annulled": {},
        },
    ),
    "decision": (
        DECISION_PROCEDURE,
        DecisionStatus,
        DecisionAct,
        {
            "adopted": {"publish": "published"},
            "published": {"forward": "forwarded"},
            "forwarded": {"consider": "considered"},
            "considered": {"answer": "answered"},
            "answered": {"implement": "implemented", "decline": "declined"},
            "implemented": {},
            "declined": {},
        },
    ),
}


def tried(table, status, act):
    """Return the status after the act, or the facts with which it was refused."""
    try:
        return advance(table, status, act)
    except OutOfOrder as refusal:
        return refusal.facts


@pytest.mark.parametrize("thing", LIVES)
def test_what_may_follow_what(thing):
    table, statuses, acts, expected = LIVES[thing]
    pairs = list(product(statuses, acts))
    after = {pair: tried(table, *pair) for pair in pairs}

    assert after == {
        (s, act): expected[s].get(act) or {"status": str(s), "act": str(act)} for s, act in pairs
    }
    assert {type(each) for each in after.values()} == {statuses, dict}


@pytest.mark.parametrize("thing", LIVES)
def test_the_acts_in_order_are_those_that_are_not_refused(thing):
    table, statuses, _, expected = LIVES[thing]

    assert {s: acts_in_order(table, s) for s in statuses} == {
        s: frozenset(expected[s]) for s in statuses
    }


@pytest.mark.parametrize("thing", LIVES)
def test_every_status_can_be_reached(thing):
    table, statuses, _, _ = LIVES[thing]
    first = next(iter(statuses))

    assert {first, *table.values()} == set(statuses)


def test_a_poll_can_be_annulled_but_never_reset():
    assert PollStatus.DRAFT not in POLL_PROCEDURE.values()


def test_the_table_draws_itself():
    assert mermaid(DECISION_PROCEDURE) == (
        "stateDiagram-v2\n"
        "    [*] --> adopted\n"
        "    adopted --> published: publish\n"
        "    published --> forwarded: forward\n"
        "    forwarded --> considered: consider\n"
        "    considered --> answered: answer\n"
        "    answered --> implemented: implement\n"
        "    answered --> declined: decline\n"
        "    implemented --> [*]\n"
        "    declined --> [*]\n"
    )
