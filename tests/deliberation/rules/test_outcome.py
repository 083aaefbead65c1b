import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import (
    AbsentBloc,
    Basis,
    QuorumChecked,
    TieRule,
    VotingForm,
    read_document,
    write_document,
)
from council.rules.errors import ImpossibleCount
from deliberation.rules.explanation import EXPLANATIONS, explanation_key
from deliberation.rules.majority import BlocCount, BlocVerdict, Choice, Tally, Tie, tally_of
from deliberation.rules.outcome import OutcomeFacts, PollInputs, Result, compute_outcome
from tests.deliberation.rules.support import KENT, concurrent, electorate, inputs, majority, rule

TWO_THIRDS = majority(">= 2/3")
OPENING_ONLY = replace(KENT.quorum, checked=QuorumChecked.OPENING)
CASTING, CHAIR_SIDE = TieRule.CASTING_VOTE, TieRule.CHAIR_SIDE
BOTH = concurrent("host", "newcomers")
CONSENT = VotingForm.UNANIMOUS_CONSENT
PART = Basis.VOTES_CAST_AND_ABSTENTIONS


def bloc(key, in_favour, against, present=20):
    return BlocCount(key, Tally(in_favour, against), electorate(20, present=present))


FOR_BOTH = (bloc("host", 11, 4), bloc("newcomers", 9, 5))
HOST_AGAINST = (bloc("host", 5, 9), bloc("newcomers", 14, 1))
NO_HOST = (bloc("host", 0, 0, present=0), bloc("newcomers", 14, 1))
EVEN_HOST = (bloc("host", 5, 5), bloc("newcomers", 5, 5))


