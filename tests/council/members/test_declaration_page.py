"""The page on which members declare, and that nothing outside tells what they said."""

import json
import re
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.signals import got_request_exception
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter

from council.members.models import QuotaConsent, QuotaRecord, Term
from council.members.quota.sealing import seal
from council.members.services.quota import count_together, key_ring, label_of, read_own
from council.members.services.targets import adopt_target
from council.rules.targets import PRESETS, Answer, Group
from tests.factories.institution import make_member, seat_member

LONG_AGO = date(2020, 1, 1)
UNSAID = "not_said"
SAID = {"balance": "women", "young_people": "no", "agreed": "on"}
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=|X-CSRFToken)[^>]+')


@pytest.fixture
def council(council, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=council, number=1, starts_on=LONG_AGO)
    return council


@pytest.fixture
def asked(cast, body):
    for document in [*PRESETS["parity"], *PRESETS["youth"]]:
        adopt_target(actor=cast.clerk, body_id=body.pk, document=document, valid_from=LONG_AGO)


@pytest.fixture
def member(client, cast, asked):
    client.force_login(cast.member)
    return client


def address(council, page="declaration"):
    return reverse(f"members:{page}", args=[council.slug])


def said_by(cast):
    return read_own(actor=cast.member, member_id=cast.members.member.pk)


@pytest.mark.parametrize("language", ["en", "ar", "tr", "de"])
def test_the_page_asks_and_has_answered_nothing_beforehand(language, member, council):
    member.cookies["language"] = language

    page = member.get(address(council)).text

    assert f'<html lang="{language}"' in page
    assert page.count('type="radio"') == 4 + 3
    assert "checked" not in page


@pytest.mark.parametrize(
    ("balance", "women", "men"),
    [
        ("women", Answer.YES, Answer.NO),
        ("men", Answer.NO, Answer.YES),
        ("neither", Answer.NO, Answer.NO),
        (UNSAID, Answer.NOT_SAID, Answer.NOT_SAID),
    ],
)
def test_an_answer_is_sealed(balance, women, men, member, cast, council):
    response = member.post(address(council), SAID | {"balance": balance})

    assert response.status_code == 302
    assert said_by(cast) == {
        Group.WOMEN: women,
        Group.MEN: men,
        Group.YOUNG_PEOPLE: Answer.NO,
    }
    assert QuotaConsent.objects.get().language == "en"


@pytest.mark.parametrize("missing", SAID)
def test_without_an_answer_or_consent_nothing_is_kept(missing, member, council):
    told = {name: value for name, value in SAID.items() if name != missing}

    response = member.post(address(council), told)

    assert response.status_code == 422
    assert not QuotaRecord.objects.exists()


def test_where_only_women_are_counted_the_question_is_about_them(client, cast, council, body):
    women = PRESETS["parity"][0]
    adopt_target(actor=cast.clerk, body_id=body.pk, document=women, valid_from=LONG_AGO)
    client.force_login(cast.member)

    client.post(address(council), {"women": "yes", "agreed": "on"})

    assert said_by(cast) == {Group.WOMEN: Answer.YES}


def test_what_was_said_is_shown_on_request_only(member, council):
    member.post(address(council), SAID)

    page = member.get(address(council)).text
    shown = member.post(address(council, "declaration_answers")).text

    assert "Young people" not in page
    assert "<dt>Young people</dt><dd>No</dd>" in shown
    assert "You looked at your answers" in member.get(address(council)).text


def test_a_copy_is_handed_over(member, council):
    member.post(address(council), SAID)

    copy = member.post(address(council, "declaration_copy"))

    assert copy["Content-Disposition"] == 'attachment; filename="declaration.json"'
    assert json.loads(copy.content)["answers"]["young_people"] == "no"


def test_what_was_said_can_be_withdrawn(member, council):
    member.post(address(council), SAID)

    member.post(address(council, "declaration_withdraw"))

    assert not QuotaRecord.objects.exists()
    assert "You have answered" not in member.get(address(council)).text


def test_between_terms_and_without_targets_the_page_says_so(client, cast, council):
    client.force_login(cast.member)
    assert "nothing to answer" in client.get(address(council)).text

    Term.objects.all().delete()
    page = client.get(address(council)).text
    assert "between two terms" in page
    assert "tell the office" in page


def test_between_terms_whoever_keeps_the_terms_is_led_there(client, cast, asked, council):
    client.force_login(cast.clerk)
    Term.objects.all().delete()

    page = client.get(address(council)).text

    assert f'href="{reverse("members:terms", args=[council.slug])}"' in page


