"""Everybody follows a lot, finds their own chance and takes the files home; nobody is named."""

import pytest
from django.urls import reverse

from council.lots import publication
from council.lots.models import Chosen, Lot, Saying, Volunteer
from tests.support.recounting import repeat_draw


def at(lot, page="lot", *args):
    return reverse(f"lots:{page}", args=[lot.body.council.slug, lot.pk, *args])


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def lot(stage):
    stage.adopt()
    lot = stage.open()
    stage.read(lot)
    stage.compute(lot)
    return stage.publish(lot)


@pytest.mark.parametrize("language", ["en", "ar", "tr", "de"])
def test_the_page_answers_everybody_in_their_language(language, client, stage):
    lot = stage.drawn()
    client.cookies["language"] = language

    response = client.get(at(lot))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


def test_no_name_and_no_number_of_the_registrar_is_shown(client, stage):
    lot = stage.drawn()

    everything = [client.get(at(lot, page)).text for page in ("lot", "lottery", "draw_file")]

    names = set(Volunteer.objects.values_list("name", flat=True))
    assert len(names) == 8
    assert not [name for name in names for page in everything if name in page]


def test_before_the_list_is_published_nothing_of_it_is_handed_out(client, stage):
    stage.adopt()
    lot = stage.open()
    stage.read(lot)
    lot = stage.compute(lot)
    ticket = Volunteer.objects.first().ticket

    assert client.get(at(lot, "lottery")).status_code == 404
    assert "of the 1,000 panels" not in text(client.get(at(lot), {"ticket": ticket}))


def test_what_is_drawn_is_not_handed_out_before_the_draw(client, lot):
    assert client.get(at(lot, "lottery")).text == Lot.objects.get().lottery
    assert client.get(at(lot, "draw_file")).status_code == 404


def test_a_ticket_tells_its_chance_and_its_fate(client, stage, lot):
    ticket = Volunteer.objects.first().ticket

    page = text(client.get(at(lot), {"ticket": ticket.replace("-", " ")}))
    assert "on 375 of the 1,000 panels. The draw is still to come." in page

    stage.say(lot)
    stage.draw(lot)
    drawn = Chosen.objects.filter(role="panel").first().volunteer.ticket
    waiting = Chosen.objects.filter(role="alternate").first().volunteer.ticket
    assert "Drawn for a seat." in text(client.get(at(lot), {"ticket": drawn}))
    assert "Drawn as alternate number 1." in text(client.get(at(lot), {"ticket": waiting}))
    assert "No ticket of this number" in text(client.get(at(lot), {"ticket": "<b>x"}))


def test_digits_of_other_scripts_are_digits(client, lot):
    ticket = Volunteer.objects.first().ticket
    arabic = ticket.translate({ord("0") + n: ord("٠") + n for n in range(10)})

    assert "on 375 of the 1,000 panels" in text(client.get(at(lot), {"ticket": arabic}))


def test_a_member_puts_their_name_in_sees_their_chance_and_nobody_elses(client, cast, stage):
    lot = stage.open()
    stage.read(lot, women=2, men=2)
    client.force_login(cast.member)
    assert "I agree, and put my name in" in text(client.get(at(lot)))

    client.post(at(lot, "volunteer"))
    own = Volunteer.objects.get(member=cast.members.member).ticket
    assert own in text(client.get(at(lot)))
    assert client.post(at(lot, "volunteer")).status_code == 409
    stage.compute(lot)
    stage.publish(lot)

    assert f"{own}</bdi></b>: on 600 of the 1,000 panels." in text(client.get(at(lot)))


def test_a_member_takes_their_name_out(client, cast, stage):
    lot = stage.open()
    client.force_login(cast.member)
    client.post(at(lot, "volunteer"))

    client.post(at(lot, "withdraw"))

    assert not Volunteer.objects.exists()


def test_a_stranger_cannot_volunteer(client, cast, stage):
    lot = stage.open()
    client.force_login(cast.outsider)

    assert client.post(at(lot, "volunteer")).status_code == 404
    assert "put my name in" not in text(client.get(at(lot)))


def test_the_ceremony_is_held_on_the_page(client, cast, lot):
    client.force_login(cast.clerk)
    assert client.post(at(lot, "draw")).status_code == 409
    client.post(at(lot, "enter"), {"source": "Dice", "words": "4 2 6"})
    said = Saying.objects.get()
    own = client.post(at(lot, "confirm", said.pk), {"words": "4 2 6"})
    assert own.status_code == 409
    assert "A second person must confirm it." in text(own)

    client.force_login(cast.chair)
    page = client.get(at(lot)).text
    assert "4 2 6" not in page
    wrong = client.post(at(lot, "confirm", said.pk), {"words": "4 2 5"})
    assert wrong.status_code == 409
    assert "The first person entered something else for “Dice”." in text(wrong)
    assert 'value="4 2 5"' in wrong.text
    client.post(at(lot, "confirm", said.pk), {"words": "4 2 6"})

    client.force_login(cast.clerk)
    client.post(at(lot, "draw"))
    assert f"Panel {Lot.objects.get().number} was drawn" in text(client.get(at(lot)))


def test_words_that_are_missing_are_asked_for_in_place(client, cast, lot):
    client.force_login(cast.clerk)

    response = client.post(at(lot, "enter"), {"source": "Dice of the mayor", "words": ""})

    assert response.status_code == 422
    assert 'value="Dice of the mayor"' in response.text


def test_what_was_struck_out_stays_to_be_seen(client, cast, stage, lot):
    said = stage.say(lot, "1 1 1")
    client.force_login(cast.clerk)

    client.post(at(lot, "strike", said.pk))

    page = text(client.get(at(lot)))
    assert '<del><bdi dir="auto">1 1 1</bdi></del>' in page
    assert "Struck out: <bdi>Dice</bdi> – “<bdi>1 1 1</bdi>”." in page


@pytest.mark.parametrize("person", ["member", "outsider", "sysadmin"])
def test_nobody_else_holds_the_ceremony(person, client, cast, stage, lot):
    said = stage.say(lot, second=False)
    client.force_login(getattr(cast, person))

    assert client.post(at(lot, "enter"), {"source": "x", "words": "y"}).status_code == 403
    assert client.post(at(lot, "confirm", said.pk), {"words": "4 2 6"}).status_code == 403
    assert client.post(at(lot, "strike", said.pk)).status_code == 403
    assert client.post(at(lot, "draw")).status_code == 403


def test_files_and_script_from_the_page_draw_the_same_at_home(client, stage, tmp_path):
    lot = stage.drawn()
    script = b"".join(client.get(reverse("lots:recount")).streaming_content)
    files = [client.get(at(lot, page)).content for page in ("lottery", "draw_file")]

    status, told = repeat_draw(tmp_path, script, *files)

    assert (status, told.splitlines()[-1]) == (0, "The draw is the same.")
    page = client.get(at(lot)).text
    assert publication.script_digest() in page
    assert publication.digest_of(lot) in page


def test_the_lots_of_a_council_are_listed(client, stage):
    lot = stage.open()

    page = text(client.get(reverse("lots:lots", args=[lot.body.council.slug])))

    assert "3 seats" in page
    assert at(lot) in page


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_few_and_many(many, client, stage, django_assert_num_queries):
    lot = stage.drawn(women=many + 1, men=many + 1)
    client.get(at(lot))

    with django_assert_num_queries(8):
        client.get(at(lot))
