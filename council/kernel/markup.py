"""Markdown as people write it, made into HTML that can do no harm."""

from collections.abc import Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "i", "ins", "li",
    "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
})  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
TOP_HEADING, LOWEST_HEADING = 3, 5  # the page has the first two levels


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    return parser.enable(["table", "strikethrough"]).disable(["image"])


PARSER = _parser()


def render_markdown(source: str) -> SafeString:
    """Return safe HTML for ``source``: no images, no raw HTML, no relative links.

    The highest heading becomes one of the third level. The markup is cleaned by nh3 whatever the
    parser let through.
    """
    tokens = PARSER.parse(source)
    _lower_headings([token for token in tokens if token.type.startswith("heading")])
    html = nh3.clean(
        PARSER.renderer.render(tokens, PARSER.options, {}),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow ugc",
        url_relative="deny",
    )
    return mark_safe(html)  # noqa: S308  cleaned by nh3 in the line above


def _lower_headings(headings: Sequence[Token]) -> None:
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        level = int(token.tag[1]) - highest + TOP_HEADING
        token.tag = f"h{min(level, LOWEST_HEADING)}"
