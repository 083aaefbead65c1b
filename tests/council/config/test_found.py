"""The first act of an installation: a council, its assembly, its by-laws, its clerk."""

import re

import pytest
from django.core.management import CommandError, call_command

from council.members.models import Council, RulesOfProcedure
from council.rules.bylaws import PRESETS

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
