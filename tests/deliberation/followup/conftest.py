import pytest

from tests.factories.followup import make_addressee, make_referral, make_token
from tests.factories.register import make_clerk
from tests.factories.voting import make_room


@pytest.fixture
def room():
    return make_room(5)


@pytest.fixture
def clerk(room):
    return make_clerk(room)


@pytest.fixture
def addressee(room, clerk):
    return make_addressee(clerk, room.meeting.council)


@pytest.fixture
def referral(room, clerk, addressee):
    return make_referral(room, clerk, addressee=addressee)


@pytest.fixture
def token(clerk, addressee):
    return make_token(clerk, addressee)
