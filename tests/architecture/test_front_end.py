"""Pages read in both directions, obey a strict content policy and fetch nothing from elsewhere."""

import re

import pytest

from tests.support.source import amiss, scripts, stylesheets, templates

PHYSICAL = re.compile(
    r"""(?<![\w-])(?:
        (?:scroll-)?(?:margin|padding)-(?:left|right|top|bottom)
      | border-(?:left|right|top|bottom)(?:-[\w-]+)?
      | (?:left|right|top|bottom)
    )\s*:
    | (?:text-align|float|clear)\s*:\s*(?:left|right)\b""",
    re.VERBOSE,
)
FOUR_SIDES = re.compile(r"(?:margin|padding|inset)\s*:\s*([^;}]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "handler": r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*=\s*[\"']",
    "inline script": r"<script\b(?![^>]*\s(?:src=|type=\"application/(?:ld\+)?json))",
    "file from elsewhere": r"<(?:script|link|img)\b[^>]*\s(?:src|href)=\"https?:",
}
UNTRIMMED = re.compile(r"{%\s*blocktrans(?:late)?\s+(?!trimmed\b)[^%]*%}")


def pages():
    """Return the templates a browser sees: letters have no style sheet to put their looks in."""
    return [path for path in templates() if "email" not in path.parts]


def sides(path):
    """Return the rules of a style sheet that tell left from right."""
    text = COMMENT.sub("", path.read_text())
    lopsided = [each for each in FOUR_SIDES.findall(text) if _is_lopsided(each)]
    return [each.group().strip() for each in PHYSICAL.finditer(text)] + lopsided


def test_a_style_sheet_knows_no_left_and_right():
    assert amiss(stylesheets(), sides) == {}


@pytest.mark.parametrize("thing", FORBIDDEN)
def test_a_page_has_no(thing):
    forbidden = re.compile(FORBIDDEN[thing], re.IGNORECASE)

    assert amiss(pages(), lambda page: forbidden.findall(TAG.sub(" ", page.read_text()))) == {}


def test_a_long_sentence_is_trimmed():
    assert amiss(templates(), lambda path: UNTRIMMED.findall(path.read_text())) == {}


def test_a_script_imports_from_here():
    elsewhere = re.compile(r"""(?:from|import)\s*\(?["']https?:""")

    assert amiss(scripts(), lambda path: elsewhere.findall(path.read_text())) == {}


@pytest.mark.parametrize(
    "rule", ["margin-left: 1px", "left:0", "border-top-left-radius: 1px", "text-align: right"]
)
def test_a_physical_property_is_noticed(rule):
    assert PHYSICAL.search(f"a {{ {rule} }}")


@pytest.mark.parametrize("rule", ["margin-inline-start: 1px", "text-align: start", "--left: 1px"])
def test_a_logical_property_passes(rule):
    assert PHYSICAL.search(f"a {{ {rule} }}") is None


def _is_lopsided(sides: str) -> bool:
    """Tell whether four values put something else on the right than on the left."""
    values = re.findall(r"(?:[\w-]*\([^()]*(?:\([^()]*\))*[^()]*\)|[^\s()])+", sides)
    return len(values) == 4 and values[1] != values[3]
