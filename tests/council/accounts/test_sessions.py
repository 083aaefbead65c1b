"""How long sessions live, and what ends them."""

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from council.accounts import services, sessions
from council.accounts.models import User
from council.accounts.sessions import DAY, HOUR, is_fit_for_staff, is_over, mark_as_staff, note
from council.kernel.events import access_ended
from tests.realtime.scene import sign_in

NOW = 1_800_000_000


def is_in(client):
    return client.get("/account/me/").status_code == 200


@pytest.mark.parametrize(
    ("rested", "lasted", "over"),
    [
        (12 * HOUR, 12 * HOUR, False),
        (12 * HOUR + 1, 13 * HOUR, True),
        (0, 14 * DAY, False),
        (0, 14 * DAY + 1, True),
    ],
)
def test_a_member_s_session(rested, lasted, over):
    session = {"clock_seen": NOW - rested, "clock_began": NOW - lasted}

    assert is_over(session, NOW) is over


@pytest.mark.parametrize(
    ("rested", "lasted", "over"),
    [
        (1800, HOUR, False),
        (1801, HOUR, True),
        (0, 12 * HOUR, False),
        (0, 12 * HOUR + 1, True),
    ],
)
def test_a_staff_session(rested, lasted, over):
    session = {"clock_seen": NOW - rested, "clock_began": NOW - lasted}
    mark_as_staff(session)

    assert is_over(session, NOW) is over
    assert is_fit_for_staff(session, NOW) is not over


def test_the_clock_writes_once_a_minute():
    session = {}
    note(session, NOW)
    first = dict(session)
    note(session, NOW + 59)
    assert session == first

    note(session, NOW + 60)
    assert session == {"clock_began": NOW, "clock_seen": NOW + 60}


def test_an_old_session_ends_at_the_next_request(client, user):
    client.force_login(user)
    assert is_in(client)

    session = client.session
    session["clock_seen"] = int(time.time()) - 12 * HOUR - 60
    session.save()

    assert not is_in(client)


@pytest.mark.parametrize("end", [services.end_sessions, services.deactivate])
def test_access_ends_with_the_next_request(client, user, clerk, end):
    client.force_login(user)
    assert is_in(client)

    end(actor=clerk, user_id=user.pk)

    assert not is_in(client)


def test_whoever_was_connected_is_named_after_the_commit(
    user, clerk, django_capture_on_commit_callbacks
):
    heard = []
    listener = lambda user_id, **_: heard.append(user_id)  # noqa: E731 - kept for disconnecting
    access_ended.connect(listener)

    with django_capture_on_commit_callbacks() as told:
        services.deactivate(actor=clerk, user_id=user.pk)
    assert heard == []
    for tell in told:
        tell()

    access_ended.disconnect(listener)
    assert heard == [user.pk]


def test_ended_sessions_are_gone_from_the_database(client, user, enter_by_letter):
    enter_by_letter(client, user)
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)

    services.end_sessions(actor=user, user_id=user.pk)

    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def test_a_closed_account_can_be_opened_again_but_not_its_sessions(client, user, clerk):
    client.force_login(user)
    services.deactivate(actor=clerk, user_id=user.pk)

    services.reactivate(actor=clerk, user_id=user.pk)

    assert not is_in(client)
    user.refresh_from_db()
    client.force_login(user)
    assert is_in(client)


def test_a_cookie_kept_after_signing_out_is_worthless(client, user):
    client.force_login(user)
    kept = Client()
    kept.cookies = client.cookies.copy()

    client.post("/account/logout/")

    assert not is_in(kept)


def test_signing_out_needs_a_post(client, user):
    client.force_login(user)

    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)


def test_one_s_own_sessions_are_listed_and_can_be_ended_one_by_one(user, enter_by_letter):
    phone, laptop = Client(headers={"user-agent": "Phone"}), Client(headers={"user-agent": "Book"})
    enter_by_letter(phone, user)
    enter_by_letter(laptop, user)

    shown = laptop.get("/account/me/").context["sessions"]
    assert [session.device for session in shown] == ["Book", "Phone"]

    laptop.post(f"/account/me/sessions/{shown[1].pk}/end/")
    assert is_in(laptop)
    assert not is_in(phone)


