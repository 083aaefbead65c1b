import pytest

from council.kernel.audience import Audience
from deliberation.minutes.selectors.documents import document_of
from tests.factories.minutes import hold_meeting, make_complete, make_minutes

pytestmark = pytest.mark.django_db


def test_the_document_tells_the_vote_the_decision_and_who_was_there(db):
    held = hold_meeting(decisions=1)

    document = document_of(make_minutes(held), Audience.PUBLIC, "en")

    item = document.items[1]
    (vote,) = item.votes
    assert item.facts.decision_number.endswith("/001")
    assert str(item.wording[0]) == "Evening classes 0"
    assert (vote.facts.in_favour, vote.facts.result) == (3, "carried")
    assert [str(one) for one in vote.here] == [str(held.member(place)) for place in range(4)]
    assert str(document.people.chair) == str(held.member(0))
    assert [str(one) for one in document.people.absent] == [str(held.absentee)]


def test_who_left_before_the_vote_is_told_with_the_hour(db):
    held = hold_meeting(decisions=1)
    stay = held.meeting.attendances.get(member=held.member(3))
    stay.left_at = held.meeting.opened_at
    stay.save()

    document = document_of(make_minutes(held), Audience.PUBLIC, "en")

    (away,) = document.items[1].votes[0].away
    assert (str(away.person), away.left_at) == (str(held.member(3)), held.meeting.opened_at)


@pytest.mark.parametrize("many", [1, 3])
def test_one_document_asks_the_same_however_long_the_meeting(many, django_assert_num_queries):
    minutes = make_complete(hold_meeting(decisions=many, items=many))

    with django_assert_num_queries(29):
        document_of(minutes, Audience.MEMBER, "tr")
