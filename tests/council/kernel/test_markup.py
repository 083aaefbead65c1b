"""Markdown: what helps reading stays, what could harm goes."""

import re

import pytest

from council.kernel.markup import render_markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>\n"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
    ],
)
def test_marks_become_elements(source, html):
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    ("source", "levels"),
    [("# A\n## B", ["h3", "h4"]), ("### A\n# B", ["h5", "h3"]), ("# A\n#### B", ["h3", "h5"])],
)
def test_headings_stay_below_those_of_the_page(source, levels):
    html = render_markdown(source)

    assert [html.split("<h")[place + 1][0] for place in range(2)] == [level[1] for level in levels]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[go](javascript:alert(1))",
        "[go](//evil.example)",
        "[go](/polls/1/)",
        "[go](data:text/html,x)",
        "<a href='https://example.org' onclick='x()'>a</a>",
        "| a |\n|:-:|\n| b |",
    ],
)
def test_nothing_harmful_comes_through(source):
    tags = re.findall(r"<[^>]+>", render_markdown(source))

    assert [tag for tag in tags if re.search(r"script|img|href|style|\son", tag)] == []


def test_a_picture_becomes_a_link():
    html = render_markdown("![map](https://example.org/map.png)")

    assert "<img" not in html
    assert '<a href="https://example.org/map.png"' in html


def test_a_link_gives_nothing_away():
    html = render_markdown("[report](https://example.org/report)")

    assert 'rel="noopener noreferrer nofollow ugc"' in html
