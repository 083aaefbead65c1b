"""Every page of the office answers its clerk and nobody else, at the same cost at any length."""

import pytest
from django.test import override_settings
from django.urls import reverse

from council.members.models import OfficeKind, Organisation
from tests.factories.institution import (
    give_office,
    make_bloc,
    make_body,
    make_member,
    make_seat,
    seat_member,
)

OFFICE = [
    "members",
    "member_new",
    "organisations",
    "organisation_new",
    "council_edit",
    "bodies",
    "body_new",
    "blocs",
    "bloc_new",
    "terms",
    "term_new",
    "offices",
    "office_new",
    "bylaws",
    "cards",
    "import",
    "export",
]
OF_A_BODY = ["body_edit", "seats", "seat_new", "bylaws_of", "bylaws_new"]
PUBLIC = ["council", "body", "body_bylaws"]


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def address(page, council, *args):
    return reverse(f"members:{page}", args=[council.slug, *args])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", OFFICE)
def test_a_page_of_the_office_answers_the_clerk(page, language, clerk, council):
    clerk.cookies["language"] = language

    response = clerk.get(address(page, council))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("page", OF_A_BODY)
def test_a_page_about_a_body_answers_the_clerk(page, clerk, body):
    assert clerk.get(address(page, body.council, body.key)).status_code == 200


@pytest.mark.parametrize("page", OFFICE)
@pytest.mark.parametrize("person", ["chair", "member", "sysadmin", "outsider"])
def test_the_office_is_closed_to_others(page, person, client, cast, council):
    client.force_login(getattr(cast, person))

    assert client.get(address(page, council)).status_code == 403


def test_strangers_are_asked_to_sign_in(client, council):
    assert client.get(address("members", council)).status_code == 302


def test_a_council_that_does_not_exist_is_not_found(clerk):
    assert clerk.get("/office/nowhere/members/").status_code == 404


@pytest.mark.parametrize("page", ["member", "member_edit"])
def test_a_page_about_a_member_answers_the_clerk(page, clerk, cast, council):
    assert clerk.get(address(page, council, cast.members.member.pk)).status_code == 200


@pytest.mark.parametrize("page", ["seat", "seat_edit"])
def test_a_page_about_a_seat_answers_the_clerk(page, clerk, cast, body):
    held = cast.members.member.mandates.get()

    assert clerk.get(address(page, body.council, held.seat_id)).status_code == 200


def test_pages_that_end_something_ask_first(clerk, cast, council):
    mandate = cast.members.member.mandates.get()
    office = cast.members.interpreter.offices.get()

    for page, row in (("mandate_end", mandate), ("office_end", office), ("office_edit", office)):
        assert clerk.get(address(page, council, row.pk)).status_code == 200


def test_public_pages_answer_everybody(client, cast, body):
    council = body.council

    assert client.get(address("council", council)).status_code == 200
    assert client.get(address("body", council, body.key)).status_code == 200
    assert client.get(address("body_bylaws", council, body.key, 1)).status_code == 200
    assert client.get(address("body_bylaws", council, body.key, 9)).status_code == 404


def test_the_public_page_shows_names_and_no_addresses(client, cast, body):
    make = make_member(body.council, public_name="Rania", email="rania@example.org", phone="+90 1")
    seat_member(make, body)

    page = client.get(address("body", body.council, body.key)).text

    assert "Rania" in page
    assert "rania@example.org" not in page
    assert "+90 1" not in page


def queries_of(client, url, django_assert_max_num_queries):
    client.get(url)  # the first page of a session writes the session's clock
    with django_assert_max_num_queries(12) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def add_one_of_each(body, number):
    bloc = make_bloc(body.council, f"bloc-{number}")
    organisation = Organisation.objects.create(
        council=body.council, key=f"org-{number}", names={"en": f"Organisation {number}"}, bloc=bloc
    )
    newcomer = make_member(body.council, organisation=organisation)
    seat_member(newcomer, body, bloc)
    seat_member(newcomer, make_body(body.council), bloc)
    give_office(newcomer, body, OfficeKind.INTERPRETER, directions=["ar>tr"])
    make_seat(body)


@pytest.mark.parametrize(
    "page", ["members", "organisations", "bodies", "blocs", "offices", "seats", "cards", "body"]
)
def test_a_list_costs_the_same_with_one_and_with_three(
    page, clerk, cast, body, django_assert_max_num_queries
):
    args = [body.key] if page in {"seats", "body"} else []
    url = address(page, body.council, *args)
    add_one_of_each(body, 1)
    before = queries_of(clerk, url, django_assert_max_num_queries)
    add_one_of_each(body, 2)
    add_one_of_each(body, 3)

    after = queries_of(clerk, url, django_assert_max_num_queries)

    assert after == before


@override_settings(MAJLIS_REQUIRE_SECOND_FACTOR=True)
def test_staff_need_a_second_factor(clerk, council):
    assert clerk.get(address("members", council)).status_code == 302
