"""Who may follow a meeting: asked for one, and asked for a whole hall, it is the same."""

import pytest

from council.accounts.models import User
from council.members.models import Office
from deliberation.meetings.models import Meeting, PresidiumMember
from deliberation.meetings.selectors.readers import audience_of, audiences_of
from deliberation.rules.meetings import MeetingStatus
from tests.conftest import CAST
from tests.factories.institution import LONG_AGO
from tests.realtime.scene import make_meeting


def nothing(_cast, _meeting):
    """As it stands."""


def member_is_gone(cast, _meeting):
    cast.members.member.is_active = False
    cast.members.member.save()


def chair_is_gone(cast, _meeting):
    cast.members.chair.is_active = False
    cast.members.chair.save()


def account_is_closed(cast, _meeting):
    User.objects.filter(pk__in=[cast.clerk.pk, cast.member.pk]).update(is_active=False)


def offices_have_ended(_cast, _meeting):
    Office.objects.update(ends_on=LONG_AGO.replace(year=2021))


def member_presides(cast, meeting):
    PresidiumMember.objects.create(meeting=meeting, member=cast.members.member, is_leading=True)


@pytest.mark.parametrize(
    "change",
    [
        nothing,
        member_is_gone,
        chair_is_gone,
        account_is_closed,
        offices_have_ended,
        member_presides,
    ],
)
@pytest.mark.parametrize(
    "facts", [{}, {"is_public": False}, {"status": MeetingStatus.DRAFT}], ids=str
)
def test_a_hall_is_told_what_each_would_be_told(cast, body, facts, change):
    meeting = make_meeting(body, **facts)
    change(cast, meeting)
    users = User.objects.in_bulk([getattr(cast, name).pk for name in CAST])
    open_ones = {pk: user for pk, user in users.items() if user.is_active}

    told = audiences_of([*open_ones], meeting.pk)

    assert told == {pk: audience_of(user, meeting.pk) for pk, user in open_ones.items()}


def test_readers_without_an_account_see_what_everybody_sees(body):
    open_to_all, closed = make_meeting(body), make_meeting(body, is_public=False)

    assert audiences_of([None], open_to_all.pk) == {None: "public"}
    assert audiences_of([None], closed.pk) == {None: None}
    assert audiences_of([None], 0) == {None: None}


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_for_one_and_for_many(cast, body, many, django_assert_num_queries):
    meeting = make_meeting(body)
    users = [cast.chair.pk, cast.member.pk, cast.absentee.pk][:many]

    with django_assert_num_queries(4):
        audiences_of(users, meeting.pk)

    assert Meeting.objects.count() == 1