def test_somebody_else_s_session_cannot_be_ended(client, user, clerk, enter_by_letter):
    enter_by_letter(client, user)
    other = Client()
    other.force_login(clerk)

    other.post(f"/account/me/sessions/{UserSession.objects.get().pk}/end/")

    assert is_in(client)


def test_all_other_devices_can_be_signed_out(user, enter_by_letter):
    phone, laptop = Client(), Client()
    enter_by_letter(phone, user)
    enter_by_letter(laptop, user)
    before = laptop.session.session_key

    laptop.post("/account/me/sessions/others/end/")

    assert not is_in(phone)
    assert is_in(laptop)
    assert laptop.session.session_key != before


def test_the_page_costs_the_same_with_one_session_and_with_three(
    user, enter_by_letter, django_assert_num_queries, django_assert_max_num_queries
):
    clients = [Client() for _ in range(3)]
    enter_by_letter(clients[0], user)
    is_in(clients[0])
    with django_assert_max_num_queries(8) as with_one:  # the frame of every page included
        clients[0].get("/account/me/")
        cost = len(with_one)

    for client in clients[1:]:
        enter_by_letter(client, user)
    with django_assert_num_queries(cost):
        clients[0].get("/account/me/")


@pytest.mark.django_db(transaction=True)
def test_a_new_factor_ends_the_other_sessions_and_renews_this_one(user, enter_by_letter):
    phone, laptop = Client(), Client()
    enter_by_letter(phone, user)
    enter_by_letter(laptop, user)
    before = laptop.session.session_key

    _set_up_app(laptop)

    assert not is_in(phone)
    assert is_in(laptop)
    assert laptop.session.session_key != before


def _set_up_app(client):
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    return client.post("/account/2fa/totp/activate/", {"code": code})


def test_a_factor_can_be_set_up_by_whoever_came_with_a_card(client, user, clerk):
    _card, code = services.issue_card(actor=clerk, user_id=user.pk)
    client.post("/card/", {"username": "fatma", "code": code})

    assert _set_up_app(client).url == "/account/2fa/recovery-codes/"
    assert "spare codes" in client.get("/account/2fa/recovery-codes/").content.decode().lower()
    assert client.get("/account/2fa/recovery-codes/download/").status_code == 200


def as_django_says(key):
    """Whose the session is by Django's own reading, for one request."""
    user = get_user(SimpleNamespace(session=SessionStore(key)))
    return user if user.is_authenticated else None


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"is_active": False},
        {"auth_epoch": 7},
        {"password": "another"},
    ],
)
def test_the_holders_of_many_sessions_are_those_of_each(user, clerk, change):
    keys = [sign_in(one) for one in (user, user, clerk)]
    User.objects.filter(pk=user.pk).update(**change)

    found = sessions.holders([*keys, "x" * 32])

    assert found == {key: one for key in keys if (one := as_django_says(key))}
    assert keys[2] in found


def test_a_session_signed_under_an_earlier_secret_key_is_still_good(user, settings):
    key = sign_in(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert sessions.holders([key]) == {key: user}


def test_a_session_that_has_rested_too_long_is_nobodys(user):
    key = sign_in(user)
    store = SessionStore(key)
    store["clock_seen"] = int(time.time()) - sessions.MEMBER_REST - 10
    store.save()

    assert sessions.holders([key]) == {}


def test_a_session_that_expired_is_nobodys(user):
    key = sign_in(user)
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())

    assert sessions.holders([key]) == {}


def test_a_sign_of_life_is_written_down_once_and_for_those_who_gave_it(user, clerk):
    keys = [sign_in(one) for one in (user, user, clerk)]
    rows = Session.objects.order_by("session_key").values_list("session_key", "expire_date")
    kept_until = list(rows)

    sessions.note_all(keys[:2])
    first = [SessionStore(key).load() for key in keys]
    sessions.note_all(keys[:2])

    assert ["clock_seen" in each for each in first] == [True, True, False]
    assert [SessionStore(key).load() for key in keys] == first
    assert list(rows) == kept_until


def test_a_sign_of_life_wakes_no_session_that_has_ended(user):
    key = sign_in(user)
    SessionStore(key).delete()

    sessions.note_all([key])

    assert not Session.objects.filter(session_key=key).exists()
