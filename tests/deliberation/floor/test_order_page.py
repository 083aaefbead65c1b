"""The page that says why people speak in this order."""

import pytest
from django.urls import reverse

from council.rules.bylaws import FloorOrder
from deliberation.floor.services.ordering import choose_order
from tests.factories.floor import make_past_turn, make_request
from tests.factories.institution import seat_members
from tests.factories.meetings import make_present


def page(client, meeting, user=None):
    if user:
        client.force_login(user)
    answer = client.get(reverse("floor:order", args=[meeting.pk]))
    return answer.status_code, " ".join(answer.content.decode().split())


def chosen(cast, meeting, order):
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=order)


def test_everybody_reads_the_rule(client, cast, meeting):
    status, text = page(client, meeting)

    assert status == 200
    assert "<strong>Women and men in turn</strong>" in text
    assert "This is the order of the by-laws." in text
    assert "the order never depends on sealed answers" in text
    assert 'id="own"' not in text


def test_a_choice_of_the_chair_is_told_beside_the_by_laws(client, cast, meeting):
    chosen(cast, meeting, FloorOrder.FIRST_COME)

    _, text = page(client, meeting)

    assert "The chair chose this order for the meeting; the journal says so." in text
    assert "The by-laws say: women and men in turn." in text


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("first_come", "Of those who wait, you were number 2 to ask."),
        ("first_time_first", "You have spoken on this item for 1:30;"),
        ("least_spoken", "You have spoken on this item for 1:30;"),
        ("alternate", "You put yourself on this list: Women."),
        ("budgets", "The published composition shows no numbers"),
    ],
)
def test_who_waits_reads_why_they_wait_there(client, cast, meeting, order, words):
    make_past_turn(meeting, cast.members.member, seconds=90, group="women")
    make_request(meeting, cast.members.adviser)
    make_request(meeting, cast.members.member, group="women")
    chosen(cast, meeting, FloorOrder(order))

    _, text = page(client, meeting, cast.member)

    assert "Why you are number 2" in text
    assert words in text


def test_nobody_else_is_named(client, cast, meeting):
    make_request(meeting, cast.members.adviser, group="men")
    make_request(meeting, cast.members.member, group="women")

    _, text = page(client, meeting, cast.member)

    assert "Adviser" not in text
    assert "Men" not in text


def test_a_meeting_that_is_not_theirs_is_not_there(client, cast, meeting):
    meeting.is_public = False
    meeting.save()

    assert page(client, meeting, cast.outsider)[0] == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_is_read_in_few_queries(
    client, cast, meeting, body, django_assert_num_queries, count
):
    for member in seat_members(body, count):
        make_present(meeting, member)
        make_past_turn(meeting, member)
        make_request(meeting, member)
    client.force_login(cast.member)
    page(client, meeting)

    with django_assert_num_queries(12):
        page(client, meeting)


def test_the_chair_chooses_from_the_desk(client, cast, meeting):
    client.force_login(cast.chair)

    answer = client.post(
        reverse("floor:choose_order", args=[meeting.pk]),
        {"key": "5f8e6d0c-7f0e-4f3a-9d39-111111111111", "order": "budgets", "minutes": "30"},
    )

    assert answer.url == f"{reverse('realtime:room', args=[meeting.pk])}#desk"
    assert "First the lists of speakers that have time left" in page(client, meeting)[1]


def test_who_asks_chooses_a_list_where_lists_matter(client, cast, meeting):
    client.force_login(cast.member)
    mine = reverse("floor:mine", args=[meeting.pk])

    assert 'name="group"' in client.get(mine).content.decode()
    chosen(cast, meeting, FloorOrder.FIRST_COME)
    assert 'name="group"' not in client.get(mine).content.decode()


def test_the_list_of_last_time_is_offered_again(client, cast, meeting):
    make_past_turn(meeting, cast.members.member, group="women")
    client.force_login(cast.member)

    answer = client.get(reverse("floor:mine", args=[meeting.pk])).content.decode()

    assert '<option value="women" selected>' in answer
