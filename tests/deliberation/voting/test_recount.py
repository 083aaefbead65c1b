import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import (
    AbsentBloc,
    Basis,
    ConcurrentRule,
    MajorityRule,
    QuorumBasis,
    QuorumChecked,
    Share,
    Strictness,
    TieRule,
    VotingForm,
)
from council.rules.bylaws.documents import write_document
from council.rules.bylaws.voting import SecondCall
from deliberation.rules.electorate import Electorate
from deliberation.rules.majority import BlocCount, Choice, Tally, tally_of
from deliberation.rules.outcome import PollInputs, compute_outcome
from deliberation.voting import publication
from deliberation.voting.recount import recount
from tests.deliberation.rules.support import DAYS, KENT, concurrent, deadline, rule, share
from tests.factories.voting import NO, YES, make_declared, make_room
from tests.support import recounting

BLOCS = ("host", "migrants", "")
HALF = share("> 1/2")

shares = st.builds(
    Share,
    st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(1)]),
    st.sampled_from(Strictness),
) | st.just(HALF)
proper = shares.filter(lambda one: one.fraction < 1 or one.strictness is Strictness.AT_LEAST)
choices = st.none() | st.sampled_from(Choice)
seats = st.tuples(st.sampled_from(BLOCS), st.booleans(), choices)


@st.composite
def rules(draw, form):
    quorum = replace(
        KENT.quorum,
        basis=draw(st.sampled_from(QuorumBasis)),
        share=draw(proper),
        checked=draw(st.sampled_from(QuorumChecked)),
        second_call=draw(
            st.none()
            | st.builds(
                SecondCall,
                st.just(deadline(3, DAYS)),
                st.none() | proper,
                st.none() | st.integers(1, 3),
            )
        ),
    )
    majority = MajorityRule(draw(proper), draw(st.sampled_from(Basis)), draw(st.none() | proper))
    blocs = draw(
        st.none()
        | st.builds(
            ConcurrentRule,
            st.sampled_from([("host",), ("host", "migrants"), ("host", "women")]),
            proper,
            st.sampled_from(Basis),
            st.sampled_from(AbsentBloc),
        )
    )
    return rule(
        majority,
        tie=draw(st.sampled_from(TieRule)),
        blocs=blocs if form is VotingForm.ROLL_CALL else None,
        form=form,
        quorum=quorum,
    )


def figures(roll, vacant=0):
    """Count seats (bloc, is there, choice) as the roll does: who voted was there."""
    here = sum(is_there or choice is not None for _, is_there, choice in roll)
    return Electorate(len(roll), here, len(roll) + vacant, len(roll))


@st.composite
def polls(draw, form=VotingForm.ROLL_CALL):
    roll = draw(st.lists(seats, min_size=1, max_size=14))
    if form is VotingForm.UNANIMOUS_CONSENT:
        roll = [(bloc, here, choice and Choice.NO) for bloc, here, choice in roll]
    cast = [(bloc, choice) for bloc, _, choice in roll if choice is not None]
    inputs = PollInputs(
        rule=draw(rules(form)),
        electorate=figures(roll, draw(st.integers(0, 3))),
        tally=tally_of(choice for _, choice in cast),
        blocs=tuple(
            BlocCount(
                bloc,
                tally_of(choice for where, choice in cast if where == bloc),
                figures([one for one in roll if one[0] == bloc]),
            )
            for bloc in sorted({where for where, _, _ in roll})
        ),
        second_call=draw(st.booleans()),
        executive_size=draw(st.integers(0, 5)),
        casting_vote=draw(choices),
        chair_vote=draw(choices),
    )
    return inputs, [{"bloc": bloc, "choice": str(choice)} for bloc, choice in cast]


def published(inputs, ballots):
    """Make of a poll what stands in its file, by way of JSON as the file does."""
    facts = write_document(compute_outcome(inputs))
    return json.loads(json.dumps(publication.counted(facts, ballots)))


@given(polls())
def test_the_recount_agrees_with_every_vote_by_name(poll):
    _, wrong = recount(published(*poll))

    assert wrong == []


@given(polls(form=VotingForm.UNANIMOUS_CONSENT))
def test_the_recount_agrees_with_every_consent(poll):
    _, wrong = recount(published(*poll))

    assert wrong == []


@given(polls(form=VotingForm.SHOW_OF_HANDS))
def test_the_recount_agrees_with_every_show_of_hands(poll):
    inputs, _ = poll

    _, wrong = recount(published(inputs, None))

    assert wrong == []


@given(polls(), st.randoms())
def test_the_order_of_the_ballots_does_not_matter(poll, random):
    inputs, ballots = poll
    shuffled = random.sample(ballots, len(ballots))

    assert recount(published(inputs, shuffled)) == recount(published(inputs, ballots))


@pytest.mark.parametrize("tie", TieRule)
@pytest.mark.parametrize("vote", [None, *Choice])
def test_the_recount_agrees_on_every_tie(tie, vote):
    copy = rule(MajorityRule(HALF, Basis.VOTES_CAST, None), tie=tie)
    voters = Electorate(42, 42, 42, 42)
    inputs = PollInputs(copy, voters, Tally(4, 4, 1), casting_vote=vote, chair_vote=vote)

    _, wrong = recount(published(inputs, None))

    assert wrong == []


