"""An organisation that sends delegates, and the clerk who enters its letters."""

from datetime import date

import pytest

from council.members.models import Balance, FilledBy
from tests.council.members.delegates import adopt, make_sender
from tests.factories.institution import make_member


@pytest.fixture
def clerk(client, cast):
    """A browser in which the clerk has signed in."""
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def rule(cast, body):
    """The by-laws ask for one woman of two delegates, or more."""
    return adopt(cast, body, Balance.ONE_WOMAN, date(2020, 1, 1))


@pytest.fixture
def sender(body):
    """An organisation with two seats."""
    return make_sender(body, "guild")


@pytest.fixture
def seats(sender):
    return list(sender.seats.filter(filled_by=FilledBy.DELEGATED).order_by("number"))


@pytest.fixture
def people(council):
    return [make_member(council, public_name=name) for name in ("Kemal", "Yusuf")]
