"""The public document of an election: the same inputs give the same bytes."""

import json
from dataclasses import replace

from hypothesis import given

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.documents import approval_document, scottish_document
from deliberation.rules.tally.points import count_approval
from deliberation.rules.tally.scottish import Withdrawal, scottish_stv
from deliberation.rules.tally.ties import Ruling
from tests.deliberation.rules.tally.support import profile, profiles, unhurried

LOT = ElectionTie.LOT


@unhurried
@given(profiles())
def test_the_order_of_casting_leaves_no_trace(election):
    other = replace(election, papers=dict(reversed(election.papers.items())))

    first, second = (
        json.dumps(scottish_document(each, LOT, [], [], scottish_stv(each, LOT)))
        for each in (election, other)
    )
    assert first == second


def test_every_stage_transfer_and_tie_is_in_it():
    election = profile(1, {"a c": 3, "b a": 2, "c": 2, "d": 1})
    gone, drawn = [Withdrawal("d", 1)], [Ruling(("b", "c"))]

    document = scottish_document(
        election, LOT, drawn, gone, scottish_stv(election, LOT, drawn, gone)
    )

    assert document["withdrawals"] == [{"candidate": "d", "stage": 1}]
    assert document["result"]["stages"][2] == {
        "act": "exclusion",
        "sources": ["b"],
        "transfers": [{"to": "a", "papers": 2, "value": 100_000}],
        "votes": {"a": 500_000, "b": 0, "c": 200_000, "d": 0},
        "exhausted": 100_000,
        "ignored": 0,
        "elected": ["a"],
        "filled": [],
        "excluded": ["b"],
        "ties": [
            {
                "about": "exclusion",
                "among": ["b", "c"],
                "places": 1,
                "chosen": ["b"],
                "by": "lot",
                "stage": None,
            }
        ],
    }
    assert document["result"]["elected"] == ["a"]


def test_an_election_by_crosses_tells_its_sums_and_ties():
    election, drawn = profile(1, {"a": 2, "b": 2, "c": 1}), [Ruling(("b", "a"))]

    document = approval_document(election, LOT, drawn, count_approval(election, LOT, drawn))

    assert document["result"]["points"] == {"a": 2, "b": 2, "c": 1}
    assert document["result"]["elected"] == ["b"]
    assert [each["chosen"] for each in document["result"]["ties"]] == [["b"]]
    assert document["rulings"] == [["b", "a"]]
