import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.visibility import Unseen
from council.texts.services import OwnTranslation
from deliberation.proposals.selectors.texts import (
    current_version,
    languages_missing,
    required_ready,
    texts_of,
)
from deliberation.proposals.services.translating import (
    SettledText,
    check_passage,
    translate_passage,
)
from deliberation.rules.proposals import ProposalStatus
from tests.factories.proposals import make_proposal


@pytest.fixture
def proposal(cast, body):
    return make_proposal(
        body,
        cast.members.member,
        status=ProposalStatus.SUBMITTED,
        language="ar",
        title="دورات",
        paragraphs=["تُفتح دورات."],
    )


@pytest.fixture
def write(proposal, cast):
    def written(words="Kurslar", *, actor=cast.interpreter, text_id=proposal.title_id, **facts):
        return translate_passage(
            actor=actor,
            proposal_id=proposal.pk,
            text_id=text_id,
            **{"language": "tr", "body": words} | facts,
        )

    return written


@pytest.fixture
def check(proposal):
    def checked(actor, text_id=proposal.title_id, language="tr"):
        return check_passage(
            actor=actor, proposal_id=proposal.pk, text_id=text_id, language=language
        )

    return checked


def test_a_translation_names_its_interpreter_and_is_found_by_search(write, proposal):
    version = write("Akşam KURSLARI")

    proposal.refresh_from_db()
    assert (version.author_name, version.checked_by) == ("Interpreter", None)
    assert "aksam kurslari" in proposal.folded


def test_a_text_is_ready_once_a_second_person_checked_it(write, check, proposal, cast):
    paragraph = texts_of(current_version(proposal))[0]
    for text_id in (proposal.title_id, paragraph.pk):
        write(text_id=text_id)
        assert list(languages_missing(proposal)) == ["tr"]
        check(cast.clerk, text_id)

    assert required_ready(proposal)


def test_nobody_checks_their_own_translation(write, check, cast):
    write()

    with pytest.raises(OwnTranslation):
        check(cast.interpreter)


@pytest.mark.parametrize("person", ["chair", "outsider", "sysadmin"])
def test_whoever_does_not_know_the_languages_neither_translates_nor_checks(
    write, check, cast, person
):
    write()

    with pytest.raises(PermissionDenied):
        write(actor=getattr(cast, person))
    with pytest.raises(PermissionDenied):
        check(getattr(cast, person))


def test_a_member_who_reads_both_languages_translates(write, cast):
    cast.members.absentee.reads = ["tr", "ar"]
    cast.members.absentee.save()

    assert write(actor=cast.absentee).author == cast.absentee


def test_a_relayed_translation_names_its_pivot_and_is_checked_against_it(write, check, cast):
    pivot = write()
    cast.members.absentee.reads = ["tr", "en"]
    cast.members.absentee.save()

    relayed = write("Classes", actor=cast.clerk, source="tr", language="en")
    checked = check(cast.absentee, language="en")

    assert (relayed.based_on, checked.checked_by) == (pivot, cast.absentee)


@pytest.mark.parametrize("facts", [{"source": "tr"}, {"text_id": 0}])
def test_what_is_not_there_cannot_be_translated(write, facts):
    with pytest.raises(Unseen):
        write(**{"language": "en"} | facts)


def test_what_is_not_there_cannot_be_checked(check, cast):
    with pytest.raises(Unseen):
        check(cast.clerk)


def test_checked_words_of_a_decision_are_not_replaced(write, check, proposal, cast):
    write()
    check(cast.clerk)
    proposal.status = ProposalStatus.ADOPTED
    proposal.save()

    with pytest.raises(SettledText):
        write("Kurs")

    assert write("Classes", actor=cast.clerk, language="en").body == "Classes"
