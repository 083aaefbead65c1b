"""An account, its card, and nothing counted against anybody yet."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from council.accounts import services
from tests.factories.institution import make_user


@pytest.fixture(autouse=True)
def no_tries_used():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(db):
    return make_user(username="fatma", email="fatma@example.org")


@pytest.fixture
def clerk(db):
    return make_user(username="clerk")


@pytest.fixture
def code(user, clerk):
    return services.issue_card(actor=clerk, user_id=user.pk)[1]


@pytest.fixture
def in_earnest(settings):
    """A site on which staff need a second factor, as it is everywhere but in a demo."""
    settings.MAJLIS_REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def code_in_letter():
    def read():
        return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE).group()

    return read


@pytest.fixture
def enter_by_letter(code_in_letter):
    """Sign a client in with a code by e-mail."""

    def enter(client, user):
        client.post("/account/login/code/", {"email": user.email})
        return client.post("/account/login/code/confirm/", {"code": code_in_letter()})

    return enter