@pytest.mark.parametrize("page", ["declaration_answers", "declaration_withdraw"])
def test_the_acts_are_no_links(page, member, council):
    assert member.get(address(council, page)).status_code == 405


def test_the_page_is_for_members(client, cast, asked, council):
    assert client.get(address(council)).status_code == 302
    for person in (cast.outsider, cast.sysadmin):
        client.force_login(person)
        assert client.get(address(council)).status_code == 404


def test_the_council_page_leads_members_there_and_nobody_else(client, cast, asked, council):
    page = reverse("members:council", args=[council.slug])
    assert address(council) not in client.get(page).text

    client.force_login(cast.member)
    assert address(council) in client.get(page).text


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_costs_the_same_however_often_answers_were_opened(
    times, member, cast, body, council, django_assert_num_queries
):
    for _ in range(times):
        count_together(actor=cast.clerk, body_id=body.pk, on=timezone.localdate())
    member.get(address(council))

    with django_assert_num_queries(11):
        member.get(address(council))


def test_none_of_fifty_canaries_leaves_its_seal(council, body, asked, caplog, client, cast):
    """Fifty members say a word that stands nowhere else; then everything outside is searched."""
    caplog.set_level("DEBUG")
    canaries = [f"canary-{n:02}-{body.pk}" for n in range(50)]
    for canary in canaries:
        member = make_member(council, has_account=False)
        seat_member(member, body)
        _plant(member, canary)
    client.force_login(cast.clerk)

    outside = StringIO()
    call_command("dumpdata", stdout=outside)
    pages = [client.get(url) for url in _pages(council, body)]
    told = [outside.getvalue(), caplog.text, *(_bytes(page).decode("latin-1") for page in pages)]

    assert {page.status_code for page in pages} == {200}
    assert [canary for canary in canaries if any(canary in text for text in told)] == []


def _plant(member, canary):
    term = Term.objects.get()
    key = key_ring().active(term.pk)
    record = QuotaRecord(member=member, term=term, key_id=key.id)
    record.blob = seal({"women": canary}, label_of(record), key_id=key.id, key=key.secret)
    record.save(force_insert=True)


def _pages(council, body):
    yield reverse("members:council", args=[council.slug])
    yield reverse("members:body", args=[council.slug, body.key])
    for page in ("members", "offices", "export", "export_workbook"):
        yield reverse(f"members:{page}", args=[council.slug])
    yield reverse("members:seats", args=[council.slug, body.key])
    for sheet in ("members", "seats"):
        yield reverse("members:export_csv", args=[council.slug, sheet])


def _bytes(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_pages_look_alike_whatever_was_said(member, council, cast, body):
    """Two worlds that differ by the answers alone look the same to the clerk."""
    looks = []
    for said in (SAID, SAID | {"balance": "men", "young_people": "yes"}):
        member.force_login(cast.member)
        member.post(address(council), said)
        member.force_login(cast.clerk)
        looks.append([TOKEN.sub("", _bytes(member.get(url)).decode("latin-1")) for url in
                      (reverse("members:members", args=[council.slug]),
                       reverse("members:seats", args=[council.slug, body.key]),
                       reverse("members:export_csv", args=[council.slug, "members"]))])  # fmt: skip

    assert looks[0] == looks[1]


@pytest.mark.parametrize("page", ["declaration", "declaration_answers", "declaration_copy"])
def test_a_report_of_an_error_tells_no_answer(page, member, council, settings):
    """Whatever breaks: administrators who are sent the report read neither post nor answers."""
    member.post(address(council), SAID)
    settings.QUOTA_KEYS.write_text("{")
    member.raise_request_exception = False
    reports = []

    def report(*, request, **_):
        made = ExceptionReporter(request, *sys.exc_info())
        reports.extend([made.get_traceback_text(), made.get_traceback_html()])

    got_request_exception.connect(report)
    answer = member.post(address(council, page), SAID if page == "declaration" else {})
    got_request_exception.disconnect(report)

    assert answer.status_code == 500
    assert len(reports) == 2
    assert all(page in one for one in reports)
    told = [
        line for one in reports for line in one.splitlines() if re.search(r"young_people", line)
    ]
    assert [line for line in told if "no" in re.sub("young_people", "", line)] == []
    assert not re.search(r"balance = 'women'|&#x27;women&#x27;|Answer\.", "".join(reports))
