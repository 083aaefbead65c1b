import pytest

from tests.factories.minutes import hold_meeting


@pytest.fixture
def held(db):
    return hold_meeting()
