"""What happens around every request."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation
from redis.exceptions import ConnectionError as RedisConnectionError

from council.accounts.store import SessionStore
from council.config.urls import handler500
from council.config.urls import urlpatterns as site
from council.rules.errors import OutOfOrder
from tests.factories.institution import make_user


def refuse(request):
    raise OutOfOrder(status="draft", act="open")


def fail(request, kind):
    raise FAILURES[kind]("away")


FAILURES = {
    "database": OperationalError,
    "connection": InterfaceError,
    "redis": RedisConnectionError,
    "defect": ValueError,
}


def language(request):
    return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")


def address(request):
    return HttpResponse(f"{request.scheme} {request.get_host()} {request.META['REMOTE_ADDR']}")


class Urls:
    handler500 = handler500
    urlpatterns = [
        path("refuse/", refuse),
        path("fail/<kind>/", fail),
        path("spoken/", language),
        path("address/", address),
        *site,
    ]


@pytest.fixture(autouse=True)
def urls(settings, db):
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def strict():
    """A client that is held to tokens and origins, as browsers are."""
    client = Client(enforce_csrf_checks=True)
    client.get("/account/login/")
    return client


def token(client):
    return client.cookies["csrf"].value


def test_a_refusal_by_the_rules_is_a_page_with_409(client):
    response = client.get("/refuse/")

    assert response.status_code == 409
    assert response.templates[0].name == "errors/409.html"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("database", 503), ("connection", 503), ("redis", 503), ("defect", 500)],
)
def test_what_passes_is_told_apart_from_a_defect(client, kind, status):
    client.raise_request_exception = False

    response = client.get(f"/fail/{kind}/", headers={"accept-language": "de"})

    assert response.status_code == status
    assert ("nicht erreichbar" in response.content.decode()) == (status == 503)
    assert response.headers.get("Retry-After") == ("5" if status == 503 else None)
    assert "content-security-policy" in response.headers


def test_a_database_that_goes_before_the_page_is_reached_is_told_alike(client, monkeypatch):
    client.raise_request_exception = False
    client.cookies["session"] = "x" * 32
    monkeypatch.setattr(SessionStore, "load", lambda _: fail(None, "database"))

    assert client.get("/").status_code == 503


@pytest.mark.parametrize(
    ("account", "cookie", "browser", "spoken"),
    [
        ("", "", "", "en"),
        ("", "", "de", "de"),
        ("", "", "ku, ar;q=0.8", "ar"),
        ("", "tr", "de", "tr"),
        ("ar", "tr", "de", "ar"),
        ("xx", "tr", "de", "tr"),
        ("", "xx", "de", "de"),
    ],
)
def test_which_language_is_spoken(client, account, cookie, browser, spoken):
    if account:
        client.force_login(make_user(language=account))
    if cookie:
        client.cookies["language"] = cookie

    response = client.get("/spoken/", headers={"accept-language": browser})

    assert response.content.decode() == f"{spoken} {spoken}"
    assert response["Content-Language"] == spoken


def test_the_language_of_one_request_does_not_stay_for_the_next(client):
    client.get("/spoken/", headers={"accept-language": "ar"})

    assert client.get("/spoken/").content == b"en en"


@pytest.mark.parametrize("origin", ["http://testserver", "http://127.0.0.1:8000", None])
def test_a_post_of_ours_passes(strict, origin):
    headers = {"origin": origin} if origin else {}
    form = {"language": "tr", "csrfmiddlewaretoken": token(strict)}

    assert strict.post("/language/", form, headers=headers).status_code == 302


def test_a_post_from_a_page_without_referrer_passes(strict):
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    form = {"language": "tr", "csrfmiddlewaretoken": token(strict)}

    assert strict.post("/language/", form, headers=headers).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "null", "sec-fetch-site": "none"},
    ],
)
def test_a_foreign_post_is_refused(strict, headers):
    form = {"language": "tr", "csrfmiddlewaretoken": token(strict)}

    assert strict.post("/language/", form, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path_",
    [
        "/language/",
        "/theme/",
        "/card/",
        "/account/logout/",
        "/account/login/code/",
        "/account/2fa/webauthn/login/",
        "/enter/x/",
        "/account/me/sessions/others/end/",
    ],
)
@pytest.mark.parametrize("htmx", [{}, {"hx-request": "true"}])
def test_a_post_without_a_token_is_refused(path_, htmx):
    client = Client(enforce_csrf_checks=True)

    assert client.post(path_, headers=htmx).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "testserver@evil.example",
        "127.0.0.1:8000:80",
        "evil.example:8000",
        "[::2]",
    ],
)
def test_a_foreign_host_is_refused(client, host):
    assert client.get("/spoken/", headers={"host": host}).status_code == 400


def test_what_others_claim_to_have_forwarded_is_ignored(client):
    claims = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "192.0.2.1",
    }

    assert client.get("/address/", headers=claims).content == b"http testserver 127.0.0.1"
