"""The office records an exception where a target may not be kept, and everybody reads it."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from council.members.facts import ConsentFacts
from council.members.models import Mandate, QuotaAccess, SeatingCause, TargetException, Term
from council.members.services.counts import count_body
from council.members.services.declarations import declare
from council.members.services.targets import adopt_targets
from council.rules.targets import PRESETS, Answer, Group
from tests.factories.institution import make_member, make_seat, seat_members

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
YES, NO = Answer.YES, Answer.NO
REASON = {"ground": "nobody_stands", "reason_tr": "İki kez soruldu.", "confirmed": "on"}


@pytest.fixture
def seat(cast, body, settings, tmp_path):
    """The last vacant seat of a body that needs one woman yet."""
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=body.council, number=1, starts_on=LONG_AGO)
    adopt_targets(
        actor=cast.clerk, body_id=body.pk, documents=PRESETS["parity"], valid_from=LONG_AGO
    )
    cast_of_three = [cast.members.chair, cast.members.member, cast.members.absentee]
    members = [*cast_of_three, *seat_members(body, 12)]
    for n, member in enumerate(members):
        say(member, YES if n % 2 else NO)
    found = make_seat(body)
    count_body(actor=cast.clerk, body_id=body.pk, cause=SeatingCause.OFFICE)
    return found


def say(member, woman):
    answers = {Group.WOMEN: woman, Group.MEN: NO if woman is YES else YES}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)


def post(client, seat, **told):
    address = reverse("members:seat", args=[seat.body.council.slug, seat.pk])
    entered = {"role": "titular", "starts_on": timezone.localdate()}
    return client.post(address, entered | told)


def text(response):
    return " ".join(response.text.split())


REFUSALS = {
    "en": "the target could perhaps not be kept (women)",
    "tr": "hedef belki tutturulamaz (women)",
    "ar": "قد يتعذّر الوفاء بالهدف (women)",
    "de": "ließe sich das Ziel vielleicht nicht mehr einhalten (women)",
}


@pytest.mark.parametrize("language", REFUSALS)
def test_the_office_is_told_and_asked_for_a_reason(language, clerk, council, seat):
    clerk.cookies["language"] = language
    person = make_member(council)

    response = post(clerk, seat, member=person.pk)

    page = text(response)
    assert response.status_code == 409
    assert REFUSALS[language] in page
    assert f'value="{person.pk}" selected' in page
    assert '<details class="fold" open>' in page
    assert not Mandate.objects.filter(seat=seat).exists()


@pytest.mark.parametrize("left_out", ["ground", "reason_tr", "confirmed"])
def test_an_exception_needs_ground_reason_and_confirmation(left_out, clerk, council, seat):
    told = {name: value for name, value in REASON.items() if name != left_out}
    if left_out == "confirmed":
        told["confirmed"] = ""

    response = post(clerk, seat, member=make_member(council).pk, **told)

    assert response.status_code == 422
    assert not Mandate.objects.filter(seat=seat).exists()


PUBLIC = {
    "en": "Appointment: exception on “Women: at least 1/2 (rounded down)”, because nobody who",
    "tr": "Atama: “Kadınlar: en az 1/2 (",
    "ar": "»، لأنه: لم يكن أحد",
    "de": "Berufung: Ausnahme von „Frauen: mindestens 1/2 (",
}


@pytest.mark.parametrize("language", PUBLIC)
def test_an_exception_is_read_by_everybody_in_every_language(
    language, clerk, client, cast, council, seat
):
    assert post(clerk, seat, member=make_member(council).pk, **REASON).status_code == 302
    client.logout()
    client.cookies["language"] = language
    address = reverse("members:body_composition", args=[council.slug, seat.body.key])

    page = text(client.get(address))

    assert PUBLIC[language] in page
    assert '<p class="small" lang="tr" dir="ltr">İki kez soruldu.</p>' in page
    assert f"<bdi>{cast.members.clerk.public_name}</bdi>" in page


def test_an_exception_is_data_too_and_names_nobody_but_the_registrar(clerk, cast, council, seat):
    person = make_member(council, public_name="Nobody Named")
    post(clerk, seat, member=person.pk, **REASON)
    address = reverse("members:body_composition_json", args=[council.slug, seat.body.key])

    data = clerk.get(address)

    (told,) = data.json()["exceptions"]
    granted = told.pop("granted_at")
    assert granted.startswith(str(timezone.now().year))
    assert told == {
        "target": "women",
        "organisation": None,
        "act": "office",
        "ground": "nobody_stands",
        "reasons": {"tr": "İki kez soruldu."},
        "granted_by": "Clerk",
    }
    assert "Nobody Named" not in data.text


def test_pages_rows_and_logs_are_the_same_whatever_the_person_answered(
    clerk, council, seat, caplog
):
    """Three times the same act, by somebody who said yes, no, and nothing."""
    caplog.set_level("DEBUG")
    person = make_member(council)
    left = [traces(clerk, seat, person, woman, caplog) for woman in (YES, NO, None)]

    assert left[0] == left[1] == left[2]


def traces(clerk, seat, person, woman, caplog):
    """Return all that the act leaves outside the seal, and undo it."""
    caplog.clear()
    with transaction.atomic():
        if woman is not None:
            say(person, woman)
        pages = [post(clerk, seat, member=person.pk, **told) for told in ({}, REASON)]
        rows = [
            list(TargetException.objects.values_list("key", "ground", "reasons", "cause")),
            list(Mandate.objects.filter(seat=seat).values_list("member", "role", "starts_on")),
            QuotaAccess.objects.count(),
        ]
        clerk.get("/")  # what was done is said there, and no longer on the page looked at next
        transaction.set_rollback(True)
    plain = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text) for page in pages]
    return [page.status_code for page in pages], plain, rows, bool(caplog.text)