@pytest.mark.parametrize(
    ("poll", "result", "code"),
    [
        # Ties and nothing at all.
        (inputs(Tally(0, 0)), "lost", "lost_no_votes"),
        (inputs(Tally(0, 0), TWO_THIRDS), "lost", "lost_no_votes"),
        (inputs(Tally(0, 0, 42)), "lost", "lost_no_votes"),
        (inputs(Tally(10, 10)), "lost", "lost_tie"),
        (inputs(Tally(10, 10), tie=CASTING), "tied", "tied_casting_vote_awaited"),
        (
            inputs(Tally(10, 10), tie=CASTING, casting_vote=Choice.YES),
            "carried",
            "carried_casting_vote",
        ),
        (inputs(Tally(10, 10), tie=CASTING, casting_vote=Choice.NO), "lost", "lost_casting_vote"),
        (inputs(Tally(10, 10), tie=CASTING, casting_vote=Choice.ABSTAIN), "lost", "lost_tie"),
        (
            inputs(Tally(10, 10), tie=CHAIR_SIDE, chair_vote=Choice.YES),
            "carried",
            "carried_chair_side",
        ),
        (inputs(Tally(10, 10), tie=CHAIR_SIDE, chair_vote=Choice.NO), "lost", "lost_chair_side"),
        (inputs(Tally(10, 10), tie=CHAIR_SIDE), "lost", "lost_chair_took_no_side"),
        (inputs(Tally(10, 10), tie=TieRule.REVOTE), "tied", "tied_revote"),
        (inputs(Tally(10, 10), tie=TieRule.NEXT_MEETING), "tied", "tied_next_meeting"),
        # A casting vote supplies nothing that another rule lacks.
        (
            inputs(Tally(1, 1), TWO_THIRDS, tie=CASTING, casting_vote=Choice.YES),
            "lost",
            "lost_short_of_votes_cast",
        ),
        (
            inputs(
                Tally(10, 10),
                concurrent=BOTH,
                blocs=EVEN_HOST,
                tie=CASTING,
                casting_vote=Choice.YES,
            ),
            "lost",
            "lost_short_of_votes_cast",
        ),
        # Majorities.
        (inputs(Tally(20, 0)), "carried", "carried_unanimously"),
        (inputs(Tally(20, 0, 1)), "carried", "carried_majority_of_votes_cast"),
        (inputs(Tally(20, 10), TWO_THIRDS), "carried", "carried_share_of_votes_cast"),
        (inputs(Tally(19, 10), TWO_THIRDS), "lost", "lost_short_of_votes_cast"),
        (
            inputs(Tally(16, 0, 18), majority(basis=PART)),
            "lost",
            "lost_short_of_votes_cast_and_abstentions",
        ),
        (
            inputs(Tally(9, 2), majority(floor=">= 1/4"), electorate(37)),
            "lost",
            "lost_below_floor",
        ),
        # Quorum comes first.
        (inputs(Tally(19, 0), voters=electorate(42, present=21)), "inquorate", "inquorate"),
        (
            inputs(Tally(10, 10), voters=electorate(42, present=21), tie=CASTING),
            "inquorate",
            "inquorate",
        ),
        (
            inputs(Tally(19, 0), voters=electorate(42, present=21), quorum=OPENING_ONLY),
            "carried",
            "carried_unanimously",
        ),
        (
            inputs(
                Tally(14, 0), voters=electorate(42, present=14), second_call=True, executive_size=7
            ),
            "carried",
            "carried_unanimously",
        ),
        (
            inputs(
                Tally(13, 0), voters=electorate(42, present=13), second_call=True, executive_size=7
            ),
            "inquorate",
            "inquorate",
        ),
        # Blocs.
        (inputs(Tally(20, 9), concurrent=BOTH, blocs=FOR_BOTH), "carried", "carried_in_every_bloc"),
        (inputs(Tally(19, 10), concurrent=BOTH, blocs=HOST_AGAINST), "lost", "lost_bloc"),
        (inputs(Tally(14, 1), concurrent=BOTH, blocs=NO_HOST), "lost", "lost_bloc_absent"),
        (
            inputs(
                Tally(14, 1),
                concurrent=replace(BOTH, absent=AbsentBloc.WAIVED),
                blocs=NO_HOST,
            ),
            "carried",
            "carried_in_every_bloc",
        ),
        # Unanimous consent.
        (inputs(Tally(), form=CONSENT), "carried", "carried_unanimous_consent"),
        (inputs(Tally(0, 1), form=CONSENT), "lost", "lost_objection"),
        (
            inputs(Tally(), form=CONSENT, voters=electorate(42, present=21)),
            "inquorate",
            "inquorate",
        ),
    ],
)
def test_what_becomes_of_a_question_and_why(poll, result, code):
    facts = compute_outcome(poll)

    assert facts.result is Result(result)
    assert explanation_key(facts).code == code
    assert code in EXPLANATIONS


def test_presence_that_drops_while_the_poll_is_open_makes_it_inquorate():
    full, thinned = electorate(42, present=22), electorate(42, present=19)

    assert compute_outcome(inputs(Tally(12, 7), voters=full)).result is Result.CARRIED
    assert compute_outcome(inputs(Tally(12, 7), voters=thinned)).result is Result.INQUORATE


def test_who_voted_before_leaving_counts_in_the_quorum():
    facts = compute_outcome(inputs(Tally(15, 7), voters=electorate(42, present=19)))

    assert (facts.result, facts.present) == (Result.CARRIED, 22)


def test_an_inquorate_tie_waits_for_nobody():
    poll = inputs(Tally(5, 5), voters=electorate(42, present=10), tie=CASTING)

    assert compute_outcome(poll).tie is None


def test_the_facts_of_an_outcome():
    facts = compute_outcome(inputs(Tally(10, 10), tie=CASTING))

    assert (facts.base, facts.needed, facts.floor, facts.reached) == (20, 11, 0, False)
    assert (facts.present, facts.quorum_needed, facts.quorum_met) == (42, 22, True)
    assert (facts.tie, facts.blocs) == (Tie.CASTING_VOTE_AWAITED, ())


