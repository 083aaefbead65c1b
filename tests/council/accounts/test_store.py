"""Our store of sessions finds what Django's own finds."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as Djangos
from django.contrib.sessions.models import Session
from django.utils import timezone

from council.accounts.store import SessionStore
from tests.realtime.scene import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(cast):
    """One session that stands, one that is over, one that will be, and none."""
    standing, over, later = (sign_in(each) for each in (cast.member, cast.chair, cast.clerk))
    now = timezone.now()
    Session.objects.filter(pk=over).update(expire_date=now - timedelta(seconds=1))
    Session.objects.filter(pk=later).update(expire_date=now + timedelta(seconds=60))
    return {"standing": standing, "over": over, "later": later, "none": "x" * 32}


@pytest.mark.parametrize("name", ["standing", "over", "later", "none"])
def test_a_session_is_what_django_finds(name, keys):
    ours, djangos = SessionStore(keys[name]), Djangos(keys[name])

    assert ours.load() == djangos.load()
    assert ours.session_key == djangos.session_key
    assert (ours.session_key is None) is (name in {"over", "none"})


def test_a_session_is_read_in_one_question(keys, django_assert_num_queries):
    with django_assert_num_queries(1):
        SessionStore(keys["standing"]).load()
