"""The cast: the same eight people in every permission test."""

import gc
import os
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoDbBlocker

from council.accounts.models import User
from council.members.models import Body, Council, Member, OfficeKind
from tests.factories.institution import (
    give_office,
    give_seats,
    make_bloc,
    make_body,
    make_council,
    make_member,
    make_members,
)
from tests.support import flushing, migrated, posting
from tests.support.stack import with_room

gc.disable()  # nothing that is read before the first test is garbage
flushing.install()
migrated.install()
posting.install()
# How long an example takes says how busy the machine is, not whether the rule is right.
UNTIMED: Any = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("quick", max_examples=30, **UNTIMED)
hypothesis.settings.register_profile("thorough", **UNTIMED)
hypothesis.settings.load_profile("thorough" if "MAJLIS_TEST_THOROUGH" in os.environ else "quick")

CAST = (
    "chair", "member", "absentee", "adviser", "clerk", "interpreter", "outsider", "sysadmin",
)  # fmt: skip
ACCESS = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what depends on the database: that alone is worth a second run on another one."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or not ACCESS.isdisjoint(asked):
            item.add_marker("database")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let no test run along an edge of the stack, where calls take many times as long."""
    item.setup = partial(with_room, item.setup)
    item.runtest = partial(with_room, item.runtest)


def pytest_collection_finish() -> None:
    """Let the garbage collector look past what stays until the end: all tests, all modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # a page makes thousands of objects, and keeps none of them
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Migrate once, and begin with a copy from then on."""
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture(autouse=True)
def forgetful_cache() -> None:
    """Nothing kept for one test is shown to another: ids begin anew, and so do snapshots."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page of one test does not choose the language of the next."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def council(db: None) -> Council:
    """A council."""
    return make_council()


@pytest.fixture
def body(council: Council) -> Body:
    """Its general assembly."""
    return make_body(council)


@pytest.fixture
def cast(body: Body) -> SimpleNamespace:
    """Eight accounts: who they are in ``body`` is in ``cast.members``.

    chair and member have seats and come to meetings (a test checks them in); absentee has a seat
    and stays away; adviser speaks without a vote; outsider belongs to another council; sysadmin
    is a superuser and nothing else.
    """
    bloc = make_bloc(body.council)
    made = make_members(body.council, [{"public_name": name.title()} for name in CAST[:6]])
    members = SimpleNamespace(**dict(zip(CAST[:6], made, strict=True)))
    give_seats([members.chair, members.member, members.absentee], body, bloc)
    give_office(members.chair, body, OfficeKind.CHAIR)
    give_office(members.adviser, body, OfficeKind.ADVISER)
    give_office(members.clerk, body, OfficeKind.CLERK)
    give_office(members.interpreter, body, OfficeKind.INTERPRETER, directions=["ar>tr", "tr>ar"])
    users: dict[str, User] = {name: _account(getattr(members, name)) for name in CAST[:6]}
    users["outsider"] = _account(make_member(make_council()))
    users["sysadmin"] = User.objects.create_superuser("sysadmin")
    return SimpleNamespace(**users, members=members)


def _account(member: Member) -> User:
    assert member.user is not None
    return member.user
