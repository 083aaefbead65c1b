"""What data there is, as DCAT-AP in Turtle: portals of open data read it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.members.models import Council
from deliberation.publication.addresses import page, whole

PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
JSON, ATOM, CALENDAR, PLAIN = (
    "application/json",
    "application/atom+xml",
    "text/calendar",
    "text/plain",
)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of data and where it is, by media type."""

    name: str
    title: str | Promise
    about: str | Promise
    keyword: str
    places: Mapping[str, str]


def catalogue() -> str:
    """Return the list of all data of this site; one query."""
    councils = list(Council.objects.order_by("pk"))
    sets = list(_sets(councils))
    return "\n".join([PREFIXES, *_catalog(councils, sets), *(_told(one) for one in sets)])


def literal(words: str, language: str = "") -> str:
    r"""Return words as Turtle writes them.

    >>> literal('a "b"\n', "en")
    '"a \\"b\\"\\n"@en'
    """
    return json.dumps(words, ensure_ascii=False) + (f"@{language}" if language else "")


def _sets(councils: Sequence[Council]) -> Iterator[DataSet]:
    yield DataSet(
        "meetings",
        _("Meetings and agendas"),
        _("When the council meets, where, and what is on the agenda."),
        "meeting",
        {
            JSON: page("publication:oparl"),
            CALENDAR: page("publication:calendar"),
            ATOM: page("publication:feed", "meetings"),
        },
    )
    yield DataSet(
        "decisions",
        _("Decisions and votes"),
        _("What was decided, in every language, with the figures of the vote."),
        "decision",
        {JSON: page("publication:oparl"), ATOM: page("publication:feed", "decisions")},
    )
    for council in councils:
        yield DataSet(
            f"register-{council.slug}",
            _("Register of decisions"),
            _("A signed log in which nobody can change a decision unnoticed."),
            "register",
            {
                PLAIN: page("register:checkpoint", council.slug),
                ATOM: page("publication:feed", "register"),
            },
        )


def _catalog(councils: Sequence[Council], sets: Sequence[DataSet]) -> Iterator[str]:
    names = [
        literal(words, code) for council in councils for code, words in council.names.items()
    ] or [literal("Majlis")]
    own, publisher = page("publication:catalogue"), f"{whole('/')}#publisher"
    yield (
        f"<{publisher}> a foaf:Agent ;\n  foaf:name {', '.join(names)} ;\n"
        f"  foaf:homepage <{whole('/')}> .\n"
    )
    yield (
        f"<{own}> a dcat:Catalog ;\n  dct:title {_in_all(_('Open data'))} ;\n"
        f"  dct:description {_in_all(_('All that this council publishes, for programs.'))} ;\n"
        f"  dct:publisher <{publisher}> ;\n  foaf:homepage <{whole('/')}> ;\n"
        f"  dcat:dataset {', '.join(f'<{own}#{one.name}>' for one in sets)} .\n"
    )


def _told(one: DataSet) -> str:
    own = f"{page('publication:catalogue')}#{one.name}"
    parts = [
        f"<{own}> a dcat:Dataset ;",
        f"  dct:title {_in_all(one.title)} ;",
        f"  dct:description {_in_all(one.about)} ;",
        f"  dcat:keyword {literal(one.keyword, 'en')} ;",
        f"  dct:publisher <{whole('/')}#publisher> ;",
        f"  dcat:contactPoint [ a vcard:Organization ; vcard:hasURL <{whole('/')}> ] ;",
        f"  dcat:landingPage <{page('publication:open_data')}> ;",
        "  dcat:distribution " + " , ".join(_at(kind, at) for kind, at in one.places.items()),
    ]
    return "\n".join(parts) + " .\n"


def _at(kind: str, address: str) -> str:
    media = f"<https://www.iana.org/assignments/media-types/{kind}>"
    return f"[ a dcat:Distribution ; dcat:accessURL <{address}> ; dcat:mediaType {media} ]"


def _in_all(words: str | Promise) -> str:
    told = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told.append(literal(str(words), code))
    return ", ".join(told)
