"""Markdown as people write it, made into HTML that can do no harm."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = frozenset(
    "a b blockquote br code del em h3 h4 h5 hr i ins li ol p pre strong sub sup "
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
LOWER_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    return parser.enable(["table", "strikethrough"]).disable(["image"])


PARSER = _parser()


def render_markdown(source: str) -> SafeString:
    """Return safe HTML for ``source``: no images, no raw HTML, no relative links.

    Headings begin at the third level, as the page has the first two. The markup is cleaned by
    nh3 whatever the parser let through.
    """
    tokens = PARSER.parse(source)
    for token in tokens:
        token.tag = LOWER_HEADINGS.get(token.tag, token.tag)
        if token.tag in {"td", "th"}:
            token.attrs.pop("style", None)
    html = nh3.clean(
        PARSER.renderer.render(tokens, PARSER.options, {}),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow ugc",
        url_relative="deny",
    )
    return mark_safe(html)  # noqa: S308  cleaned by nh3 in the line above
