"""One address that programs know by heart leads to all others (RFC 9727, RFC 9264)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from council.kernel.names import pick
from council.members.models import Council
from deliberation.publication.addresses import page, whole
from deliberation.publication.feeds import FEEDS

LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
JSON, ATOM, TEXT, HTML = "application/json", "application/atom+xml", "text/plain", "text/html"

Link = Mapping[str, str]


def api_catalog() -> Mapping[str, Any]:
    """Return where everything is that programs can read; one query."""
    councils = list(Council.objects.order_by("pk"))
    everything = {
        "anchor": whole("/.well-known/api-catalog"),
        "item": list(_items()),
        "service-desc": [_link(page("publication:schema"), JSON, "OpenAPI 3.1")],
        "service-doc": [_link(page("publication:open_data"), HTML, "Open data")],
        "describedby": [_link(page("publication:catalogue"), "text/turtle", "DCAT-AP")],
    }
    return {"linkset": [everything, *(_register(council) for council in councils)]}


def _items() -> Iterator[Link]:
    yield _link(page("publication:oparl"), JSON, "OParl 1.1")
    yield _link(page("publication:calendar"), "text/calendar", "iCalendar")
    for kind in FEEDS:
        yield _link(page("publication:feed", kind), ATOM, kind)


def _register(council: Council) -> Mapping[str, str | Sequence[Link]]:
    slug, name = council.slug, pick(council.names, council.main_language).text
    return {
        "anchor": page("register:register", slug),
        "item": [
            _link(page("register:checkpoint", slug), TEXT, f"{name}: checkpoint"),
            _link(page("register:keys", slug), TEXT, f"{name}: keys"),
            _link(page("register:verifier"), "text/x-python", "verifier"),
        ],
        "service-doc": [_link(page("register:witness", slug), HTML, f"{name}: witnesses")],
    }


def _link(href: str, media_type: str, title: str) -> Link:
    return {"href": href, "type": media_type, "title": title}