# --- a file that was tampered with

Break = Callable[[dict[str, Any]], None]


def declared():
    """Return the file of a poll by name in which two blocs had to agree."""
    copy = rule(
        MajorityRule(HALF, Basis.VOTES_CAST, share(">= 1/4")),
        blocs=concurrent("host", "migrants"),
        tie=TieRule.CASTING_VOTE,
    )
    ballots = [
        {"bloc": bloc, "choice": choice}
        for bloc in ("host", "migrants")
        for choice in ("yes", "yes", "yes", "no", "abstain")
    ]
    five = Electorate(5, 5, 5, 5)
    parts = tuple(BlocCount(bloc, Tally(3, 1, 1), five) for bloc in ("host", "migrants"))
    inputs = PollInputs(copy, Electorate(10, 10, 12, 10), Tally(6, 2, 2), parts)
    return {"question": {"en": "Do you agree?"}, **published(inputs, ballots)}


def setting(path: str, value: object) -> Break:
    def tamper(poll: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = poll
        for step in way:
            place = place[step]
        assert place[last] != value
        place[last] = value

    return tamper


def recasting(place: int, **words: str) -> Break:
    return lambda poll: poll["ballots"][place].update(words)


def without(place: int) -> Break:
    return lambda poll: poll["ballots"].pop(place)


def twice(place: int) -> Break:
    return lambda poll: poll["ballots"].append(poll["ballots"][place])


OTHER = {"yes": "no", "no": "abstain", "abstain": "yes"}
CAST = ["yes", "yes", "yes", "no", "abstain"] * 2
TAMPERED: list[Break] = [
    *(recasting(place, choice=OTHER[choice]) for place, choice in enumerate(CAST)),
    *(recasting(place, bloc="migrants" if place < 5 else "host") for place in range(10)),
    *(without(place) for place in range(10)),
    *(twice(place) for place in range(10)),
    *(setting("outcome.result", result) for result in ("lost", "inquorate", "tied")),
    *(setting("outcome.base", number) for number in (0, 7, 10, 12)),
    *(setting("outcome.needed", number) for number in (0, 1, 4, 6)),
    *(setting("outcome.quorum_needed", number) for number in (0, 1, 12)),
    *(
        setting(f"tally.{kind}", number)
        for kind in ("in_favour", "against", "abstentions", "spoilt")
        for number in (1, 9)
    ),
    setting("tally_by_bloc.host.in_favour", 5),
    setting("tally_by_bloc", None),
    setting("rule.question.majority.share.fraction", "9/10"),
    setting("rule.question.majority.basis", "entire_membership"),
    setting("rule.question.majority.least_of_membership.fraction", "3/4"),
    setting("rule.question.concurrent.share.fraction", "9/10"),
    setting("rule.quorum.share.fraction", "1/1"),
    setting("electorate.whole.entitled", 9),
    setting("electorate.whole.entire_membership", 40),
]


def test_a_file_as_published_agrees():
    assert recount(declared())[1] == []


def test_there_are_many_ways_to_tamper():
    assert len(TAMPERED) >= 50


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_file_that_was_tampered_with_differs(tamper):
    poll = deepcopy(declared())
    tamper(poll)

    assert recount(poll)[1] != []


# --- as a resident runs it


@pytest.mark.django_db
def test_the_script_agrees_with_a_real_file(client, tmp_path):
    poll = make_declared(make_room(), {0: YES, 1: YES, 2: YES, 3: NO})
    file = client.get(f"/polls/{poll.pk}/poll.json").content
    script = b"".join(client.get("/polls/recount.py").streaming_content)

    code, said = recounting.recount(tmp_path, script, file)

    assert (code, said.splitlines()[-1]) == (0, "The recount agrees.")
    assert "[ar] هل توافقون؟" in said


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("", 2),
        ("[]", 2),
        ("{}", 2),
        ('"poll"', 2),
        ("[" * 200, 2),
        (json.dumps(declared() | {"question": []}), 2),
        (json.dumps(declared() | {"rule": {}}), 2),
        (json.dumps(declared() | {"ballots": [{}]}), 2),
        (json.dumps(declared() | {"tally": {}}), 1),
        (json.dumps(declared()), 0),
    ],
)
def test_the_script_says_what_it_thinks_of_a_file(file, code, tmp_path):
    said = recounting.recount(tmp_path, Path(publication.RECOUNT).read_bytes(), file.encode())

    assert (said[0], "Traceback" in said[1]) == (code, False)


def test_a_fraction_without_a_whole_is_no_file_of_ours(tmp_path):
    poll = declared()
    poll["rule"]["quorum"]["share"]["fraction"] = "1/0"

    code, said = recounting.recount(
        tmp_path, Path(publication.RECOUNT).read_bytes(), json.dumps(poll).encode()
    )

    assert (code, "Traceback" in said) == (2, False)
