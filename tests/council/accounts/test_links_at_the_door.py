"""Signing in with a link."""

import pytest
from django.core import signing

from council.accounts import services
from tests.factories.institution import make_user
from tests.support.rivals import race, shared_database


@pytest.fixture
def link(user):
    return services.make_sign_in_link(actor=None, user_id=user.pk).removeprefix(
        "http://127.0.0.1:8000"
    )


def who(client):
    response = client.get("/account/me/")
    return response.context["user"].username if response.status_code == 200 else None


def test_looking_at_a_link_does_not_use_it_up(client, link):
    response = client.get(link)

    assert response.status_code == 200
    assert who(client) is None


def test_confirming_a_link_signs_in_once(client, link):
    assert client.post(link, {"next": "/card/"}).url == "/card/"
    assert who(client) == "fatma"

    client.logout()
    assert client.post(link).status_code == 410
    assert who(client) is None


def test_a_link_leads_to_our_pages_only(client, link):
    assert client.post(link, {"next": "https://evil.example/"}).url == "/"


def test_in_the_demo_a_plain_click_signs_in_again_and_again(client, link, settings):
    settings.MAJLIS_DEMO = True
    client.force_login(make_user())

    assert client.get(f"{link}?next=/card/").url == "/card/"
    assert who(client) == "fatma"
    client.logout()
    client.get(link)
    assert who(client) == "fatma"


def test_a_link_of_the_demo_does_not_survive_it(client, user, settings, link):
    settings.MAJLIS_DEMO = True
    client.get(link)
    client.logout()
    settings.MAJLIS_DEMO = False

    assert client.post(link).status_code == 410


@pytest.mark.parametrize("end", [services.end_sessions, services.deactivate])
@pytest.mark.parametrize("is_demo", [True, False])
def test_a_link_dies_with_the_access(client, user, settings, link, end, is_demo):
    settings.MAJLIS_DEMO = is_demo
    end(actor=None, user_id=user.pk)

    assert client.post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "WzEsMV0:1:1"])
def test_a_made_up_link_does_nothing(client, user, token):
    assert client.post(f"/enter/{token}/").status_code == 410


def test_what_was_signed_for_something_else_is_no_link(client, user):
    token = signing.dumps([user.pk, user.auth_epoch, ""], salt="other")

    assert client.post(f"/enter/{token}/").status_code == 410


def test_of_twenty_uses_at_once_one_gets_in(transactional_db, tmp_path):
    user = make_user(username="fatma")
    token = services.make_sign_in_link(actor=None, user_id=user.pk).split("/")[-2]

    with shared_database(tmp_path):
        answers = race(lambda _: services.use_link(actor=None, token=token), times=20)

    assert [answer.username for answer in answers if answer] == ["fatma"]
