import pytest

from deliberation.meetings.selectors.divan import divan_of
from tests.factories.institution import seat_members
from tests.factories.meetings import make_present, open_meeting_with


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


@pytest.fixture
def elected(meeting, body):
    members = seat_members(body, 3)
    for member in members:
        make_present(meeting, member)
    return members


def record(client, meeting, lead, *others):
    fields = {"leading_id": lead.pk, "member_ids": [one.pk for one in others]}
    return client.post(f"/meetings/{meeting.pk}/act/presidium/", fields)


def test_the_chair_records_who_was_elected_and_hands_over(client, cast, meeting, elected):
    client.force_login(cast.chair)
    page = f"/meetings/{meeting.pk}/presidium/"

    before = client.get(page).content.decode()
    record(client, meeting, elected[1], elected[0], elected[2])
    client.force_login(elected[1].user)
    after = client.get(page).content.decode()

    assert "the chair presides" in before
    assert 'name="leading_id"' in before
    assert divan_of(meeting).elected[0] == (elected[1].public_name, True)
    assert {name for name, _leads in divan_of(meeting).elected} == {
        one.public_name for one in elected
    }
    assert "Elect another presidium" in after


def test_the_clerk_sees_who_presides_but_elects_nobody(client, cast, meeting):
    client.force_login(cast.clerk)

    html = client.get(f"/meetings/{meeting.pk}/presidium/").content.decode()

    assert "the chair presides" in html
    assert 'name="leading_id"' not in html
