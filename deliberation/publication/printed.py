"""Decisions and minutes on paper and for archives: PDF/A-3a with the Akoma Ntoso file inside.

A paper is set after its line was written into the register, so that it can say which one it is.
"""

from hashlib import sha256

import segno
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from council.kernel.audience import Audience
from council.kernel.names import direction, pick
from council.kernel.printing import Enclosed, pdf_of
from deliberation.minutes.models import Minutes
from deliberation.publication.addresses import page
from deliberation.publication.akn.minutes import xml_of
from deliberation.publication.akn.records import decision_xml, wording_of
from deliberation.publication.minuted.whole import minuted
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import outcome_of, shown
from deliberation.register.selectors.errata import errata_of
from deliberation.register.selectors.marks import mark_of_decision, mark_of_minutes

KEPT = 24 * 3600  # seconds; a changed decision has another key


def decision_pdf(decision: Decision, language: str) -> bytes:
    """Return a published decision in one language; it is set once and kept.

    Raises:
        Unseen: there are no words that may be shown.
        PrintingUnavailable: this machine cannot set type.
    """
    told = shown(decision, Audience.PUBLIC)
    words = wording_of(told, language)
    xml = decision_xml(decision, words.language)
    with translation.override(words.language):
        outcome = outcome_of(told, words.language)
        context = {
            "decision": told,
            "words": words,
            "outcome": outcome,
            "language": words.language,
            "direction": direction(words.language),
            "body": pick(told.body_names, words.language),
            "council": pick(decision.council.names, words.language),
            "address": page("register:decision", told.number),
            "mark": mark_of_decision(decision),
            "register": page("register:register", decision.council.slug),
        }
        html = render_to_string("publication/print/decision.html", context)
    return _set_once(html, Enclosed("decision.akn.xml", told.number, xml))


def minutes_pdf(minutes: Minutes, language: str) -> bytes:
    """Return published minutes in one language; they are set once and kept.

    Raises:
        PrintingUnavailable: this machine cannot set type.
    """
    told = minuted(minutes, language)
    address = page("minutes:minutes", minutes.meeting_id)
    context = {
        "told": told,
        "language": language,
        "direction": direction(language),
        "address": address,
        "square": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "mark": mark_of_minutes(minutes),
        "errata": errata_of(minutes.pk, Audience.PUBLIC),
        "register": page("register:register", minutes.meeting.council.slug),
    }
    with translation.override(language):
        html = render_to_string("publication/print/minutes.html", context)
    return _set_once(html, Enclosed("minutes.akn.xml", told.title, xml_of(told)))


def _set_once(html: str, enclosed: Enclosed) -> bytes:
    key = f"record-pdf-{sha256(html.encode() + enclosed.raw).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = pdf_of(html, "letter.css", enclosed)
        cache.set(key, kept, KEPT)
    return kept
