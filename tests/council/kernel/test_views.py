"""Style, appearance and errors: what every page stands on."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse

from council.kernel import views
from council.kernel.stylesheet import stylesheet, stylesheet_url


def test_the_style_sheet_is_kept_for_ever_under_its_name(client):
    response = client.get(stylesheet_url(), headers={"accept-encoding": "gzip, br"})

    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Encoding"] == "br"
    assert len(response.content) < 15_000


def test_an_older_name_gets_the_present_style_sheet_but_is_not_kept(client):
    response = client.get(reverse("stylesheet", args=["older"]))

    assert response["Cache-Control"] == "no-cache"
    assert response.content == stylesheet().plain


def test_every_file_the_style_sheet_names_exists():
    named = re.findall(r'url\("([^"d][^"]*)"\)', stylesheet().plain.decode())

    assert named
    assert [url for url in named if not finders.find(re.sub(r"^/static/", "", url))] == []


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("<b>", "")])
def test_the_reader_chooses_an_appearance(client, settings, theme, kept):
    response = client.post("/theme/", {"theme": theme, "next": "/accessibility/"})

    assert response["Location"] == "/accessibility/"
    assert response.cookies[settings.THEME_COOKIE_NAME].value == kept


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "", "javascript:x"]
)
def test_the_way_back_stays_on_the_site(client, elsewhere):
    assert client.post("/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(views.ERRORS))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_error_has_a_page_in_plain_words(client, status, language):
    response = client.get(
        reverse("error_page", args=[status]), headers={"accept-language": language}
    )

    direction = "rtl" if language == "ar" else "ltr"
    assert response.status_code == status
    assert f'lang="{language}" dir="{direction}"' in response.content.decode()
    assert "<h1>" in response.content.decode()


def test_a_fault_of_ours_can_be_told_without_a_request():
    assert "<h1>" in render_to_string("errors/500.html")


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404)],
)
@pytest.mark.django_db
def test_errors_answer_with_their_status(rf, view, status):
    assert view(rf.get("/"), Http404()).status_code == status


@pytest.mark.django_db
def test_a_stale_page_is_told_apart_from_a_forbidden_one(rf):
    assert "open for too long" in views.csrf_failed(rf.post("/")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["components", "components_office", "components_wall", "accessibility"]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_the_kernel_are_complete(client, page, language):
    response = client.get(reverse(page), headers={"accept-language": language})

    assert response.status_code == 200
    assert 'id="main"' in response.content.decode()
