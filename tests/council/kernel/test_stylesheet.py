"""The style sheet is whole, and paper has the colours of the screen."""

import re

from council.kernel import stylesheet, svg
from tests.support.source import amiss, stylesheets


def test_every_file_of_style_is_sent():
    assert sorted(stylesheet.PARTS) == sorted(path.stem for path in stylesheet.FOLDER.glob("*.css"))


def test_the_order_of_layers_is_stated_first():
    assert (
        stylesheet.stylesheet().plain.decode().split("\n", 2)[1].startswith("@layer reset, tokens")
    )


def test_blocs_have_the_same_colours_on_paper():
    tokens = (stylesheet.FOLDER / "tokens.css").read_text()
    light = tokens.split("@media", 1)[0]

    assert dict(re.findall(r"--bloc-(\w+): (#\w+);", light)) == svg.PALETTE


def test_a_style_sheet_can_be_read_in_one_sitting():
    assert amiss(stylesheets(), lambda path: len(path.read_text().splitlines()) > 300) == {}
