import pytest
from django.core.exceptions import PermissionDenied

from council.ledger.models import Entry
from council.rules.errors import OutOfOrder
from deliberation.meetings.selectors.electorate import electorate_of
from deliberation.meetings.services.attendance import NotAParticipant
from deliberation.meetings.services.recusal import (
    recuse_member,
    recuse_oneself,
    withdraw_recusal,
)
from deliberation.rules.electorate import Electorate
from deliberation.rules.meetings import ItemStatus
from tests.factories.institution import make_member
from tests.factories.meetings import make_called_item, make_item, open_meeting_with


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


@pytest.fixture
def item(meeting):
    return make_called_item(meeting)


def kinds():
    return [entry.kind for entry in Entry.objects.all()]


def test_a_recused_member_leaves_every_figure_of_the_item(cast, meeting, item):
    recuse_oneself(actor=cast.member, item_id=item.pk, reason="My own association.")
    recuse_oneself(actor=cast.member, item_id=item.pk)

    assert electorate_of(meeting, item.pk).electorate == Electorate(2, 1, 2, 2)
    assert electorate_of(meeting).electorate == Electorate(3, 2, 3, 3)
    assert kinds() == ["member.recused"]


@pytest.mark.parametrize("person", ["chair", "clerk"])
def test_the_desk_records_the_conflict_of_another_member(person, cast, item):
    recuse_member(actor=getattr(cast, person), item_id=item.pk, member_id=cast.members.member.pk)

    assert kinds() == ["member.recused"]


def test_members_recuse_nobody_but_themselves(cast, item):
    with pytest.raises(PermissionDenied):
        recuse_member(actor=cast.member, item_id=item.pk, member_id=cast.members.chair.pk)


def test_only_participants_are_recused(cast, item, council):
    with pytest.raises(NotAParticipant):
        recuse_member(actor=cast.clerk, item_id=item.pk, member_id=make_member(council).pk)


def test_a_recusal_is_withdrawn_by_the_member_or_the_desk(cast, meeting, item):
    recuse_oneself(actor=cast.member, item_id=item.pk)
    with pytest.raises(PermissionDenied):
        withdraw_recusal(actor=cast.absentee, item_id=item.pk, member_id=cast.members.member.pk)

    withdraw_recusal(actor=cast.member, item_id=item.pk, member_id=cast.members.member.pk)

    assert electorate_of(meeting, item.pk).electorate.present == 2
    assert kinds() == ["member.recused", "recusal.withdrawn"]


def test_nobody_is_recused_from_what_is_decided(cast, meeting):
    item = make_item(meeting, status=ItemStatus.DISPOSED)

    with pytest.raises(OutOfOrder):
        recuse_oneself(actor=cast.member, item_id=item.pk)
