import pytest
from django.utils import timezone

from council.ledger.services import journal
from deliberation.floor.following import follow
from deliberation.floor.models import RequestKind, RequestStatus
from deliberation.floor.services.clearing import clear_floor
from deliberation.meetings.events import ContributionMade, ItemDisposed
from deliberation.meetings.models import Recusal
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.floor import make_request, make_signal, make_turn
from tests.factories.meetings import make_called_item


@pytest.fixture
def request_(cast, meeting):
    return make_request(meeting, cast.members.member)


@pytest.fixture
def turn(cast, meeting):
    return make_turn(meeting, cast.members.adviser)


def state(*rows):
    for row in rows:
        row.refresh_from_db()
    request, turn = rows
    return request.status, turn.ended_at is None


def test_while_the_item_is_discussed_nothing_is_cleared(cast, meeting, request_, turn, told):
    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    assert state(request_, turn) == (RequestStatus.WAITING, True)
    assert told() == []


def test_when_the_item_is_done_with_so_are_its_speakers(cast, meeting, request_, turn, told):
    meeting.item.status = ItemStatus.DISPOSED
    meeting.item.save()

    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    members = [cast.members.member.pk, cast.members.adviser.pk]
    assert state(request_, turn) == (RequestStatus.LAPSED, False)
    assert told() == [("floor.cleared", {"member_ids": members, "turn_id": turn.pk})]


def test_a_closed_discussion_ends_the_list_but_not_the_turn(cast, meeting, request_, turn):
    meeting.item.status = ItemStatus.DISCUSSED
    meeting.item.save()
    point = make_request(meeting, cast.members.chair, kind=RequestKind.POINT_OF_ORDER)

    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    point.refresh_from_db()
    assert state(request_, turn) == (RequestStatus.LAPSED, True)
    assert point.status is RequestStatus.WAITING


@pytest.mark.parametrize("status", [MeetingStatus.RECESSED, MeetingStatus.ADJOURNED])
def test_with_the_sitting_everything_ends(cast, meeting, request_, turn, status):
    signal = make_signal(meeting, cast.members.interpreter)
    meeting.status = status
    meeting.save()

    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    signal.refresh_from_db()
    assert state(request_, turn) == (RequestStatus.LAPSED, False)
    assert signal.settled_at is not None


def test_whoever_asked_before_an_item_was_called_waits_for_it(cast, meeting):
    meeting.item.status = ItemStatus.DISPOSED
    meeting.item.save()
    early = make_request(meeting, cast.members.member)
    following = make_called_item(meeting)

    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    early.refresh_from_db()
    assert (early.status, early.item) == (RequestStatus.WAITING, following)


def test_whoever_leaves_waits_no_longer(cast, meeting, request_, turn):
    meeting.attendances.filter(member=cast.members.member).update(left_at=timezone.now())

    clear_floor(actor=cast.member, meeting_id=meeting.pk)

    assert state(request_, turn) == (RequestStatus.LAPSED, True)


def test_whoever_is_recused_waits_no_longer(cast, meeting, request_, turn):
    Recusal.objects.create(item=meeting.item, member=cast.members.member)

    clear_floor(actor=cast.member, meeting_id=meeting.pk)

    assert state(request_, turn) == (RequestStatus.LAPSED, True)


def test_the_floor_follows_the_meeting_after_the_commit(
    cast, meeting, request_, turn, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        dispose_item(actor=cast.chair, item_id=meeting.item.pk)

    assert state(request_, turn) == (RequestStatus.LAPSED, False)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (ItemDisposed(1, "noted"), RequestStatus.LAPSED),
        (ContributionMade(1, 1, "tr"), RequestStatus.WAITING),
    ],
)
def test_only_some_events_change_the_floor(cast, meeting, request_, turn, event, expected):
    meeting.item.status = ItemStatus.DISPOSED
    meeting.item.save()

    follow(entry=journal(actor=cast.chair, meeting_id=meeting.pk, event=event))

    assert state(request_, turn)[0] is expected
