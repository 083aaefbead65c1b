from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import Basis, TieRule, VotingForm
from council.rules.bylaws.documents import write_document
from deliberation.rules.explanation import EXPLANATIONS, explanation_key
from deliberation.rules.majority import BlocCount, Choice, Tally
from deliberation.rules.outcome import Result, compute_outcome
from deliberation.voting.explanations import RESULTS, SENTENCES, explain, figures
from tests.deliberation.rules.support import concurrent, electorate, inputs, majority

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAMES = (
    "in_favour against abstentions spoilt present entitled base needed missing floor numerator "
    "denominator quorum quorum_missing bloc bloc_in_favour bloc_base bloc_needed share"
)
WORDS = dict.fromkeys(NAMES.split(), "7")


def sentence(facts, language="en", blocs=None):
    document = write_document(compute_outcome(facts))
    with translation.override(language):
        return explain(document, blocs or {})


def test_every_reason_has_a_sentence_and_every_sentence_a_reason():
    assert set(SENTENCES) == set(EXPLANATIONS)


def test_every_fate_has_a_word():
    assert set(RESULTS) == set(Result)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language):
    with translation.override(language):
        said = {code: str(SENTENCES[code]) % WORDS for code in EXPLANATIONS}

    assert said
    assert {code: one for code, one in said.items() if not one or "%" in one} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["> 1/2", ">= 2/3", "> 3/5"])
def test_the_share_is_said_in_every_language(text, language):
    facts = inputs(Tally(3, 7), majority(text))

    said = sentence(facts, language)

    assert ("1/2" in said, text.split()[1] in said) == (False, text != "> 1/2")


def test_a_bloc_is_called_by_its_name():
    host = BlocCount("host", Tally(8, 1), electorate(10))
    migrants = BlocCount("migrants", Tally(1, 8), electorate(10))
    facts = inputs(Tally(9, 9), majority(">= 1/2"), concurrent=concurrent("host", "migrants"))
    facts = replace(facts, blocs=(host, migrants))

    assert "“Migrants”" in sentence(facts, blocs={"migrants": "Migrants"})
    assert "“migrants”" in sentence(facts)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_names_the_figures_it_rests_on(basis, language):
    facts = inputs(Tally(11, 17, 3), majority(">= 2/3", basis))
    outcome = compute_outcome(facts)

    said = sentence(facts, language)

    assert all(str(figure) in said for figure in (11, 17, outcome.base, outcome.needed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_alone_are_said_for_those_who_hear_the_picture(language):
    document = write_document(compute_outcome(inputs(Tally(11, 17, 3))))

    with translation.override(language):
        said = figures(document)

    assert all(str(figure) in said for figure in (11, 17, 3))


@given(
    st.builds(Tally, st.integers(0, 10), st.integers(0, 10), st.integers(0, 10)),
    st.sampled_from(["> 1/2", ">= 2/3", ">= 1/1"]),
    st.sampled_from(Basis),
    st.sampled_from(TieRule),
    st.sampled_from(VotingForm),
    st.none() | st.sampled_from(Choice),
)
def test_whatever_happens_can_be_explained(tally, text, basis, tie, form, vote):
    facts = inputs(tally, majority(text, basis), tie=tie, form=form, casting_vote=vote)

    assert explanation_key(compute_outcome(facts)).code in SENTENCES
    assert sentence(facts)
