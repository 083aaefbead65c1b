"""Members choose whether the public learns that they were at a meeting."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from council.kernel.visibility import Unseen
from council.members.services.presence import hide_presence, show_presence
from tests.factories.institution import make_council, make_member

pytestmark = pytest.mark.django_db
OWN = "/account/presence/"


@pytest.fixture
def member(cast):
    return cast.members.member


def test_members_keep_their_presence_from_the_public_and_show_it_again(cast, member):
    assert hide_presence(actor=cast.member, member_id=member.pk).is_presence_private
    assert not show_presence(actor=cast.member, member_id=member.pk).is_presence_private


def test_the_registrar_hides_for_others_and_reveals_nobody_who_can_do_so(cast, member):
    hide_presence(actor=cast.clerk, member_id=member.pk)

    with pytest.raises(PermissionDenied):
        show_presence(actor=cast.clerk, member_id=member.pk)
    member.refresh_from_db()
    assert member.is_presence_private


def test_at_the_counter_the_registrar_does_both_for_people_without_an_account(cast, council):
    member = make_member(council, has_account=False)

    hide_presence(actor=cast.clerk, member_id=member.pk)

    assert not show_presence(actor=cast.clerk, member_id=member.pk).is_presence_private


def test_nobody_else_decides_and_nobody_is_decided_on(cast, member):
    with pytest.raises(PermissionDenied):
        hide_presence(actor=cast.chair, member_id=member.pk)
    with pytest.raises(Unseen):
        hide_presence(actor=cast.clerk, member_id=0)


def test_the_choice_is_on_a_page_of_the_account(client, cast, council, member):
    client.force_login(cast.member)
    assert OWN in client.get("/account/me/").text
    chosen = reverse("members:choose_presence", args=[council.slug])
    assert chosen in client.get(OWN).text

    page = client.post(chosen, {"presence": "private"}, follow=True).text

    member.refresh_from_db()
    assert member.is_presence_private
    assert "The public does not learn that you were there." in page
    assert 'value="public"' in page
    client.post(chosen, {"presence": "public"})
    member.refresh_from_db()
    assert not member.is_presence_private


def test_strangers_choose_nothing(client, cast):
    other = make_council(slug="other")
    client.force_login(cast.member)

    answer = client.post(reverse("members:choose_presence", args=[other.slug]))

    assert answer.status_code == 404


def test_the_registrar_finds_it_on_the_page_of_the_member(client, cast, council, member):
    client.force_login(cast.clerk)
    address = reverse("members:member_presence", args=[council.slug, member.pk])

    page = client.post(address, {"presence": "private"}, follow=True).text

    member.refresh_from_db()
    assert member.is_presence_private
    assert "Only they can change that, in their account." in page
    assert client.post(address, {"presence": "public"}).status_code == 403
