"""The office sees how targets stand and what comes next; everybody reads what was told."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from council.members.facts import ConsentFacts
from council.members.models import (
    CompositionCount,
    CompositionReport,
    CompositionTarget,
    Mandate,
    Term,
)
from council.members.services import abolish_seat
from council.members.services.declarations import declare
from council.members.services.targets import adopt_targets
from council.rules.targets import PRESETS, Answer, Group
from tests.factories.institution import make_bloc, make_seat, seat_member, seat_members

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
TODAY = {"valid_from": "2026-01-01"}


@pytest.fixture
def council(council, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=council, number=1, starts_on=LONG_AGO)
    return council


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def adopt(cast, body, preset="parity"):
    adopt_targets(actor=cast.clerk, body_id=body.pk, documents=PRESETS[preset], valid_from=LONG_AGO)


def say(member, woman):
    answers = {Group.WOMEN: woman, Group.MEN: Answer.NO if woman is Answer.YES else Answer.YES}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)


def office(body, page="composition", *args):
    return reverse(f"members:{page}", args=[body.council.slug, *(args or [body.key])])


def text(response):
    return " ".join(response.text.split())


@pytest.mark.parametrize("language", ["en", "ar", "tr", "de"])
@pytest.mark.parametrize("page", ["composition", "target_preset", "target_new", "report_new"])
def test_a_page_answers_the_clerk(page, language, clerk, cast, body):
    adopt(cast, body)
    clerk.cookies["language"] = language

    response = clerk.get(office(body, page))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("page", ["composition", "target_preset", "target_new", "report_new"])
@pytest.mark.parametrize("person", ["chair", "member", "sysadmin", "outsider"])
def test_the_pages_are_closed_to_others(page, person, client, cast, body):
    client.force_login(getattr(cast, person))

    assert client.get(office(body, page)).status_code == 403


def test_the_way_in_leads_to_the_first_body(clerk, body):
    response = clerk.get(reverse("members:composition_start", args=[body.council.slug]))

    assert response.url == office(body)


def people(body, women, men=0, silent=0):
    """Seat so many new members, of whom some say nothing."""
    answers = [Answer.YES] * women + [Answer.NO] * men
    members = seat_members(body, len(answers) + silent)
    for member, woman in zip(members, answers, strict=False):
        say(member, woman)
    return members


def count(clerk, body):
    return text(clerk.post(office(body, "composition_count"), follow=True))


def test_what_the_next_appointments_must_bring_is_said(clerk, cast, body):
    adopt(cast, body)
    people(body, 5, 8)
    for member in ("chair", "member", "absentee"):
        say(getattr(cast.members, member), Answer.NO)
    for _ in range(4):
        make_seat(body)

    page = count(clerk, body)

    assert "Women: 5 are wanted yet, and the number of vacant seats is 4." in page
    assert "Men: of the next appointments" not in page
    assert '<span class="tag tag-bad">Broken</span>' in page
    assert '<span class="tag tag-good">Holds</span>' in page


def test_what_is_wanted_yet_is_said_until_seats_run_short(clerk, cast, body):
    adopt(cast, body)
    people(body, 6, 9)
    for _ in range(4):
        make_seat(body)

    page = count(clerk, body)
    assert "Women: of the next appointments (4), at least 2 must count toward this group." in page

    Mandate.objects.filter(member=cast.members.chair).delete()
    page = text(clerk.get(office(body)))
    assert "Women: of the next appointments (5), at least 3 must count toward this group." in page
    assert "0 came, 1 left" in page


THREE = {"count": 3, "share": None, "rounding": "up"}
STRICT = [one | {"least": THREE} for one in PRESETS["parity"]]


def test_targets_that_seats_no_longer_allow_are_named_whoever_sits_there(clerk, cast, body):
    spare = [make_seat(body) for _ in range(3)]
    adopt_targets(actor=cast.clerk, body_id=body.pk, documents=STRICT, valid_from=LONG_AGO)
    assert "Whoever sits here" not in text(clerk.get(office(body)))
    abolish_seat(actor=cast.clerk, seat_id=spare[0].pk)

    page = text(clerk.get(office(body)))

    assert (
        "Whoever sits here, these cannot all be reached: Men: at least 3; Women: at least 3."
        in page
    )
    assert "<li>Men: at least 2</li><li>Women: at least 2</li>" in page


CONTRADICTION = {
    "en": (
        "these cannot all be reached: Men: at least 1/2 (rounded down); Women: at least 3.",
        "This would do: Women: at least 2.",
    ),
    "tr": ("bunların hepsine ulaşılamaz: Erkekler", "Şu yeterdi: Kadınlar: en az 2."),
    "ar": ("لا يمكن بلوغ هذه كلها: الرجال", "يكفي هذا: النساء: 2 على الأقل."),
    "de": (
        "diese sind nicht alle zu erreichen: Männer",
        "Dies würde genügen: Frauen: mindestens",
    ),
}


@pytest.mark.parametrize("language", CONTRADICTION)
def test_a_target_that_cannot_be_kept_is_refused_with_the_smallest_ways_out(
    language, clerk, cast, body
):
    adopt(cast, body)
    make_seat(body)
    clerk.cookies["language"] = language
    told = {"key": "women", "groups": ["women"], "least": "3", "rounding": "up", "source": "Art. 9"}

    response = clerk.post(office(body, "target_new"), TODAY | told)

    page = text(response)
    assert response.status_code == 409
    assert [words in page for words in CONTRADICTION[language]] == [True, True]
    assert 'value="3"' in page
    assert "Art. 9" in page
    assert CompositionTarget.objects.filter(key="women").count() == 1


def test_a_contradiction_does_not_depend_on_who_sits_there(clerk, cast, body):
    adopt(cast, body)
    told = {"key": "women", "groups": ["women"], "least": "3", "rounding": "up"}
    pages = []
    for woman in (Answer.YES, Answer.NO):
        for member in (cast.members.chair, cast.members.member, cast.members.absentee):
            say(member, woman)
        response = clerk.post(office(body, "target_new"), TODAY | told)
        pages.append(text(response).split("Whoever sits here")[1].split("</ul>")[0])

    assert pages[0] == pages[1]


def test_small_numbers_are_not_shown_to_the_office_and_large_ones_are(clerk, cast, body):
    adopt(cast, body)
    say(cast.members.member, Answer.YES)
    assert "not shown" in count(clerk, body)

    people(body, 5, 5)
    assert '<span class="num">6</span>' in count(clerk, body)


def test_nobody_is_tried_out(clerk, cast, body):
    """The page is the same whatever the one who came last has said."""
    adopt(cast, body)
    people(body, 6, 6)
    count(clerk, body)
    (newcomer,) = seat_members(body, 1)
    shown = []
    for woman in (Answer.YES, Answer.NO):
        say(newcomer, woman)
        assert "Nothing was counted" in count(clerk, body)
        shown.append(text(clerk.get(office(body))).split("Who has answered")[0])

    assert shown[0].split("csrf")[0] == shown[1].split("csrf")[0]
    assert CompositionCount.objects.count() == 1


def test_the_office_sees_who_has_answered_only(clerk, cast, body):
    adopt(cast, body)
    say(cast.members.member, Answer.YES)

    page = text(clerk.get(office(body)))

    assert page.count("Not yet") == 2
    assert page.count('<span class="tag tag-good">Answered</span>') == 1


def test_a_preset_is_adopted(clerk, body):
    response = clerk.post(office(body, "target_preset"), TODAY | {"preset": "co_chairs"})

    assert response.status_code == 302
    assert set(body.targets.values_list("key", flat=True)) == {"chair-woman", "chair-man"}
    assert "Chair" in text(clerk.get(office(body)))


def test_a_target_of_ones_own_is_set_for_a_bloc(clerk, council, body):
    make_bloc(council, "migrants")
    told = {"key": "young-women", "groups": ["women", "young_people"], "bloc": "migrants"}
    told |= {"least": "1/3", "most": "9", "rounding": "up", "source": "Art. 5"}

    assert clerk.post(office(body, "target_new"), TODAY | told).status_code == 302

    document = CompositionTarget.objects.get().document
    assert document["group"] == [["women", "young_people"]]
    assert document["scope"] == ["seat", "bloc:migrants"]
    assert document["least"] == {"count": None, "share": "1/3", "rounding": "up"}
    assert document["most"] == {"count": 9, "share": None, "rounding": "up"}
    assert "Art. 5" in text(clerk.get(office(body)))


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"least": ""}, 422), ({"least": "a few"}, 422), ({"least": "1/0"}, 409)],
)
def test_a_target_that_says_nothing_is_refused_in_the_form(changed, status, clerk, body):
    told = {"key": "women", "groups": ["women"], "least": "3", "rounding": "up"}

    response = clerk.post(office(body, "target_new"), TODAY | told | changed)

    assert response.status_code == status
    assert not CompositionTarget.objects.exists()


def test_a_target_ends(clerk, cast, body):
    adopt(cast, body, "youth")
    target = body.targets.get()

    clerk.post(office(body, "target_end", target.pk), {"ends_on": timezone.localdate()})

    target.refresh_from_db()
    assert target.valid_to is not None
    assert "This body has no targets" in text(clerk.get(office(body)))


def public(body, page="body_composition"):
    return reverse(f"members:{page}", args=[body.council.slug, body.key])


def test_what_is_published_everybody_reads(clerk, client, cast, body):
    adopt(cast, body)
    for n, member in enumerate(seat_members(body, 12)):
        say(member, Answer.YES if n % 2 else Answer.NO)
    assert "Nothing has been published yet" in text(client.get(public(body)))

    clerk.post(office(body, "report_new"), {"moment": "term_begins"})
    client.logout()
    page, data = text(client.get(public(body))), client.get(public(body, "body_composition_json"))

    assert "At the beginning of the term" in page
    assert '<td data-label="In the group"><span class="num">6</span></td>' in page
    (told,) = data.json()["reports"]
    assert told["moment"] == "term_begins"
    assert [line["counted"] for line in told["targets"]] == [6, 6]
    assert "members" not in told
    assert public(body) in client.get(public(body, "body")).text


def test_a_withheld_report_says_why(clerk, client, cast, body):
    adopt(cast, body)
    clerk.post(office(body, "report_new"), {"moment": "term_begins"})
    seat_members(body, 1)
    clerk.post(office(body, "report_new"), {"moment": "result"})

    assert "Too few people have changed" in text(client.get(public(body)))
    assert CompositionReport.objects.filter(is_withheld=True).count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_office_page_costs_the_same_for_few_and_many(
    many, clerk, cast, body, django_assert_num_queries
):
    adopt(cast, body)
    people(body, 5 + many, 5)
    count(clerk, body)
    for member in seat_members(body, many):
        seat_member(member, body, role="alternate")
    clerk.get(office(body))

    with django_assert_num_queries(21):
        clerk.get(office(body))
