"""Decisions and amendments as Akoma Ntoso 3.0: what parliaments, gazettes and archives keep.

Only words that somebody checked are in such a file, one language in each.
"""

from collections.abc import Mapping

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.texts.selectors import bodies
from deliberation.proposals.models import Amendment
from deliberation.proposals.selectors.texts import amendment_texts, paragraphs_of, texts_by_id
from deliberation.publication.addresses import page
from deliberation.publication.akn.frame import (
    LANGUAGES,
    MAKE,
    day_of,
    legible,
    meta_of,
    uri_of,
    written,
)
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import DecisionShown, Wording, shown
from deliberation.rules.decisions import DecisionStatus


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
    uri = uri_of(decision.council, "statement", "decision", decision.body, f"{decision.serial:03}")
    uri.date = day_of(decision.adopted_at, decision.council)
    uri.language = LANGUAGES.get(words.language, "und")
    uri.expression_date = f"@{uri.date}"
    paragraphs = [
        MAKE.paragraph(MAKE.num(str(n)), MAKE.content(MAKE.p(legible(one))), eId=f"para_{n}")
        for n, one in enumerate(words.paragraphs or [words.title], start=1)
    ]
    source = None if words.is_binding else decision.binding_language
    meta = meta_of(uri, decision.council, decision.body, words.language, source)
    title = MAKE.longTitle(
        MAKE.p(MAKE.docNumber(decision.number), " ", MAKE.docTitle(legible(words.title)))
    )
    document = MAKE.statement(
        meta, MAKE.preface(title), MAKE.mainBody(*paragraphs), name="decision"
    )
    alias = page("register:decision", decision.number)
    return written(document, alias, words.language)


def amendment_xml(amendment: Amendment) -> bytes:
    """Return an amendment: what it puts in the place of what."""
    proposal = amendment.proposal
    language = amendment.text.language if amendment.text else proposal.title.language
    uri = uri_of(
        proposal.council,
        "amendment",
        "amendment",
        proposal.body,
        f"{proposal.reference.replace('/', '-')}-{amendment.number}",
    )
    uri.date = day_of(amendment.created_at, proposal.council)
    uri.language = LANGUAGES.get(language, "und")
    uri.expression_date = f"@{uri.date}"
    old, new = _changed(amendment, language)
    quoted = [
        MAKE.quotedText(legible(words), startQuote="“", endQuote="”")
        for words in (old, new)
        if words
    ]
    change = MAKE.p(f"{amendment.operation} {amendment.position}: ", MAKE.mod(*quoted, eId="mod_1"))
    body = MAKE.amendmentBody(MAKE.amendmentContent(change))
    meta = meta_of(uri, proposal.council, proposal.body, language, None)
    name = MAKE.longTitle(MAKE.p(MAKE.docNumber(f"{proposal.reference}/{amendment.number}")))
    document = MAKE.amendment(meta, MAKE.preface(name), body, name="amendment")
    return written(document, page("proposals:amendments", proposal.pk), language)


def _changed(amendment: Amendment, language: str) -> tuple[str, str]:
    rows = paragraphs_of(amendment.version).filter(position=amendment.position)
    before = list(texts_by_id(rows.values_list("text_id", flat=True)).values())
    old = _in(bodies(before[0]), language) if before and amendment.operation != "insert" else ""
    new = amendment_texts(amendment) if amendment.text else []
    return old, _in(bodies(new[0]), language) if new else ""


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()))
