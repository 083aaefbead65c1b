"""The office conducts a lot on pages; what is wrong is told in place, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from council.lots.models import Chosen, Computation, Lot, Volunteer
from council.members.models import Mandate
from council.rules.lot.procedure import LotStatus

GOOD = (
    "id,name,women,men,district\n1,Ayşe,yes,no,Seyhan\n2,Omar,no,yes,Seyhan\n3,Zoe,yes,,Yüreğir\n"
)
BAD = "id,name,women,men,district\n1,Ayşe,yes,yes,Seyhan\n\n,Omar,maybe,no,Seyhan\n1,Zoe,,,x\n"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def lot(stage):
    stage.adopt()
    return stage.open()


def at(lot, page="desk", *args):
    return reverse(f"lots:{page}", args=[lot.body.council.slug, lot.pk, *args])


def text(response):
    return " ".join(response.text.split())


@pytest.mark.parametrize("language", ["en", "ar", "tr", "de"])
@pytest.mark.parametrize("page", ["desk", "pool", "quotas", "seat", "abandon"])
def test_a_page_answers_the_clerk(page, language, clerk, lot):
    clerk.cookies["language"] = language

    response = clerk.get(at(lot, page))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("page", ["desk", "pool", "quotas", "seat", "abandon", "progress"])
@pytest.mark.parametrize("person", ["chair", "member", "sysadmin", "outsider"])
def test_the_pages_are_closed_to_others(page, person, client, cast, lot):
    client.force_login(getattr(cast, person))

    assert client.get(at(lot, page)).status_code == 403


def test_a_lot_is_opened_for_the_seats_that_are_vacant(clerk, stage, body):
    address = reverse("lots:open", args=[body.council.slug, body.key])
    assert clerk.get(address).text.count('name="seats"') == 3

    told = {"seats": [seat.pk for seat in stage.seats[:2]], "alternates": 3}
    response = clerk.post(address, told, follow=True)

    lot = Lot.objects.get()
    assert response.redirect_chain[-1][0] == at(lot)
    assert "2 seats are filled by lot." in text(response)
    assert text(clerk.get(reverse("lots:desks", args=[body.council.slug]))).count("2 seats") == 1


def test_a_body_without_such_seats_says_what_to_do(clerk, stage, body):
    stage.open()

    page = text(clerk.get(reverse("lots:open", args=[body.council.slug, body.key])))

    assert "No seat here is vacant and filled by lot" in page
    assert reverse("members:seat_new", args=[body.council.slug, body.key]) in page


def test_a_good_file_fills_the_pool(clerk, lot):
    file = SimpleUploadedFile("volunteers.csv", GOOD.encode())

    response = clerk.post(at(lot, "pool"), {"file": file}, follow=True)

    assert "3 people are in the pool." in text(response)
    assert "district: Seyhan" in text(clerk.get(at(lot, "quotas")))


def test_bad_rows_are_named_by_line_and_shown_to_be_mended(clerk, lot):
    file = SimpleUploadedFile("volunteers.csv", BAD.encode())

    response = clerk.post(at(lot, "pool"), {"file": file})

    page = text(response)
    assert response.status_code == 422
    assert not Volunteer.objects.exists()
    assert "Row 2: Nobody counts toward both women and men." in page
    assert "Row 4, column “id”: must be filled in" in page
    assert "Row 4, column “women”: “maybe” is neither yes nor no" in page
    assert "Row 5, column “id”: stands in row 2 already" in page
    assert "1,Ayşe,yes,yes,Seyhan\n\n,Omar,maybe,no,Seyhan" in response.text


def test_rows_mended_in_place_are_taken_in(clerk, lot):
    response = clerk.post(at(lot, "pool"), {"rows": GOOD})

    assert response.status_code == 302
    assert Volunteer.objects.count() == 3


def test_a_member_whom_nobody_knows_is_named_by_line(clerk, lot):
    rows = "id,username\n1,\n2,nobody\n"

    response = clerk.post(at(lot, "pool"), {"rows": rows})

    assert response.status_code == 409
    assert "Row 3, column “username”: there is no “nobody”" in text(response)
    assert "2,nobody" in response.text


@pytest.mark.parametrize("sent", [{}, {"rows": "  "}, {"rows": "name\nAyşe\n"}])
def test_without_rows_or_numbers_nothing_is_taken_in(sent, clerk, lot):
    assert clerk.post(at(lot, "pool"), sent).status_code == 422
    assert not Volunteer.objects.exists()


def test_a_column_that_tells_who_somebody_is_is_refused(clerk, lot):
    rows = "id,street\n" + "".join(f"{n},Street {n}\n" for n in range(30))

    page = text(clerk.post(at(lot, "pool"), {"rows": rows}))

    assert "Row 1, column “street”: holds 30 different words." in page


def quotas(lot, **changed):
    told = {"least_0": 1, "most_0": 3, "least_1": 1, "most_1": 3, "reason": ""}
    return told | changed


def test_quotas_are_set_with_a_reason(clerk, stage, lot):
    stage.read(lot)
    told = quotas(lot, least_1=2, reason="Six in ten newcomers are women")

    response = clerk.post(at(lot, "quotas"), told, follow=True)

    assert "<li>Women: at least 2</li>" in text(response)
    public = reverse("lots:lot", args=[lot.body.council.slug, lot.pk])
    assert "Six in ten newcomers are women" in text(clerk.get(public))


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"least_1": 2}, 409, "Say why."),
        ({"least_1": 3, "most_1": 2, "reason": "x"}, 422, "More than the greatest number."),
        ({"least_1": 3, "reason": "x"}, 422, "Fewer people of this group volunteered."),
        ({"least_1": "many", "reason": "x"}, 422, "many"),
    ],
)
def test_quotas_that_cannot_be_are_told_beside_the_field(changed, status, told, clerk, stage, lot):
    stage.read(lot, women=2, men=5)

    response = clerk.post(at(lot, "quotas"), quotas(lot, **changed))

    assert response.status_code == status
    assert told in text(response)
    lot.refresh_from_db()
    assert lot.quotas[1]["least"] == 1


def test_a_computation_shows_how_far_it_is_and_can_be_cancelled(clerk, stage, lot):
    stage.read(lot)
    clerk.post(at(lot, "compute"))
    Computation.objects.update(settled=1, kinds=2)

    page, part = clerk.get(at(lot)), clerk.get(at(lot, "progress"))

    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "50 of 100 parts are settled." in text(page)
    assert 'hx-get="' in part.text
    assert "HX-Refresh" not in part
    clerk.post(at(lot, "cancel"))
    assert clerk.get(at(lot, "progress"))["HX-Refresh"] == "true"
    lot.refresh_from_db()
    assert lot.status is LotStatus.COLLECTING


def test_too_few_volunteers_are_told_in_a_sentence(clerk, stage, lot):
    stage.read(lot, women=1, men=1)

    response = clerk.post(at(lot, "compute"))

    assert response.status_code == 409
    assert "2 people volunteered for 3 seats." in text(response)


def test_a_second_press_finds_the_lot_moved_on(clerk, stage, lot):
    stage.read(lot)
    clerk.post(at(lot, "compute"))

    response = clerk.post(at(lot, "compute"))

    assert response.status_code == 409
    assert "Somebody has moved this lot on since you opened the page" in text(response)


def test_after_the_computation_the_list_is_published(clerk, stage, lot):
    stage.read(lot)
    stage.compute(lot)
    assert "The list is computed" in text(clerk.get(at(lot)))

    response = clerk.post(at(lot, "publish"))

    assert response.url == reverse("lots:lot", args=[lot.body.council.slug, lot.pk])
    assert "To the ceremony" in text(clerk.get(at(lot)))


def test_a_list_is_discarded_and_the_pool_open_again(clerk, stage, lot):
    stage.read(lot)
    stage.compute(lot)

    clerk.post(at(lot, "reopen"))

    assert "Close the pool and compute" in text(clerk.get(at(lot)))


def test_slips_say_whose_ticket_is_whose(clerk, stage, lot):
    stage.read(lot)
    Volunteer.objects.filter(own_id="p0").update(name="=cmd()")

    answer = clerk.get(at(lot, "tickets"))

    ticket = Volunteer.objects.get(own_id="p0").ticket
    assert f"p0,'=cmd(),{ticket}" in answer.text


def test_who_declines_is_replaced_and_the_seats_are_filled(clerk, stage, lot):
    stage.read(lot)
    stage.compute(lot)
    stage.publish(lot)
    stage.say(lot)
    stage.draw(lot)
    gone = Chosen.objects.filter(role="panel").first()

    response = clerk.post(at(lot, "drop_out", gone.pk), follow=True)
    assert "comes in their place." in text(response)
    again = clerk.post(at(lot, "drop_out", gone.pk))
    assert again.status_code == 409
    clerk.post(at(lot, "seat"), {"starts_on": timezone.localdate()})

    assert Mandate.objects.filter(seat__in=stage.seats).count() == 3
    assert "Has left" in text(clerk.get(at(lot)))


def test_a_lot_is_given_up_with_a_reason(clerk, lot):
    assert clerk.post(at(lot, "abandon"), {"reason": ""}).status_code == 422

    response = clerk.post(at(lot, "abandon"), {"reason": "Too few came"}, follow=True)

    assert "Given up" in text(response)


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_costs_the_same_for_few_and_many(
    many, clerk, stage, lot, django_assert_num_queries
):
    stage.read(lot, women=many + 1, men=many + 1)
    stage.compute(lot)
    stage.publish(lot)
    stage.say(lot)
    stage.draw(lot)
    clerk.get(at(lot))

    with django_assert_num_queries(16):
        clerk.get(at(lot))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_lots_costs_the_same_for_few_and_many(
    many, clerk, body, django_assert_num_queries
):
    for _ in range(many):
        Lot.objects.create(body=body)
    address = reverse("lots:desks", args=[body.council.slug])
    clerk.get(address)

    with django_assert_num_queries(9):
        clerk.get(address)
