import pytest

from council.ledger.selectors import entries_since
from tests.factories.meetings import make_called_item, open_meeting_with


@pytest.fixture
def meeting(cast, body):
    """An open meeting with the chair, the member and the adviser in the hall."""
    members = cast.members
    meeting = open_meeting_with(body, present=[members.chair, members.member, members.adviser])
    meeting.item = make_called_item(meeting)
    return meeting


@pytest.fixture
def told(meeting):
    """Return what the meeting's journal says, as pairs of kind and payload."""
    return lambda: [(entry.kind, entry.payload) for entry in entries_since(meeting.pk, 0)]
