"""What every answer tells browsers and caches."""

import pytest
from django.http import HttpResponse
from django.urls import path

from council.config.urls import urlpatterns as site

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' ws://127.0.0.1:8000",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
}


def broken(request):
    raise ZeroDivisionError("secret-detail")


def kept(request):
    response = HttpResponse("kept")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


class Urls:
    urlpatterns = [path("broken/", broken), path("kept/", kept), *site]
    handler500 = "council.kernel.views.server_error"
    handler404 = "council.kernel.views.not_found"
    handler400 = "council.kernel.views.bad_request"


@pytest.fixture(autouse=True)
def urls(settings, client, db):
    settings.ROOT_URLCONF = Urls
    client.raise_request_exception = False


ANSWERS = [
    ("/account/login/", {}, 200),
    ("/nowhere/", {}, 404),
    ("/broken/", {}, 500),
    ("/account/me/", {}, 302),
    ("/account/login/", {"HTTP_HOST": "evil.example"}, 400),
    ("/static/council/js/forms.js", {}, 200),
    ("/health/live", {}, 200),
]


def headers_of(response):
    response.close()
    return response.headers


@pytest.mark.parametrize(("path_", "more", "status"), ANSWERS)
def test_every_answer_carries_the_policy(client, path_, more, status):
    response = client.get(path_, **more)

    assert response.status_code == status
    assert set(headers_of(response)["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.parametrize(("path_", "more", "status"), ANSWERS)
def test_every_answer_carries_the_guards(client, path_, more, status):
    headers = headers_of(client.get(path_, **more))

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_failed_post_carries_the_policy_too(client, settings):
    client.handler.enforce_csrf_checks = True

    response = client.post("/language/", {"language": "tr"})

    assert response.status_code == 403
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.parametrize("path_", ["/nowhere/", "/account/me/", "/account/login/", "/broken/"])
def test_nothing_is_kept_of_what_a_signed_in_person_sees(client, django_user_model, path_):
    client.force_login(django_user_model.objects.create_user("fatma"))

    assert "no-store" in client.get(path_)["Cache-Control"]


def test_files_that_never_change_are_kept_even_then(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("fatma"))

    assert client.get("/kept/")["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_public_page_is_asked_for_anew_and_depends_on_language_and_cookies(client):
    response = client.get("/accessibility/")

    assert response["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Language"} <= set(response["Vary"].split(", "))


def test_an_error_shows_nothing_from_inside(client):
    page = client.get("/broken/").content.decode()

    assert "secret-detail" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("name", ["Server", "X-Powered-By"])
def test_nobody_is_told_what_runs_here(client, name):
    assert name not in client.get("/account/login/")


@pytest.mark.parametrize("path_", ["/card/", "/enter/x/", "/polls/0/"])
def test_cards_links_and_ballots_send_no_referrer(client, path_):
    response = client.get(path_, headers={"sec-fetch-site": "none"})

    assert response["Referrer-Policy"] == "no-referrer"


def test_a_browser_that_cannot_say_whose_page_posts_is_left_its_origin(client):
    assert client.get("/card/")["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_page_comes_compressed_and_padded(client):
    """Padded at random, so that what a stranger puts into a page tells nothing of its secrets."""
    pages = [client.get("/accessibility/", headers={"accept-encoding": "gzip"}) for _ in range(8)]

    plain = client.get("/accessibility/").content
    assert {page["Content-Encoding"] for page in pages} == {"gzip"}
    assert all(len(page.content) < len(plain) / 2 for page in pages)
    assert len({len(page.content) for page in pages}) > 1
