import pytest
from django.core.exceptions import PermissionDenied

from council.ledger.models import Entry
from council.members.models import OfficeKind
from council.texts.models import TextVersion
from council.texts.services import EmptyText
from deliberation.meetings.services.discussion import withdraw_contribution
from deliberation.meetings.services.interpretation import (
    AlreadyInterpreted,
    ContributionGone,
    NothingToCorrect,
    claim,
    correct,
    interpret,
    release,
)
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_called_item, make_contribution, open_meeting_with


@pytest.fixture
def item(cast, body):
    return make_called_item(open_meeting_with(body, present=[cast.members.member]))


@pytest.fixture
def line(item, cast):
    return make_contribution(item, cast.members.member, body="نحتاج غرفة.", language="ar")


@pytest.fixture
def partner(body):
    member = make_member(body.council, public_name="Ömer")
    give_office(member, body, OfficeKind.INTERPRETER, directions=["ar>tr", "tr>en"])
    return member.user


def kinds():
    return [entry.kind for entry in Entry.objects.all()]


def render(actor, line, body="Bir odaya ihtiyacımız var.", language="tr", **facts):
    return interpret(actor=actor, contribution_id=line.pk, language=language, body=body, **facts)


def test_a_rendering_carries_the_interpreters_name(cast, line):
    version = render(cast.interpreter, line)

    assert (version.language, version.author_name) == ("tr", "Interpreter")
    entry = Entry.objects.get()
    assert entry.kind == "text.interpreted"
    assert entry.payload == {
        "item_id": line.item_id,
        "contribution_id": line.pk,
        "language": "tr",
    }


def test_sending_the_same_rendering_again_changes_nothing(cast, line):
    first = render(cast.interpreter, line)
    again = render(cast.interpreter, line, body="Bir odaya ihtiyacımız var. ")

    assert again == first
    assert kinds() == ["text.interpreted"]


def test_the_second_of_two_interpreters_is_told_who_was_faster(cast, line, partner):
    render(cast.interpreter, line)

    with pytest.raises(AlreadyInterpreted) as caught:
        render(partner, line, body="Oda lazım.")

    assert caught.value.facts == {"name": "Interpreter"}


def test_a_partner_corrects_a_rendering_and_the_earlier_one_is_kept(cast, line, partner):
    render(cast.interpreter, line)

    better = correct(actor=partner, contribution_id=line.pk, language="tr", body="Oda lazım.")

    assert (better.body, better.author_name) == ("Oda lazım.", "Ömer")
    assert TextVersion.objects.filter(text=line.text, language="tr").count() == 2
    assert kinds() == ["text.interpreted", "text.corrected"]


def test_a_relay_names_the_version_it_rests_on(cast, line, partner):
    pivot = render(cast.interpreter, line)

    english = render(partner, line, "We need a room.", "en", based_on_id=pivot.pk)

    assert english.based_on == pivot


def test_nobody_renders_in_a_direction_that_is_not_theirs(cast, line, partner):
    with pytest.raises(PermissionDenied):
        render(partner, line, "We need a room.", "en")
    with pytest.raises(PermissionDenied):
        render(cast.member, line)


def test_what_was_withdrawn_is_not_rendered(cast, line):
    withdraw_contribution(actor=cast.member, contribution_id=line.pk)

    with pytest.raises(ContributionGone):
        render(cast.interpreter, line)


def test_there_must_be_something_to_correct_and_something_to_say(cast, line):
    with pytest.raises(NothingToCorrect):
        correct(actor=cast.interpreter, contribution_id=line.pk, language="tr", body="Oda.")
    with pytest.raises(EmptyText):
        render(cast.interpreter, line, body=" ")


def test_a_line_is_claimed_by_one_interpreter_at_a_time(cast, line, partner):
    mine = claim(actor=cast.interpreter, contribution_id=line.pk, language="tr")
    seen = claim(actor=partner, contribution_id=line.pk, language="tr")
    release(actor=partner, contribution_id=line.pk, language="tr")  # is not theirs
    still = claim(actor=partner, contribution_id=line.pk, language="tr")
    release(actor=cast.interpreter, contribution_id=line.pk, language="tr")
    theirs = claim(actor=partner, contribution_id=line.pk, language="tr")

    assert mine == seen == still
    assert (mine.name, theirs.name) == ("Interpreter", "Ömer")
