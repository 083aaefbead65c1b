"""The first act of an installation: a council, its assembly, its by-laws, its clerk."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.members.models import Council, RulesOfProcedure, Term
from council.rules.bylaws import PRESETS
from council.rules.terms import term_of

pytestmark = pytest.mark.django_db


def found(capsys, *options, slug="izmir", presets="kent_konseyi_assembly"):
    told = ("--name", "İzmir Meclisi", "--binding", "tr", "--clerk", "Aylin Yurt")
    call_command("found", slug, *told, "--by-laws", presets, *options)
    return re.search(r"https?://\S+", capsys.readouterr().out)[0]


@pytest.mark.parametrize("presets", PRESETS)
def test_the_clerk_signs_in_by_the_link_and_finds_an_office(presets, client, capsys):
    link = found(capsys, presets=presets)

    client.post(link)

    assert client.get("/office/izmir/").status_code == 200


def test_the_by_laws_require_the_languages_that_were_named(capsys):
    found(capsys, "--required", "ar", "--languages", "tr", "ar")

    council, rules = Council.objects.get(), RulesOfProcedure.objects.get()
    assert (council.languages, council.main_language) == (["tr", "ar"], "tr")
    assert rules.document["languages"] == {"required": ["tr", "ar"], "binding": "tr"}


def test_a_council_is_founded_once(capsys):
    found(capsys)

    with pytest.raises(CommandError):
        found(capsys)
    assert Council.objects.count() == 1


def test_nothing_is_founded_in_half(capsys):
    with pytest.raises(CommandError):
        found(capsys, "--languages", "en", "--required", "ar")
    assert Council.objects.count() == 0


@pytest.mark.parametrize("presets", PRESETS)
def test_the_first_term_begins_today_and_lasts_as_the_by_laws_say(presets, capsys):
    found(capsys, presets=presets)

    term, today = Term.objects.get(), timezone.localdate()
    assert (term.number, term.starts_on) == (1, today)
    assert term.ends_on == term_of(today, PRESETS[presets]["terms"][0]).ends_on


def test_the_days_of_the_first_term_can_be_named(capsys):
    found(capsys, "--term-starts", "2024-04-01", "--term-ends", "2029-04-01")

    term = Term.objects.get()
    assert (term.starts_on, term.ends_on) == (date(2024, 4, 1), date(2029, 4, 1))


@pytest.mark.parametrize(
    "days",
    [("--term-starts", "April"), ("--term-starts", "2029-04-01", "--term-ends", "2024-04-01")],
)
def test_days_that_make_no_term_found_nothing(days, capsys):
    with pytest.raises(CommandError):
        found(capsys, *days)
    assert not Council.objects.exists()


def test_the_desk_asks_for_a_term_only_where_none_runs(client, capsys):
    client.post(found(capsys))
    add = "/office/izmir/terms/new/"

    assert f'href="{add}"' not in client.get("/office/izmir/").text
    Term.objects.all().delete()
    page = client.get("/office/izmir/").text
    assert "Bugün süren bir dönem yok." in page
    assert f'href="{add}"' in page
