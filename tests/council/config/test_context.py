"""What every page says of the council it belongs to, and to whom."""

import pytest
from django.urls import reverse

from council.members.models import OfficeKind
from tests.factories.institution import give_office, make_member

pytestmark = pytest.mark.django_db


def has_the_office(client, council):
    page = client.get(reverse("members:council", args=[council.slug]))
    return reverse("office", args=[council.slug]) in [one["url"] for one in page.context["nav"]]


def test_the_office_is_on_the_clerks_pages(client, cast, council):
    client.force_login(cast.clerk)

    assert has_the_office(client, council)


def test_strangers_are_not_taken_for_a_clerk_without_an_account(client, body, council):
    give_office(make_member(council, has_account=False), body, OfficeKind.CLERK)

    assert not has_the_office(client, council)
