"""Signing in with a printed card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.accounts import services
from council.accounts.models import Card, User
from tests.factories.institution import make_user
from tests.support.rivals import race, shared_database


def enter(client, code, username="fatma", **more):
    return client.post("/card/", {"username": username, "code": code, **more})


def is_signed_in(client):
    return client.get("/account/me/").status_code == 200


def test_a_card_signs_its_owner_in_and_then_a_passkey_is_offered(client, code):
    response = enter(client, code, next="/accessibility/")

    assert response.url == "/card/done/?next=%2Faccessibility%2F"
    page = client.get(response.url).content.decode()
    assert "/account/2fa/webauthn/add/" in page
    assert 'href="/accessibility/"' in page


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "").replace("0", "o").replace("1", "L"),
        lambda code: code.replace("1", "ı"),
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda code: f"  {code} \u200e",
    ],
)
def test_a_code_may_be_typed_in_many_ways(client, code, typed):
    enter(client, typed(code))

    assert is_signed_in(client)


def test_the_username_may_be_typed_in_capitals(client, code):
    enter(client, code, username=" FATMA ")

    assert is_signed_in(client)


def test_a_card_works_once(client, code):
    enter(client, code)
    client.logout()

    response = enter(client, code)

    assert response.status_code == 422
    assert not is_signed_in(client)


def test_an_expired_card_does_not_work(client, user, code):
    Card.objects.update(
        issued_at=timezone.now() - timedelta(days=31),
        expires_at=timezone.now() - timedelta(seconds=1),
    )

    assert enter(client, code).status_code == 422


def test_somebody_else_s_card_does_not_work(client, code):
    make_user(username="ali")

    assert enter(client, code, username="ali").status_code == 422


def test_a_new_card_makes_the_old_one_void_and_ends_sessions(client, user, clerk, code):
    client.force_login(user)

    services.issue_card(actor=clerk, user_id=user.pk)

    assert not is_signed_in(client)
    assert enter(client, code).status_code == 422


def test_a_closed_account_can_be_given_no_card(user, clerk):
    services.deactivate(actor=clerk, user_id=user.pk)

    with pytest.raises(services.AccountClosed) as refusal:
        services.issue_card(actor=clerk, user_id=user.pk)

    assert refusal.value.facts == {"username": "fatma"}


def test_the_code_is_stored_nowhere(user, clerk):
    card, code = services.issue_card(actor=clerk, user_id=user.pk)

    assert code.replace("-", "") not in " ".join(str(value) for value in vars(card).values())


def test_of_fifty_tries_at_once_one_gets_in(transactional_db, tmp_path):
    user = make_user(username="fatma")
    _card, code = services.issue_card(actor=user, user_id=user.pk)

    with shared_database(tmp_path):
        answers = race(
            lambda _: services.use_card(actor=None, username="fatma", code=code), times=50
        )

    assert [answer.username for answer in answers if answer] == ["fatma"]


def test_wrong_codes_are_slowed_down_and_the_right_one_still_works(client, code):
    answers = [enter(client, "0000-0000-0000-0000").status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2

    enter(client, code)

    assert is_signed_in(client)


def test_failures_for_one_account_leave_others_alone(client, code):
    for _ in range(7):
        enter(client, "0000-0000-0000-0000", username="ali")

    assert enter(client, "0000-0000-0000-0000").status_code == 422


@pytest.mark.slow
def test_two_hundred_correct_sign_ins_from_one_address_pass(client, clerk):
    for number in range(200):
        user = User.objects.create_user(f"member-{number}")
        _card, code = services.issue_card(actor=clerk, user_id=user.pk)

        response = enter(client, code, username=user.username)

        assert response.url.startswith("/card/done/")
        client.logout()


@pytest.mark.slow
def test_one_address_cannot_try_for_ever(client, db):
    answers = [enter(client, "0", username=f"user-{n}").status_code for n in range(302)]

    assert answers[299] == 422
    assert answers[301] == 429


def test_an_unknown_name_is_answered_like_a_wrong_code(client, code):
    known = enter(client, "0000-0000-0000-0000")
    unknown = enter(client, "0000-0000-0000-0000", username="nobody")

    assert unknown.status_code == known.status_code == 422
    assert _words(unknown, "nobody") == _words(known, "fatma")


def test_an_unknown_name_costs_the_same_queries(user, django_assert_num_queries):
    with django_assert_num_queries(4):  # savepoint, account, card, savepoint
        services.use_card(actor=None, username="fatma", code="0000")
    with django_assert_num_queries(4):
        services.use_card(actor=None, username="nobody", code="0000")


def test_the_code_stays_out_of_the_log(client, code, caplog):
    caplog.set_level("DEBUG", logger="council")

    enter(client, code)

    assert code not in caplog.text
    assert "fatma" not in caplog.text


def test_a_guest_before_leaves_nothing_to_the_next(client, code):
    client.force_login(make_user(username="ali"))
    client.session["remembered"] = "of Ali"

    enter(client, code)

    assert "remembered" not in client.session
    assert client.get("/account/me/").context["user"].username == "fatma"


def _words(response, username):
    page = response.content.decode().replace(username, "someone")
    return page.split("<main")[1].split("</main>")[0].partition("csrfmiddlewaretoken")[2][100:]
