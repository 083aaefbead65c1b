import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.permissions import may
from council.ledger.models import Entry
from deliberation.meetings.services.presidium import (
    LeadNotInPresidium,
    NotInAttendance,
    PresidiumTooSmall,
    PresidiumUnknown,
    elect_presidium,
    relieve_presidium,
)
from tests.factories.institution import make_body, seat_members
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


def elect(actor, meeting, members, lead):
    return elect_presidium(
        actor=actor,
        meeting_id=meeting.pk,
        member_ids=[member.pk for member in members],
        leading_id=lead.pk,
    )


def test_the_lead_of_the_presidium_presides_until_it_is_relieved(cast, meeting, elected):
    lead = elected[1]

    elect(cast.chair, meeting, elected, lead)
    during = (
        may(lead.user, "meetings.call_item", meeting),
        may(cast.chair, "meetings.call_item", meeting),
    )
    relieve_presidium(actor=cast.chair, meeting_id=meeting.pk)

    assert during == (True, False)
    assert may(cast.chair, "meetings.call_item", meeting)
    assert [entry.kind for entry in Entry.objects.all()] == [
        "presidium.elected", "presidium.relieved",
    ]  # fmt: skip


def test_the_lead_can_hand_over_to_a_new_presidium(cast, meeting, elected):
    elect(cast.chair, meeting, elected, elected[0])

    elect(elected[0].user, meeting, elected, elected[2])

    sitting = meeting.presidium.filter(until=None)
    assert [one.member_id for one in sitting.filter(is_leading=True)] == [elected[2].pk]
    assert sitting.count() == 3


def test_the_by_laws_say_how_many_preside(cast, meeting, elected):
    with pytest.raises(PresidiumTooSmall) as caught:
        elect(cast.chair, meeting, elected[:2], elected[0])

    assert caught.value.facts == {"needed": 3, "elected": 2}


def test_whoever_leads_is_one_of_the_presidium(cast, meeting, elected):
    with pytest.raises(LeadNotInPresidium):
        elect(cast.chair, meeting, elected, cast.members.member)


def test_the_presidium_is_in_the_room(cast, meeting, elected):
    with pytest.raises(NotInAttendance) as caught:
        elect(cast.chair, meeting, [*elected, cast.members.absentee], elected[0])

    assert caught.value.facts == {"name": "Absentee"}


def test_members_do_not_elect_by_themselves(cast, meeting, elected):
    with pytest.raises(PermissionDenied):
        elect(cast.member, meeting, elected, elected[0])


def test_some_by_laws_know_no_presidium(cast, council):
    body = make_body(council, bylaws="migrantenbeirat")
    chair, *others = seat_members(body, 4)
    meeting = open_meeting_with(body, present=[chair, *others])
    chair.offices.create(body=body, kind="chair", starts_on="2020-01-01")

    with pytest.raises(PresidiumUnknown):
        elect(chair.user, meeting, others, others[0])
