"""Signing in with a code by e-mail."""

import pytest
from django.core import mail
from django.test import Client

from council.accounts.models import User


def ask(client, email, **more):
    return client.post("/account/login/code/", {"email": email}, **more)


def test_a_code_by_letter_signs_in(client, user, enter_by_letter):
    response = enter_by_letter(client, user)

    assert response.url == "/"
    assert client.get("/account/me/").context["user"] == user


def test_the_page_asked_for_comes_after_signing_in(client, user, code_in_letter):
    response = client.post("/account/login/code/", {"email": user.email, "next": "/card/"})
    confirm = {"code": code_in_letter(), "next": "/card/"}

    assert response.url == "/account/login/code/confirm/?next=%2Fcard%2F"
    assert client.post("/account/login/code/confirm/", confirm).url == "/card/"


def test_the_id_of_the_session_changes_at_sign_in(client, user, code_in_letter):
    ask(client, user.email)
    before = client.session.session_key

    client.post("/account/login/code/confirm/", {"code": code_in_letter()})

    assert client.session.session_key != before


def test_sign_ins_and_failures_are_noted_by_number(client, user, code_in_letter, caplog):
    caplog.set_level("INFO", logger="council.security")
    ask(client, user.email)
    client.post("/account/login/code/confirm/", {"code": "WRNG-CODE"})
    client.post("/account/login/code/confirm/", {"code": code_in_letter()})

    assert caplog.messages == [
        f"account {user.pk}: a wrong code was typed",
        f"account {user.pk} signed in by ['code']",
    ]


def test_three_wrong_codes_end_the_try(client, user, code_in_letter):
    ask(client, user.email)
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "WRNG-CODE"})

    client.post("/account/login/code/confirm/", {"code": code_in_letter()})

    assert client.get("/account/me/").status_code == 302


@pytest.mark.parametrize("email", ["nobody@example.org", "FATMA@EXAMPLE.ORG", "closed@example.org"])
def test_an_unknown_address_is_answered_like_a_known_one(client, user, email):
    User.objects.create_user("closed", email="closed@example.org", is_active=False)

    response = ask(client, email)

    assert (response.status_code, response.url) == (302, "/account/login/code/confirm/")
    assert _shown(client, email) == _shown_to_known(client, user)
    assert [letter.to for letter in mail.outbox[:1]] == [[email]]


def test_letters_to_one_mailbox_are_limited_and_not_to_others(user):
    answers = [ask(Client(), user.email).status_code for _ in range(6)]

    assert answers == [302] * 5 + [200]
    assert len(mail.outbox) == 5
    assert ask(Client(), "ali@example.org").status_code == 302


def test_somebody_elsewhere_can_still_ask_after_others_did(user):
    for _ in range(6):
        ask(Client(), user.email)

    response = ask(Client(), user.email, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 302


def test_a_letter_is_written_in_the_reader_s_direction(client, user):
    ask(client, user.email, headers={"accept-language": "ar"})

    html = mail.outbox[0].alternatives[0].content
    assert '<html lang="ar" dir="rtl">' in html


def test_nobody_signs_up(client, db):
    response = client.post("/account/signup/", {"email": "new@example.org"})

    assert "made by the clerk" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["/account/password/reset/", "/account/password/change/", "/account/email/", "/admin/"]
)
def test_there_are_no_passwords_and_no_admin(client, user, path):
    client.force_login(user)

    assert client.get(path).status_code == 404


def _shown(client, email):
    page = client.get("/account/login/code/confirm/").content.decode()
    client.post("/account/logout/")
    return page.replace(email, "someone").split("<main")[1].split("csrfmiddlewaretoken")[0]


def _shown_to_known(client, user):
    ask(client, user.email)
    return _shown(client, user.email)
