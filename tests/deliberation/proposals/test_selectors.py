import pytest
from django.core.exceptions import PermissionDenied

from council.texts.selectors import bodies
from council.texts.services import revise_text
from deliberation.proposals.selectors.languages import state_of
from deliberation.proposals.selectors.passages import Skills, skills_of
from deliberation.proposals.selectors.sight import acting_member, proposals_for
from deliberation.proposals.selectors.texts import (
    amendment_texts,
    current_version,
    operative_texts,
    texts_by_id,
    texts_of,
)
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import make_body, make_council, seat_member
from tests.factories.proposals import make_amendment, make_proposal, make_version, translate


@pytest.fixture
def proposal(cast, body):
    return make_proposal(body, cast.members.member, status=ProposalStatus.ON_AGENDA)


def words(texts):
    return [bodies(text)["en"] for text in texts]


def test_a_vote_on_the_proposal_decides_its_title_and_the_text_as_it_stands(proposal):
    make_version(proposal, ["Only this."])

    assert words(operative_texts(proposal)) == ["Evening classes", "Only this."]


def test_a_vote_on_an_amendment_decides_its_words_or_those_it_deletes(proposal):
    replaced = make_amendment(proposal, text="Nobody pays.")
    deleted = make_amendment(proposal, operation="delete", position=3)

    assert words(amendment_texts(replaced)) == ["Nobody pays."]
    assert words(amendment_texts(deleted)) == ["It reports in June."]


def test_a_text_goes_through_all_states_in_a_language(proposal, cast):
    def state(language="tr"):
        return str(state_of(texts_by_id([proposal.title_id])[proposal.title_id], language))

    states = [state("en"), state()]
    translate(proposal.title, {"tr": "Kurslar"})
    states.append(state())
    translate(proposal.title, {"tr": "Kurslar"}, checker=cast.clerk)
    states.append(state())
    revise_text(actor=cast.member, text_id=proposal.title_id, body="Evening classes for all")
    states.append(state())

    assert states == ["original", "missing", "unchecked", "checked", "outdated"]


def test_drafts_of_one_body_are_hidden_from_members_of_another(cast, council):
    other = make_body(council)
    seat_member(cast.members.interpreter, other)
    draft = make_proposal(other, cast.members.interpreter)

    assert draft in proposals_for(cast.interpreter)
    assert draft not in proposals_for(cast.chair)


def test_a_mover_without_a_seat_sees_their_own_draft(cast, body):
    draft = make_proposal(body, cast.members.adviser)

    assert draft in proposals_for(cast.adviser)


def test_somebody_deactivated_sees_what_the_public_sees(cast, body, proposal):
    draft = make_proposal(body, cast.members.member)
    cast.member.is_active = False

    assert list(proposals_for(cast.member)) == [proposal]
    assert draft not in proposals_for(cast.member)


def test_nobody_acts_in_a_council_to_which_they_do_not_belong(cast, council):
    assert acting_member(cast.chair, council.pk) == cast.members.chair

    with pytest.raises(PermissionDenied):
        acting_member(cast.chair, make_council().pk)


def test_strangers_carry_no_text_and_interpreters_keep_to_their_directions(cast):
    cast.members.absentee.reads, cast.members.absentee.speaks = ["en", "ar"], ["tr"]

    assert skills_of(None) == Skills()
    assert skills_of(cast.members.interpreter).knows("ar", "tr")
    assert not skills_of(cast.members.interpreter).knows("ar", "de")
    assert skills_of(cast.members.absentee).knows("ar", "tr")
    assert not skills_of(cast.members.absentee).knows("tr", "ar")
    assert skills_of(cast.members.clerk).knows("xx", "yy")


def test_paragraphs_come_from_the_top(proposal):
    version = current_version(proposal)

    assert words(texts_of(version)) == [
        "The council asks for classes.",
        "They are free.",
        "It reports in June.",
    ]
