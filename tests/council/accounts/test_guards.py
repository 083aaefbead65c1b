"""Staff pages and sensitive acts."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from council.accounts.guards import recently_authenticated, staff_page
from council.config.urls import urlpatterns as site

SECRET = "JBSWY3DPEHPK3PXP"


@staff_page
def desk(request):
    return HttpResponse("the desk")


@recently_authenticated
@require_POST
def hand_out_key(request):
    return HttpResponse(f"key for {request.POST['to']}")


class Urls:
    urlpatterns = [path("desk/", desk), path("key/", hand_out_key), *site]


@pytest.fixture(autouse=True)
def urls(settings, in_earnest):
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def app(user):
    """An authenticator app that the user has set up."""
    totp.TOTP.activate(user, SECRET)
    return lambda: totp.format_hotp_value(
        totp.hotp_value(SECRET, next(iter(totp.yield_hotp_counters_from_time())))
    )


def shift(client, seconds):
    """Let the session look as if ``seconds`` had passed."""
    session = client.session
    for name in ("clock_seen", "clock_began"):
        session[name] = session[name] - seconds
    for record in session.get("account_authentication_methods", []):
        record["at"] -= seconds
    session.save()


def test_strangers_are_sent_to_the_door(client):
    assert client.get("/desk/").url == "/account/login/?next=/desk/"


def test_one_factor_is_not_enough_and_the_way_to_a_second_is_shown(client, user, enter_by_letter):
    enter_by_letter(client, user)

    response = client.get("/desk/")

    assert response.url == "/account/2fa/"
    assert "second step" in str(next(iter(get_messages(response.wsgi_request))))


def test_whoever_has_an_app_is_asked_for_it_at_sign_in(client, user, app, enter_by_letter):
    assert enter_by_letter(client, user).url == "/account/2fa/authenticate/"
    assert client.get("/desk/").url == "/account/login/?next=/desk/"

    client.post("/account/2fa/authenticate/", {"code": app()})

    assert client.get("/desk/").content == b"the desk"


def test_a_wrong_second_factor_opens_nothing(client, user, app, enter_by_letter):
    enter_by_letter(client, user)

    client.post("/account/2fa/authenticate/", {"code": "000000"})

    assert client.get("/desk/").url == "/account/login/?next=/desk/"


def test_a_factor_set_up_just_now_is_asked_for_once(client, user, enter_by_letter, app):
    Authenticator.objects.all().delete()
    enter_by_letter(client, user)
    totp.TOTP.activate(user, SECRET)

    response = client.get("/desk/")
    assert response.url == "/account/2fa/reauthenticate/?next=%2Fdesk%2F"

    assert client.post(response.url, {"code": app(), "next": "/desk/"}).url == "/desk/"
    assert client.get("/desk/").content == b"the desk"


def test_a_staff_session_ends_after_half_an_hour_of_rest(client, user, app, enter_by_letter):
    enter_by_letter(client, user)
    client.post("/account/2fa/authenticate/", {"code": app()})
    client.get("/desk/")

    shift(client, 31 * 60)

    assert client.get("/desk/").url == "/account/login/?next=/desk/"
    assert client.get("/account/me/").status_code == 302


@pytest.mark.parametrize(("page", "status"), [("/account/me/", 200), ("/desk/", 302)])
def test_after_an_hour_of_rest_a_member_goes_on_but_not_to_the_desk(
    client, user, app, enter_by_letter, page, status
):
    enter_by_letter(client, user)
    client.post("/account/2fa/authenticate/", {"code": app()})
    client.get("/account/me/")

    shift(client, 60 * 60)

    assert client.get(page).status_code == status


def test_in_a_demo_one_factor_will_do(client, user, settings):
    settings.MAJLIS_REQUIRE_SECOND_FACTOR = False
    client.force_login(user)

    assert client.get("/desk/").content == b"the desk"


def test_a_sensitive_act_right_after_signing_in_needs_nothing_more(client, user, enter_by_letter):
    enter_by_letter(client, user)

    assert client.post("/key/", {"to": "Ali"}).content == b"key for Ali"


def test_a_sensitive_act_later_asks_again_and_is_then_carried_out(
    client, user, enter_by_letter, code_in_letter
):
    enter_by_letter(client, user)
    client.get("/account/me/")
    shift(client, 11 * 60)

    asked = client.post("/key/", {"to": "Ali"})
    assert asked.url == "/account/reauthenticate/code/?next=%2Fkey%2F"

    client.post(asked.url, {"recipient": user.email})
    done = client.post(
        "/account/reauthenticate/code/confirm/?next=%2Fkey%2F", {"code": code_in_letter()}
    )
    assert done.content == b"key for Ali"


def test_whoever_has_a_second_factor_is_asked_for_that_one(client, user, app, enter_by_letter):
    enter_by_letter(client, user)
    client.post("/account/2fa/authenticate/", {"code": app()})
    client.get("/account/me/")
    shift(client, 11 * 60)

    assert client.post("/key/", {"to": "Ali"}).url == "/account/2fa/reauthenticate/?next=%2Fkey%2F"


def test_a_factor_s_secret_lies_sealed_in_the_database(user, app):
    stored = Authenticator.objects.get(user=user).data["secret"]

    assert SECRET not in stored
    assert len(app()) == 6


def test_the_square_to_scan_is_a_picture_that_browsers_show(client, cast):
    client.force_login(cast.member)

    address = client.get("/account/2fa/totp/activate/").context["totp_svg_data_uri"]
    kind, drawn = address.split(",", 1)

    assert kind == "data:image/svg+xml;base64"
    assert ElementTree.fromstring(b64decode(drawn)).tag == "{http://www.w3.org/2000/svg}svg"
