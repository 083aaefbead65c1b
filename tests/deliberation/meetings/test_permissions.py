import pytest

from council.kernel.permissions import granted_permissions, may
from deliberation.meetings import permissions
from deliberation.meetings.selectors.standing import Lane
from tests.conftest import CAST
from tests.deliberation.meetings.matrix import MATRIX
from tests.factories.meetings import make_called_item, make_contribution, open_meeting_with

OF_THE_BODY = {"meetings.draft_meeting", "meetings.demand_session"}


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


@pytest.fixture
def target_of(meeting, cast):
    contribution = make_contribution(make_called_item(meeting), cast.members.member)
    special = dict.fromkeys(OF_THE_BODY, meeting.body) | {
        "meetings.withdraw_contribution": contribution,
        "meetings.interpret": Lane(meeting, "ar", "tr"),
    }
    return lambda permission: special.get(permission, meeting)


@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_in_a_meeting(permission, cast, target_of):
    target = target_of(permission)

    allowed = {person for person in CAST if may(getattr(cast, person), permission, target)}

    assert allowed == MATRIX[permission]


def test_the_matrix_names_every_permission():
    mine = {name for name in granted_permissions() if name.startswith("meetings.")}

    assert permissions.presides is not None
    assert set(MATRIX) == mine


def test_an_interpreter_works_only_in_the_directions_of_the_office(cast, meeting):
    lanes = [("ar", "tr"), ("tr", "ar"), ("tr", "en"), ("ar", "en")]

    allowed = [may(cast.interpreter, "meetings.interpret", Lane(meeting, *lane)) for lane in lanes]

    assert allowed == [True, True, False, False]


def test_while_a_presidium_sits_its_lead_presides_and_not_the_chair(cast, meeting):
    meeting.presidium.create(member=cast.members.member, is_leading=True)

    assert may(cast.member, "meetings.call_item", meeting)
    assert not may(cast.chair, "meetings.call_item", meeting)
    assert may(cast.chair, "meetings.relieve_presidium", meeting)
