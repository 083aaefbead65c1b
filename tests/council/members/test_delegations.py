"""The registrar enters letters; what is missing is said in four languages, with ways on."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from council.kernel.locales import date_text
from council.members.models import (
    Balance,
    DelegationRule,
    FilledBy,
    Mandate,
    Organisation,
    Sending,
    TargetException,
)
from tests.council.members.delegates import make_sender
from tests.factories.institution import make_member, make_seat

REASON = {"ground": "sender_has_nobody", "reason_tr": "Üç kez soruldu.", "confirmed": "on"}


def at(page, body, *args):
    return reverse(f"members:{page}", args=[body.council.slug, body.key, *args])


def post(client, sender, people, sent, **told):
    seats = list(sender.seats.order_by("number"))
    entered = {"starts_on": timezone.localdate()}
    for seat, person, group in zip(seats, people, sent, strict=True):
        entered |= {f"member_{seat.pk}": person.pk if person else "", f"sent_as_{seat.pk}": group}
    return client.post(at("letter", seats[0].body, sender.pk), entered | told)


def text(response):
    return " ".join(response.text.split())


REFUSALS = {
    "en": "Nothing was changed: the organisation sends no woman",
    "tr": "Hiçbir şey değiştirilmedi: kuruluş hiç kadın göndermiyor",
    "ar": "لم يتغيّر شيء: لا ترسل المنظمة أي امرأة",
    "de": "Nichts wurde geändert: Die Organisation entsendet keine Frau",
}


@pytest.mark.parametrize("language", REFUSALS)
def test_without_a_woman_nothing_changes_what_was_typed_stays_and_there_are_ways_on(
    language, clerk, rule, sender, people
):
    clerk.cookies["language"] = language

    response = post(clerk, sender, people, ["men", "men"])

    page = text(response)
    assert response.status_code == 409
    assert REFUSALS[language] in page
    assert all(f'value="{person.pk}" selected' in page for person in people)
    assert page.count('value="men" selected') == 2
    assert '<details class="fold" open>' in page
    assert 'name="otherwise" value="asked_again"' in page
    assert 'name="otherwise" value="kept_vacant"' in page
    assert not Mandate.objects.filter(member__in=people).exists()
    assert not Sending.objects.exists()


UNEVEN = {
    "en": "differ by more than one (women: 2, men: 0)",
    "tr": "birden çok fark var (kadın: 2, erkek: 0)",
    "ar": "يزيد على واحد (النساء: 2، الرجال: 0)",
    "de": "unterscheiden sich um mehr als eins (Frauen: 2, Männer: 0)",
}


@pytest.mark.parametrize("language", UNEVEN)
def test_too_many_of_one_is_told_with_numbers(language, clerk, rule, sender, people):
    DelegationRule.objects.update(balance=Balance.EVEN)
    clerk.cookies["language"] = language

    response = post(clerk, sender, people, ["women", "women"])

    assert response.status_code == 409
    assert UNEVEN[language] in text(response)


NOBODY = {
    "en": "the letter names nobody new",
    "tr": "yazıda yeni bir ad yok",
    "ar": "لا يسمّي الخطاب أحداً جديداً",
    "de": "Das Schreiben nennt niemanden, der neu ist",
}


@pytest.mark.parametrize("language", NOBODY)
def test_an_empty_letter_is_told_so(language, clerk, rule, sender):
    clerk.cookies["language"] = language

    response = post(clerk, sender, [None, None], ["", ""])

    assert response.status_code == 409
    assert NOBODY[language] in text(response)


def test_a_letter_with_a_woman_is_entered_and_the_list_says_so(clerk, body, rule, sender, people):
    assert post(clerk, sender, people, ["men", "women"]).status_code == 302

    page = text(clerk.get(at("delegations", body)))

    assert '<bdi>Kemal</bdi> <span class="small muted">as a man</span>' in page
    assert '<bdi>Yusuf</bdi> <span class="small muted">as a woman</span>' in page
    assert "Complete" in page


ASKED = {"en": "Asked again", "tr": "Yeniden soruldu", "ar": "أُعيد السؤال", "de": "Erneut gefragt"}


@pytest.mark.parametrize("language", ASKED)
def test_an_organisation_asked_again_is_listed_with_the_day(
    language, clerk, body, rule, sender, people
):
    answer = post(clerk, sender, people, ["men", "men"], otherwise="asked_again")
    assert answer.status_code == 302
    clerk.cookies["language"] = language

    page = text(clerk.get(at("delegations", body)))

    assert ASKED[language] in page
    with override(language):
        day = date_text(timezone.localdate())
    assert f'{ASKED[language]}</span> <span class="small muted">{day}' in page


def test_a_seat_left_empty_counts_as_vacant(clerk, body, rule, sender, people):
    post(clerk, sender, people, ["men", "men"], otherwise="kept_vacant")

    page = text(clerk.get(at("delegations", body)))

    assert "Left empty" in page
    assert "4 of 5 seats filled" in text(clerk.get(at("seats", body)))


NOBODY_SENT = {
    "en": "Sends nobody",
    "tr": "Kimseyi göndermiyor",
    "ar": "لا ترسل أحداً",
    "de": "Entsendet niemanden",
}


@pytest.mark.parametrize("language", NOBODY_SENT)
def test_an_organisation_without_a_delegate_is_listed_with_a_way_on(
    language, clerk, body, rule, sender
):
    clerk.cookies["language"] = language

    page = text(clerk.get(at("delegations", body)))

    assert NOBODY_SENT[language] in page
    assert at("letter", body, sender.pk) in page


PUBLIC = {
    "en": "Appointment: exception from the rule on delegates, because the organisation has",
    "tr": "Atama: delegelerle ilgili kuraldan istisna",
    "ar": "تعيين: استثناء من قاعدة المندوبين",
    "de": "Berufung: Ausnahme von der Regel für Delegierte",
}


@pytest.mark.parametrize("language", PUBLIC)
def test_an_exception_is_read_by_everybody(language, clerk, body, rule, sender, people):
    assert post(clerk, sender, people, ["men", "men"], **REASON).status_code == 302
    clerk.logout()
    clerk.cookies["language"] = language

    page = text(clerk.get(at("body_composition", body)))

    assert PUBLIC[language] in page
    assert "Guild" in page
    assert "Madde 8" in page
    assert '<p class="small" lang="tr" dir="ltr">Üç kez soruldu.</p>' in page
    assert "Kemal" not in page


def test_an_exception_is_data_too(clerk, body, rule, sender, people):
    post(clerk, sender, people, ["men", "men"], **REASON)

    (told,) = clerk.get(at("body_composition_json", body)).json()["exceptions"]

    assert (told["target"], told["organisation"]) == (None, "guild")


UNCONFIRMED = {
    "en": "Confirm that this is needed.",
    "tr": "Bunun gerekli olduğunu onaylayın.",
    "ar": "أكّد أن هذا ضروري.",
    "de": "Bestätigen Sie, dass dies nötig ist.",
}


@pytest.mark.parametrize("language", UNCONFIRMED)
def test_an_exception_without_a_yes_to_it_is_refused(language, clerk, rule, sender, people):
    clerk.cookies["language"] = language

    response = post(clerk, sender, people, ["men", "men"], **REASON | {"confirmed": ""})

    assert response.status_code == 422
    assert UNCONFIRMED[language] in text(response)
    assert not TargetException.objects.exists()


def test_the_rule_is_set_with_its_article(clerk, body, sender):
    told = {"balance": "even", "source": "Art. 3", "valid_from": timezone.localdate()}
    assert clerk.post(at("delegation_rule", body), told).status_code == 302

    page = text(clerk.get(at("delegations", body)))

    assert "as many women as men" in page
    assert "<bdi>Art. 3</bdi>" in page


def test_the_start_leads_to_a_body_with_delegates_or_to_the_organisations(clerk, body):
    start = reverse("members:delegations_start", args=[body.council.slug])

    assert clerk.get(start).url.endswith("/organisations/")
    make_sender(body, "guild")
    assert clerk.get(start).url == at("delegations", body)


def test_the_letter_of_an_organisation_without_seats_is_nowhere(clerk, body):
    other = Organisation.objects.create(council=body.council, key="o", names={"en": "O"})

    assert clerk.get(at("letter", body, other.pk)).status_code == 404


@pytest.mark.parametrize("who", ["chair", "member", "outsider", "sysadmin"])
def test_only_the_office_sees_letters(who, client, cast, body, sender):
    client.force_login(getattr(cast, who))

    for page in (at("delegations", body), at("letter", body, sender.pk)):
        assert client.get(page).status_code in {302, 403, 404}


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_few_and_many(
    many, clerk, body, rule, council, django_assert_num_queries
):
    senders = [make_sender(body, f"guild-{n}") for n in range(many)]
    for one in senders:
        pair = [make_member(council), make_member(council)]
        post(clerk, one, pair, ["men", "men"], otherwise="asked_again")
        make_seat(body, filled_by=FilledBy.DELEGATED, organisation=one)
    clerk.get(at("delegations", body))

    with django_assert_num_queries(15):
        clerk.get(at("delegations", body))
    with django_assert_num_queries(14):
        clerk.get(at("letter", body, senders[0].pk))


def appointing(clerk, seat, **told):
    address = reverse("members:seat", args=[seat.body.council.slug, seat.pk])
    entered = {"role": "titular", "starts_on": timezone.localdate()}
    return clerk.post(address, entered | told)


@pytest.mark.parametrize("language", REFUSALS)
def test_who_appoints_to_an_organisations_seat_is_asked_too(language, clerk, rule, seats, people):
    appointing(clerk, seats[0], member=people[0].pk, sent_as="men")
    clerk.cookies["language"] = language

    response = appointing(clerk, seats[1], member=people[1].pk, sent_as="men")

    page = text(response)
    assert response.status_code == 409
    assert REFUSALS[language] in page
    assert 'name="otherwise" value="asked_again"' in page
    assert 'name="otherwise" value="kept_vacant"' in page
    assert not people[1].mandates.exists()


def test_the_ways_on_stand_beside_the_appointment(clerk, body, rule, seats, people):
    appointing(clerk, seats[0], member=people[0].pk, sent_as="men")
    refused = {"member": people[1].pk, "sent_as": "men"}

    assert appointing(clerk, seats[1], **refused, otherwise="asked_again").status_code == 302
    assert "Asked again" in text(clerk.get(at("delegations", body)))
    assert appointing(clerk, seats[1], **refused, otherwise="kept_vacant").status_code == 302
    assert "Left empty" in text(clerk.get(at("delegations", body)))
    assert appointing(clerk, seats[1], **refused, **REASON).status_code == 302
    assert people[1].mandates.exists()
    assert "Exception recorded" in text(clerk.get(at("delegations", body)))


def test_a_successor_is_sent_as_somebody_too(clerk, body, rule, council, seats, people):
    appointing(clerk, seats[0], member=people[0].pk, sent_as="men")
    appointing(clerk, seats[1], member=people[1].pk, sent_as="women")
    newcomer = {"member": make_member(council, public_name="Selma").pk, "succeeds": "on"}

    assert appointing(clerk, seats[1], **newcomer, sent_as="men").status_code == 409
    assert appointing(clerk, seats[1], **newcomer, sent_as="women").status_code == 302
    page = text(clerk.get(at("delegations", body)))
    assert '<bdi>Selma</bdi> <span class="small muted">as a woman</span>' in page
