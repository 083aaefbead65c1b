import pytest

from deliberation.meetings.models import ItemKind, ItemResult, Recusal
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.rules.proposals import ProposalStatus
from tests.factories.meetings import make_called_item, make_item, open_meeting_with
from tests.factories.proposals import make_proposal


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


@pytest.fixture
def page(meeting):
    return f"/meetings/{meeting.pk}/own/"


def test_a_member_leaves_an_item_and_takes_part_again(client, cast, meeting, page):
    item = make_called_item(meeting)
    client.force_login(cast.member)

    assert f"/items/{item.pk}/act/recuse/" in client.get(page).content.decode()
    client.post(f"/items/{item.pk}/act/recuse/", {"reason": "My firm", "next": page})
    assert f"/items/{item.pk}/act/take-part/" in client.get(page).content.decode()
    client.post(f"/items/{item.pk}/act/take-part/", {"member_id": cast.members.member.pk})

    assert Recusal.objects.filter(withdrawn_at=None).count() == 0


def test_nobody_sees_here_what_others_left(client, cast, meeting, page):
    item = make_called_item(meeting)
    recuse_oneself(actor=cast.chair, item_id=item.pk, reason="")
    client.force_login(cast.member)

    assert "/act/take-part/" not in client.get(page).content.decode()


def test_one_member_takes_an_item_out_of_the_block(client, cast, meeting, page):
    item = make_item(meeting, is_consent=True)
    client.force_login(cast.member)

    assert f"/items/{item.pk}/act/debate/" in client.get(page).content.decode()
    client.post(f"/items/{item.pk}/act/debate/", {"next": page})
    item.refresh_from_db()

    assert not item.is_consent
    assert f"/items/{item.pk}/act/debate/" not in client.get(page).content.decode()


def test_the_chair_is_offered_the_block_while_there_is_one(client, cast, meeting):
    make_item(meeting, is_consent=True)
    client.force_login(cast.chair)
    room = f"/meetings/{meeting.pk}/room/"
    act = f"/meetings/{meeting.pk}/act/consent/"

    assert act in client.get(room).content.decode()
    client.post(act)

    assert act not in client.get(room).content.decode()


def test_only_an_item_without_a_proposal_is_closed_as_approved(client, cast, body, meeting):
    report = make_called_item(meeting)
    client.force_login(cast.chair)
    room, choice = f"/meetings/{meeting.pk}/room/", 'name="result" value="approved"'

    assert choice in client.get(room).content.decode()
    client.post(f"/items/{report.pk}/act/dispose/", {"result": "approved"})
    report.refresh_from_db()
    assert report.result == ItemResult.APPROVED

    proposal = make_proposal(body, cast.members.member, status=ProposalStatus.ON_AGENDA)
    make_called_item(meeting, kind=ItemKind.PROPOSAL, proposal=proposal)
    assert choice not in client.get(room).content.decode()


@pytest.mark.parametrize("person", ["adviser", "clerk", "interpreter", "sysadmin"])
def test_who_has_no_seat_has_no_part_to_leave(person, client, cast, page):
    client.force_login(getattr(cast, person))

    assert client.get(page).status_code in {403, 404}


def test_the_page_asks_as_often_for_three_items_as_for_one(
    client, cast, meeting, page, django_assert_max_num_queries
):
    client.force_login(cast.member)
    make_item(meeting)
    client.get(page)
    with django_assert_max_num_queries(12) as few:
        client.get(page)
    make_item(meeting)
    make_item(meeting)
    with django_assert_max_num_queries(12) as many:
        client.get(page)

    assert len(few) == len(many)
