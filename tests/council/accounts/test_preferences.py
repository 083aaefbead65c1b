"""Choosing a language, and where one comes out afterwards."""

import pytest

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "http:///evil.example",
    "http:evil.example",
    "https:evil.example",
    "https:/\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "ftp://testserver/",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example#testserver",
    "http://evil.example?testserver",
    "http://evil.example\\@testserver",
    "http://[::1",
    " //evil.example",
    "\t//evil.example",
    "\x08//evil.example",
    "http://testserver:1@evil.example",
    "http://٠.evil.example",
    "https:\\\\evil.example",
    "",
]


def test_a_chosen_language_is_remembered_in_this_browser(client, db):
    response = client.post("/language/", {"language": "ar", "next": "/accessibility/"})

    assert response.url == "/accessibility/"
    assert '<html lang="ar" dir="rtl"' in client.get("/accessibility/").content.decode()
    cookie = response.cookies["language"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_a_chosen_language_is_remembered_with_the_account(client, user):
    client.force_login(user)

    client.post("/language/", {"language": "tr"})

    user.refresh_from_db()
    assert user.language == "tr"


def test_a_language_that_is_not_offered_changes_nothing(client, user):
    client.force_login(user)

    response = client.post("/language/", {"language": "xx", "next": "/accessibility/"})

    assert response.url == "/accessibility/"
    user.refresh_from_db()
    assert user.language == ""


def test_a_language_is_not_changed_by_looking(client, db):
    assert client.get("/language/?language=ar").status_code == 405


@pytest.mark.parametrize("way", ELSEWHERE)
@pytest.mark.parametrize("path", ["/language/", "/theme/"])
def test_the_way_back_leads_nowhere_else(client, db, path, way):
    response = client.post(path, {"language": "ar", "theme": "dark", "next": way})

    assert response.url == "/"


@pytest.mark.parametrize("way", ELSEWHERE)
def test_signing_out_leads_nowhere_else(client, user, way):
    client.force_login(user)

    assert client.post("/account/logout/", {"next": way}).url == "/"


@pytest.mark.parametrize("way", ELSEWHERE)
def test_the_door_leads_nowhere_else(client, user, way):
    client.force_login(user)

    assert client.get("/account/login/", {"next": way}).url == "/"
