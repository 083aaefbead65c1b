"""What an outsider does with the file of an election and a script that shares nothing with us."""

import json
import subprocess
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import ElectionTie
from deliberation.elections import recount_duels, recount_election, recount_meek
from deliberation.rules.tally.box import empty_box
from deliberation.rules.tally.counting import Record, Slate, count
from deliberation.rules.tally.documents import approval_document, scottish_document
from deliberation.rules.tally.points import count_approval
from deliberation.rules.tally.rule import ONE_SEAT, BallotKind, ElectionRule
from deliberation.rules.tally.scottish import Withdrawal, scottish_stv
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling
from tests.deliberation.rules.tally.support import profile, profiles, published, unhurried
from tests.support.site import system_python

LOT = ElectionTie.LOT
DRAWN = [Ruling(tuple(order)) for order in ("FJKL", "JKL", "KL")]


def scottish(election, rulings=(), withdrawals=()):
    """Return the document as its reader has it: from JSON."""
    sheet = scottish_stv(election, LOT, rulings, withdrawals)
    return json.loads(json.dumps(scottish_document(election, LOT, rulings, withdrawals, sheet)))


def approval(election, rulings=()):
    sheet = count_approval(election, LOT, rulings)
    return json.loads(json.dumps(approval_document(election, LOT, rulings, sheet)))


def settled(count, election):
    """Return the document of a count to the end, drawing each lot by name."""
    drawn = []
    while (document := count(election, drawn))["result"]["open_tie"] is not None:
        drawn.append(Ruling(tuple(document["result"]["open_tie"]["among"])))
    return document


REAL = scottish(published("steering-committee-2005"), DRAWN)


def forged(change):
    document = deepcopy(REAL)
    change(document)
    return document


def test_a_real_election_agrees():
    assert recount_election.compare(REAL) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda file: file["result"]["elected"].reverse(), "elected: the file says"),
        (lambda file: file["result"].update(droop_quota=1), "the quota: 1"),
        (lambda file: file["result"]["stages"][4]["votes"].update(A=1), "stage 5: votes"),
        (lambda file: file["result"]["stages"].pop(), "stands only in one"),
        (lambda file: file["ballots"][0].update(ballots=9), "stage 1: votes"),
        (lambda file: file["rulings"].clear(), "open tie: the file says None"),
        (lambda file: file["rulings"][0].reverse(), "stage 4: sources"),
    ],
)
def test_whatever_is_changed_is_found(change, says):
    found = recount_election.compare(forged(change))

    assert any(says in line for line in found)


def test_an_open_tie_agrees_too():
    equal = profile(1, {"a": 1, "b": 1})

    assert recount_election.compare(scottish(equal)) == []
    assert recount_election.compare(approval(equal)) == []
    assert scottish(equal)["result"]["open_tie"]["among"] == ["a", "b"]


def test_who_withdrew_is_in_the_file():
    election = profile(1, {"a": 4, "b c": 3, "c": 2})

    document = scottish(election, withdrawals=[Withdrawal("b", 1)])

    assert recount_election.compare(document) == []
    assert recount_election.compare({**document, "withdrawals": []}) != []


def test_false_sums_and_a_false_winner_are_found():
    document = approval(profile(1, {"a": 2, "b": 1}))
    document["result"].update(points={"a": 1, "b": 2}, elected=["b"])

    assert len(recount_election.compare(document)) == 2


@unhurried
@given(profiles(), st.sampled_from([scottish, approval]))
def test_the_script_agrees_with_every_count(election, count):
    assert recount_election.compare(settled(count, election)) == []


SCRIPTS = {
    Method.SCHULZE: recount_duels,
    Method.RANKED_PAIRS: recount_duels,
    Method.MEEK_STV: recount_meek,
}
KEPT = {Method.SCOTTISH_STV: {"w": 1, "m": 1}, Method.ZIPPER: {"w": 1, "m": 1}}


@st.composite
def boxes(draw, method):
    """Draw papers of four candidates, two of each group, as tellers may find them."""
    names = st.sampled_from("1234")
    papers = draw(st.lists(st.dictionaries(names, st.integers(1, 4), max_size=4), max_size=9))
    return [*papers, {"1": 1}, {"3": 1}]


def counted_out(method, papers, places, shuffler):
    """Count to the end, drawing each lot in any order; return every document on the way."""
    seats = 1 if method in ONE_SEAT else 2
    rule = ElectionRule(method, seats, LOT, BallotKind.PAPER, places)
    slate = Slate({"1": "w", "2": "w", "3": "m", "4": "m"})
    box, drawn, documents = empty_box(rule, slate.candidates, papers), [], []
    while True:
        made = json.loads(json.dumps(count(rule, slate, box, Record(drawn))))
        documents.append(made)
        if made["result"]["open_tie"] is None:
            return documents
        drawn.append(Ruling(tuple(shuffler(made["result"]["open_tie"]["among"]))))


@unhurried
@pytest.mark.parametrize("method", Method)
@given(data=st.data())
def test_every_method_can_be_counted_again_by_an_outsider(method, data):
    papers = data.draw(boxes(method))
    places = KEPT.get(method, {})

    documents = counted_out(method, papers, places, lambda among: data.draw(st.permutations(among)))

    script = SCRIPTS.get(method, recount_election)
    assert [script.compare(document) for document in documents] == [[]] * len(documents)
    assert len(documents[-1]["result"]["elected"]) == documents[-1]["seats"]
    for group, least in places.items():
        elected = documents[-1]["result"]["elected"]
        assert sum(documents[-1]["groups"][name] == group for name in elected) >= least


@pytest.mark.parametrize("method", Method)
def test_a_forged_winner_is_found_whatever_the_method(method):
    papers = [{"1": 1, "3": 2}, {"1": 1, "3": 2}, {"3": 1, "2": 2}]
    document = counted_out(method, papers, KEPT.get(method, {}), list)[-1]
    document["result"]["elected"] = ["4"]

    assert SCRIPTS.get(method, recount_election).compare(document) != []


@pytest.mark.parametrize(
    ("document", "status", "says"),
    [
        (REAL, 0, "The recount agrees."),
        (forged(lambda file: file["result"]["elected"].reverse()), 1, "The recount differs."),
        ({"format": "something else"}, 2, "This is not the file of an election"),
    ],
)
def test_it_needs_nothing_but_python(tmp_path, document, status, says):
    """Run by the Python of the system, in isolation, from another folder."""
    (tmp_path / "election.json").write_text(json.dumps(document))

    done = subprocess.run(
        [system_python(), "-I", recount_election.__file__, "election.json"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, says in done.stdout + done.stderr) == (status, True)