def test_the_explanation_carries_all_figures():
    poll = inputs(Tally(19, 10, 2), concurrent=BOTH, blocs=HOST_AGAINST)

    assert explanation_key(compute_outcome(poll)).parameters == {
        "in_favour": 19,
        "against": 10,
        "abstentions": 2,
        "spoilt": 0,
        "present": 42,
        "entitled": 42,
        "base": 29,
        "needed": 15,
        "missing": 0,
        "floor": 0,
        "numerator": 1,
        "denominator": 2,
        "quorum": 22,
        "quorum_missing": 0,
        "bloc": "host",
        "bloc_in_favour": 5,
        "bloc_base": 14,
        "bloc_needed": 8,
    }


def test_more_ballots_than_persons_entitled_are_impossible():
    with pytest.raises(ImpossibleCount) as refusal:
        compute_outcome(inputs(Tally(30, 13)))

    assert refusal.value.facts == {"ballots": 43, "entitled": 42}


def test_a_bloc_without_seats_is_absent():
    facts = compute_outcome(inputs(Tally(20, 3), concurrent=BOTH, blocs=FOR_BOTH[:1]))

    assert explanation_key(facts).code == "lost_bloc_absent"
    assert [bloc.verdict for bloc in facts.blocs] == [BlocVerdict.CARRIED, BlocVerdict.ABSENT]


choices = st.lists(st.sampled_from(Choice), max_size=20)
maybe = st.none() | st.sampled_from(Choice)


@st.composite
def polls(draw):
    host, newcomers = draw(choices), draw(choices)
    present = draw(st.integers(len(host), 21)), draw(st.integers(len(newcomers), 21))
    rules = st.builds(
        majority,
        st.sampled_from(["> 1/2", ">= 1/2", ">= 2/3", ">= 1/1"]),
        st.sampled_from(Basis),
        st.sampled_from([None, ">= 1/4"]),
    )
    copy = rule(
        draw(rules),
        tie=draw(st.sampled_from(TieRule)),
        blocs=draw(st.sampled_from([None, BOTH, replace(BOTH, absent=AbsentBloc.WAIVED)])),
        quorum=draw(st.sampled_from([KENT.quorum, OPENING_ONLY])),
    )
    return PollInputs(
        rule=copy,
        electorate=electorate(42, present=sum(present)),
        tally=tally_of(host + newcomers),
        blocs=(
            BlocCount("host", tally_of(host), electorate(21, present=present[0])),
            BlocCount("newcomers", tally_of(newcomers), electorate(21, present=present[1])),
        ),
        second_call=draw(st.booleans()),
        executive_size=draw(st.integers(0, 10)),
        casting_vote=draw(maybe),
        chair_vote=draw(maybe),
    )


@given(polls())
def test_a_recount_from_the_published_file_gives_the_same_facts(poll):
    facts = compute_outcome(poll)

    published = json.loads(json.dumps(write_document(facts)))

    assert read_document(OutcomeFacts, published) == facts
    assert compute_outcome(read_document(PollInputs, published["inputs"])) == facts


@given(polls())
def test_every_outcome_can_be_explained(poll):
    facts = compute_outcome(poll)
    prefix = "inquorate" if facts.result is Result.INQUORATE else f"{facts.result}_"
    code = explanation_key(facts).code

    assert code in EXPLANATIONS
    assert code.startswith(prefix)


def with_one_more_yes(poll):
    """A member of the host bloc who was there and did not vote is now in favour."""
    host, newcomers = poll.blocs
    return replace(
        poll,
        tally=replace(poll.tally, in_favour=poll.tally.in_favour + 1),
        blocs=(
            replace(host, tally=replace(host.tally, in_favour=host.tally.in_favour + 1)),
            newcomers,
        ),
    )


@given(polls())
def test_one_more_yes_never_hurts(poll):
    worth = {Result.INQUORATE: 0, Result.LOST: 1, Result.TIED: 2, Result.CARRIED: 3}

    before, after = compute_outcome(poll), compute_outcome(with_one_more_yes(poll))

    assert worth[before.result] <= worth[after.result]


@given(polls())
def test_nothing_carries_without_anybody_in_favour(poll):
    if compute_outcome(poll).result is Result.CARRIED:
        assert poll.tally.in_favour > 0


def test_every_explanation_has_its_own_code():
    assert len(set(EXPLANATIONS)) == len(EXPLANATIONS)
