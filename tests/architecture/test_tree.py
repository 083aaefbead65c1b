"""The top level is short, and every name in the tree says something."""

import re
import subprocess

import pytest

from tests.support.source import PACKAGES, ROOT, amiss, dotted, modules

TOP = {
    "LICENSE", "README.md", "council", "deliberation", "manage.py", "pyproject.toml", "realtime",
    "templates", "tests", "uv.lock",
}  # fmt: skip
DICTATED = {
    ".ci",
    ".editorconfig",
    ".git-blame-ignore-revs",
    ".gitignore",
    ".pre-commit-config.yaml",
}
SAYS_NOTHING = {
    "common",
    "data",
    "handle",
    "helpers",
    "info",
    "manager",
    "misc",
    "process",
    "utils",
}
EXCUSE = re.compile("# (noqa|type: )")
REASON = re.compile(r"# (?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\])\W+[A-Za-z]")


def committed() -> set[str]:
    command = ["git", "ls-files", "--cached", "--full-name"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:  # unpacked from an archive, so everything here is ours
        return {path.name for path in ROOT.iterdir()} - {".venv"}
    return {line.split("/")[0] for line in listed.stdout.splitlines()}


def test_the_top_level_is_the_agreed_one():
    visible = {name for name in committed() if not name.startswith(".")}

    assert visible == TOP


def test_dotfiles_are_those_that_tools_dictate():
    hidden = {name for name in committed() if name.startswith(".")}

    assert hidden <= DICTATED


def unexplained(path):
    """Return the lines that are excused from the linter without a reason."""
    excused = [line for line in path.read_text().splitlines() if EXCUSE.search(line)]
    return [line.strip() for line in excused if not REASON.search(line)]


def test_a_module_has_a_name_that_says_something():
    assert amiss(modules(), lambda path: SAYS_NOTHING & set(dotted(path).split("."))) == {}


def test_an_exception_from_the_linter_gives_its_reason():
    assert amiss(modules(), unexplained) == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_tests_mirror_the_source(package):
    mirrored = {
        path.relative_to(ROOT / "tests")
        for path in (ROOT / "tests" / package).rglob("*")
        if path.is_dir() and not {"__pycache__", "templates"} & set(path.parts)
    }

    assert {str(each) for each in mirrored if not (ROOT / each).is_dir()} == set()
