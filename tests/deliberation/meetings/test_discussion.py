import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.audience import Audience
from council.ledger.models import Entry
from council.texts.services import EmptyText
from deliberation.meetings.models import Contribution, Intent
from deliberation.meetings.order import MeetingNotOpen
from deliberation.meetings.services.discussion import (
    ItemNotCalled,
    NotPresent,
    Recused,
    contribute,
    withdraw_contribution,
)
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.meetings import make_called_item, make_contribution, open_meeting_with


@pytest.fixture
def meeting(cast, body):
    people = cast.members
    return open_meeting_with(body, present=[people.chair, people.member, people.adviser])


@pytest.fixture
def item(meeting):
    return make_called_item(meeting)


def say(person, item, body="Odalarımız boş.", **facts):
    return contribute(actor=person, item_id=item.pk, language="tr", body=body, **facts)


@pytest.mark.parametrize("person", ["chair", "member", "adviser"])
def test_those_present_contribute_in_their_own_language(person, cast, item):
    made = say(getattr(cast, person), item, intent=Intent.QUESTION)

    assert made.text.language == "tr"
    entry = Entry.objects.get()
    assert (entry.kind, entry.audience) == ("contribution.made", Audience.PUBLIC)
    assert entry.payload == {
        "item_id": item.pk,
        "contribution_id": made.pk,
        "language": "tr",
    }


def test_a_contribution_to_a_confidential_item_stays_among_members(cast, meeting):
    made = say(cast.member, make_called_item(meeting, is_public=False))

    assert made.text.is_confidential
    assert Entry.objects.get().audience is Audience.MEMBER


def test_whoever_is_not_there_does_not_contribute(cast, item):
    with pytest.raises(NotPresent):
        say(cast.absentee, item)


@pytest.mark.parametrize("person", ["clerk", "interpreter", "outsider", "sysadmin"])
def test_whoever_has_no_voice_does_not_contribute(person, cast, item):
    with pytest.raises(PermissionDenied):
        say(getattr(cast, person), item)


@pytest.mark.parametrize("status", [ItemStatus.PLANNED, ItemStatus.DISCUSSED])
def test_contributions_are_made_while_the_item_is_under_discussion(status, cast, meeting):
    with pytest.raises(ItemNotCalled):
        say(cast.member, make_called_item(meeting, status=status))


def test_nothing_is_said_in_a_recess(cast, meeting, item):
    meeting.status = MeetingStatus.RECESSED
    meeting.save()

    with pytest.raises(MeetingNotOpen):
        say(cast.member, item)


def test_whoever_is_recused_is_silent_on_the_item(cast, item):
    recuse_oneself(actor=cast.member, item_id=item.pk)

    with pytest.raises(Recused):
        say(cast.member, item)


def test_a_contribution_has_a_word_in_it(cast, item):
    with pytest.raises(EmptyText):
        say(cast.member, item, body=" \n ")

    assert not Contribution.objects.exists()


@pytest.mark.parametrize("person", ["member", "chair"])
def test_a_contribution_is_withdrawn_by_its_author_or_who_presides(person, cast, item):
    made = make_contribution(item, cast.members.member)

    withdraw_contribution(actor=getattr(cast, person), contribution_id=made.pk)
    again = withdraw_contribution(actor=getattr(cast, person), contribution_id=made.pk)

    assert again.withdrawn_at is not None
    assert [entry.kind for entry in Entry.objects.all()] == ["contribution.withdrawn"]


def test_nobody_withdraws_what_another_member_said(cast, item):
    made = make_contribution(item, cast.members.member)

    with pytest.raises(PermissionDenied):
        withdraw_contribution(actor=cast.adviser, contribution_id=made.pk)
