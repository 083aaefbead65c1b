"""Keys of sealed answers are changed and destroyed from the command line."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.members.models import Term
from council.members.quota.keys import KeyDestroyed
from council.members.services.quota import key_ring


@pytest.fixture
def term(council, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    return Term.objects.create(council=council, number=1, starts_on=date(2020, 1, 1))


def order(act, council, number=1):
    call_command("quota_keys", act, council.slug, number)


def test_a_key_is_renewed(term, council, capsys, django_capture_on_commit_callbacks):
    old = key_ring().active(term.pk)

    with django_capture_on_commit_callbacks(execute=True):
        order("renew", council)

    assert key_ring().active(term.pk) != old
    assert "0 answers are sealed" in capsys.readouterr().out


def test_a_key_is_destroyed_when_the_term_is_long_over(
    term, council, django_capture_on_commit_callbacks
):
    term.ends_on = timezone.localdate() - timedelta(days=101)
    term.save()

    with django_capture_on_commit_callbacks(execute=True):
        order("destroy", council)

    with pytest.raises(KeyDestroyed):
        key_ring().active(term.pk)


def test_a_refusal_is_said_in_a_sentence(term, council):
    with pytest.raises(CommandError, match="Objections to term 1"):
        order("destroy", council)


def test_a_term_that_does_not_exist_is_named(term, council):
    with pytest.raises(CommandError, match="no term 7"):
        order("renew", council, 7)
