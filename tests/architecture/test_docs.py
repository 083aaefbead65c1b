"""Documentation that cannot rot: what it says is there, and what is there it says."""

import ast
import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class

from tests.benchmarks import command as benchmarks
from tests.support.source import ROOT, modules, project, tree

DOCS = ROOT / "council" / "docs"
DECISIONS = sorted((DOCS / "adr").glob("[0-9]*.md"))
SECTIONS = ["## Context", "## Decision", "## Consequences", "## How we would notice it was wrong"]
README = ROOT / "README.md"
PAGES = sorted([README, *DOCS.rglob("*.md")])


def name(path):
    return str(path.relative_to(ROOT))


def commands(page):
    """Return the arguments of every ``manage.py`` that a page tells the reader to run."""
    told = re.findall(r"(?:python3|uv run) manage\.py ((?:[^`\n#|\\]|\\\n)+)", page.read_text())
    return [shlex.split(each) for each in told]


def settings_read():
    """Return every variable that the product reads from its environment."""
    calls = [
        node
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    ]
    asks = re.compile(r"(?:.*\.)?(?:env_\w+|environ\.(?:get|setdefault|pop)|getenv)")
    return {call.args[0].value for call in calls if asks.fullmatch(ast.unparse(call.func))}


def test_the_readme_can_be_read_in_one_go():
    assert len(README.read_text().splitlines()) <= 120


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_exists(page):
    known = get_commands()
    for command, *options in commands(page):
        if command == "benchmark":
            assert options[0] in benchmarks.names()
        if command in {"test", "benchmark"}:
            continue
        assert command in known
        told = load_command_class(known[command], command).create_parser("manage.py", command)
        unknown = [
            option.split("=")[0]
            for option in options
            if option.startswith("-") and option.split("=")[0] not in told._option_string_actions
        ]
        assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented():
    headings = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (DOCS / "settings.md").read_text()))
    python_s_own = {"DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"}

    assert settings_read() - headings - python_s_own == set()


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_fits_a_page_and_says_how_to_doubt_it(page):
    text = page.read_text()

    assert len(text.splitlines()) <= 60
    assert re.findall(r"^## .+$", text, re.MULTILINE) == SECTIONS


def test_decisions_are_numbered_without_gaps():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_dependency_is_accounted_for():
    declared = [
        *project()["project"]["dependencies"],
        *(each for group in project()["dependency-groups"].values() for each in group),
    ]
    names = {re.split(r"[\[<>=~! ]", each)[0] for each in declared}
    page = next(page for page in DECISIONS if page.stem.endswith("dependencies"))
    lines = re.findall(r"^\| (`[^|]+)\|", page.read_text(), re.MULTILINE)
    described = {each for line in lines for each in re.findall(r"`([\w-]+)`", line)}

    assert names == described
