"""What the documents say of the code is what the code says of itself."""

import re

import pytest
from django.core.management import BaseCommand, load_command_class
from polib import pofile

from realtime.parts import LIVE
from tests.support.pages import CYCLES, DOCS, MARK, PAGES, events, tables
from tests.support.source import ROOT, project

README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name):
    told, _, made = (DOCS / name).read_text().partition(MARK)

    assert told
    assert made == f"\n{PAGES[name]()}", "run python -m tests.support.pages"


def test_every_life_cycle_is_drawn():
    assert {name for _, name in CYCLES} == set(tables())


def test_every_kind_of_entry_has_its_live_part():
    assert set(LIVE) == set(events())


def test_the_version_is_that_of_the_changelog():
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (DOCS / "changelog.md").read_text(), re.MULTILINE)

    assert newest is not None
    assert newest[1] == project()["project"]["version"]


def test_the_clerks_guide_names_what_stands_on_the_pages():
    guide = " ".join((DOCS / "guides" / "clerk.md").read_text().split())
    named = set(re.findall(r"\*\*(.+?)\*\*", guide)) - {"bold"}
    catalogue = pofile(str(ROOT / "council" / "locale" / "django.pot"))

    assert named - {entry.msgid for entry in catalogue} == set()


def test_the_readme_names_every_option_of_the_demo():
    parser = load_command_class("council.config", "demo").create_parser("manage.py", "demo")
    bare = BaseCommand().create_parser("manage.py", "demo")
    own = set(parser._option_string_actions) - set(bare._option_string_actions)
    table = re.findall(r"^\| `(--[\w-]+)", README, re.MULTILINE)

    assert set(table) == own


def test_the_readme_has_one_picture_that_loads_quickly():
    (picture,) = re.findall(r"!\[.+\]\((.+)\)", README)

    assert (ROOT / picture).stat().st_size <= 200_000


def test_the_tree_of_the_readme_stands():
    tree = re.search(r"Find your way\n\n```\n(.+?)```", README, re.DOTALL)[1].splitlines()

    assert len(tree) == 10
    assert [line for line in tree if not (ROOT / line.split()[0]).is_dir()] == []


def test_the_house_has_five_rules():
    assert len(re.findall(r"^\d\. ", README, re.MULTILINE)) == 5
